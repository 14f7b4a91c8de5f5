package import MoatFindings

/// Locked packages whose safe interface allows undefined behaviour.
package struct UnsoundDependency: AdvisoryRule {
  package static let info = RuleInfo(
    id: "unsound-dependency", group: .advisories, severity: .low,
    evidence: [.lockfile, .advisoryDatabase],
    summary: "a locked package whose safe interface is unsound",
    explanation: Explanation(
      whatItDoes: """
        Reports locked crates.io packages with an `unsound` advisory, once an advisory and crate: \
        all locked versions and the ways to them stand in one finding.
        """,
      whyItMatters: """
        Safe code can break memory safety through such an interface. Nobody has shown an attack, or \
        it would be a vulnerability, so the severity is low.
        """,
      whatToDo: """
        Update where a fixed version exists. Otherwise check whether the affected functions are \
        called with arguments that matter, and record the answer as the reason of a suppression.
        """,
      example: """
        ```text
        warning[unsound-dependency]: `atty 0.2.14` is unsound: Potential unaligned read (RUSTSEC-2021-0145)
          --> Cargo.lock:31:1
           = note: affects only `windows`
           = help: no fixed version exists; update or replace `clap`, through which `atty` comes in
        ```
        """),
    references: ["https://github.com/RustSec/advisory-db"])

  package init() {}

  package func findings(in facts: AdvisoryFacts) -> [Finding] {
    AdvisoryFinding.grouped(
      facts.hits(of: .unsound), Self.info, saying: "unsound", help: \.remedy,
      severity: { _ in Self.info.severity })
  }
}
