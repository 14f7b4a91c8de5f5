package import MoatFindings

/// Locked packages nobody looks after any more.
package struct UnmaintainedDependency: AdvisoryRule {
  package static let info = RuleInfo(
    id: "unmaintained-dependency", group: .advisories, severity: .low,
    evidence: [.lockfile, .advisoryDatabase],
    summary: "a locked package that nobody maintains",
    explanation: Explanation(
      whatItDoes: """
        Reports locked crates.io packages with an `unmaintained` advisory, once an advisory and \
        crate: all locked versions and the ways to them stand in one finding, and the help names the \
        dependency of the workspace through which the package comes in.
        """,
      whyItMatters: """
        The next flaw found in it will not be fixed. Today nothing is wrong, and often only another \
        project can act, so the severity is low and does not fail a run by default.
        """,
      whatToDo: """
        Replace a direct dependency; the advisory often names successors (`cargo moat advisories show \
        ID`). For an indirect one, look for a version of the named dependency that no longer needs \
        it, or allow the advisory with a reason and a day.
        """,
      example: """
        ```text
        low[unmaintained-dependency]: `paste 1.0.15` is unmaintained: paste - no longer maintained (RUSTSEC-2024-0436)
          --> Cargo.lock:1204:1
           = help: update or replace `parquet`, through which `paste` comes in
        ```
        """),
    references: ["https://github.com/RustSec/advisory-db"])

  package init() {}

  package func findings(in facts: AdvisoryFacts) -> [Finding] {
    AdvisoryFinding.grouped(
      facts.hits(of: .unmaintained), Self.info, saying: "unmaintained",
      help: { hit in
        hit.advisory.affected.fix(for: hit.package.version) == nil ? hit.replacing : hit.remedy
      }, severity: { _ in Self.info.severity })
  }
}
