package import MoatFindings
import MoatModel

/// Locked packages that were published to do harm.
package struct MaliciousDependency: AdvisoryRule {
  package static let info = RuleInfo(
    id: "malicious-dependency", group: .advisories, severity: .high,
    evidence: [.lockfile, .advisoryDatabase],
    summary: "a locked package that was published to do harm",
    explanation: Explanation(
      whatItDoes: """
        Reports every locked crates.io package that an advisory calls malicious: by its category, or \
        by the title of a takedown ("was removed from crates.io … malicious …"), because some \
        takedowns lack the category. `-` and `_`, and case, count as equal in the name. Where the \
        package reaches does not lower the severity.
        """,
      whyItMatters: """
        Such crates run their payload from a build script or a proc macro, so a single build, or an \
        editor that opens the project, was enough. Whether the code ships does not matter.
        """,
      whatToDo: """
        Take the package out of the lockfile before anything builds the project again. Where it was \
        built, treat that machine's secrets as known to others: registry tokens, SSH and signing \
        keys, cloud credentials, wallets. Find out which dependency brought the package in.
        """,
      example: """
        ```text
        high[malicious-dependency]: `proc-macro1 1.0.107` is malicious: `proc-macro1` was removed from crates.io due to malicious code (RUSTSEC-2026-0265)
          --> Cargo.lock:412:1
           = help: do not build this project: remove `proc-macro1`, then replace every secret of the machines that built it
        ```
        """),
    references: [
      "https://github.com/RustSec/advisory-db", "https://blog.rust-lang.org/inside-rust/",
    ])

  package init() {}

  package func findings(in facts: AdvisoryFacts) -> [Finding] {
    facts.hits.filter(\.advisory.isMalicious).map { hit in
      Finding(
        Self.info,
        "\(hit.quotedPackage) is malicious: \(hit.advisory.phrase) (\(hit.advisory.id))",
        at: hit.package.label, notes: hit.advisory.notes,
        help: Self.help(hit), subject: hit.subject, paths: hit.package.paths)
    }
  }

  private static func help(_ hit: AdvisoryHit) -> String {
    let safe = hit.advisory.affected.unaffected + hit.advisory.affected.patched
    let name = hit.package.identity.name
    let instead =
      safe.isEmpty
      ? "remove `\(name)`"
      : "move `\(name)` to \(safe.map { "`\($0)`" }.joined(separator: " or "))"
    return "do not build this project: \(instead), then replace every secret of the machines that "
      + "built it"
  }
}
