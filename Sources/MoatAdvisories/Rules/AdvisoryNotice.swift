package import MoatFindings

/// Locked packages an advisory has something to say about.
package struct AdvisoryNotice: AdvisoryRule {
  package static let info = RuleInfo(
    id: "advisory-notice", group: .advisories, severity: .info,
    evidence: [.lockfile, .advisoryDatabase],
    summary: "a locked package with a notice in the advisory database",
    explanation: Explanation(
      whatItDoes: """
        Reports locked crates.io packages with a `notice` advisory, once an advisory and crate. An \
        advisory of a kind this version of Moat does not know is reported here too, with low \
        severity, rather than left out.
        """,
      whyItMatters: """
        Notices tell of a change worth knowing, such as a default that became safe in a later \
        version, without calling the package unsound or vulnerable.
        """,
      whatToDo: "Read the advisory; where it does not concern the project, allow its id.",
      example: """
        ```text
        note[advisory-notice]: `stderr 0.8.1` is subject of a notice: stderr may be confusing (RUSTSEC-2020-0001)
          --> Cargo.lock:88:1
        ```
        """),
    references: ["https://github.com/RustSec/advisory-db"])

  package init() {}

  package func findings(in facts: AdvisoryFacts) -> [Finding] {
    let hits = facts.hits.filter { hit in
      switch hit.advisory.kind {
      case .notice, .other: !hit.advisory.isMalicious
      case .vulnerability, .unsound, .unmaintained: false
      }
    }
    return AdvisoryFinding.grouped(
      hits, Self.info, saying: "subject of a notice",
      help: { "read \($0.advisory.page)" },
      severity: { $0.kind == .notice ? Self.info.severity : .low })
  }
}
