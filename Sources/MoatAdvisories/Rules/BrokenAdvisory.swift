package import MoatFindings
import MoatModel

/// Files of the database that could not be read as advisories.
package struct BrokenAdvisory: AdvisoryRule {
  package static let info = RuleInfo(
    id: "broken-advisory", group: .advisories, severity: .medium,
    evidence: [.advisoryDatabase], guards: [.advisoryDatabase],
    summary: "a file of the advisory database that cannot be read",
    explanation: Explanation(
      whatItDoes: """
        Reports, in one finding, the files of the advisory database that are no advisories as Moat \
        reads them: broken TOML, no id or package, versions that are no intervals. The result is \
        undetermined, and every other advisory still counts. Keys, kinds and CVSS versions that are \
        merely unknown break nothing.
        """,
      whyItMatters: """
        Such a file may be about a locked package. In December 2025 one unknown field stopped other \
        tools for every project at once; leaving the file out silently would be no better.
        """,
      whatToDo: """
        Update the database, and Moat. In a database of your own, correct the file at the place the \
        finding names.
        """,
      example: """
        ```text
        undetermined[broken-advisory]: 1 advisory could not be read
          --> advisory-db/crates/foo/RUSTSEC-2026-0001.md:14:12
           = note: advisory-db/crates/foo/RUSTSEC-2026-0001.md:14: `>= 1, < 2, < 3` has more than two comparators
           = help: update the advisory database, or correct the file
        ```
        """),
    references: ["https://github.com/RustSec/advisory-db#advisory-format"])

  /// As many files as the finding names.
  private static let shown = 5

  package init() {}

  package func findings(in facts: AdvisoryFacts) -> [Finding] {
    guard let broken = facts.database.value?.broken, let first = broken.first else { return [] }
    let folder = facts.databaseLabel.path
    var reasons = broken.prefix(Self.shown).map {
      "\(folder)/\($0.path):\($0.line): \($0.message)"
    }
    if broken.count > Self.shown { reasons.append("and \(broken.count - Self.shown) more") }
    let message = broken.count == 1 ? "1 advisory" : "\(broken.count) advisories"
    return [
      Finding(
        Self.info, "\(message) could not be read", at: Label("\(folder)/\(first.path)", first.span),
        kind: .undetermined(because: "they may be about a locked package"), notes: reasons,
        help: "update the advisory database, or correct the file")
    ]
  }
}
