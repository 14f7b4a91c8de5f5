import MoatCargo
package import MoatFindings
import MoatModel

/// `[patch]` entries that replace nothing.
package struct UnusedPatch: LockfileRule {
  package static let info = RuleInfo(
    id: "unused-patch", group: .lockfile, severity: .low, evidence: [.lockfile],
    summary: "a `[patch]` entry that replaces nothing",
    explanation: Explanation(
      whatItDoes: "Reports the `[[patch.unused]]` entries Cargo wrote to the lockfile.",
      whyItMatters: """
        The patch was meant to change what is built and does not: a fix that is not in, or a \
        redirection that waits for the version to match.
        """,
      whatToDo:
        "Remove the `[patch]` entry, or make its version fit the requirement it should meet.",
      example: """
        ```text
        warning[unused-patch]: the patch `h2 0.3.20` replaces nothing
          --> Cargo.lock:900:1
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/reference/overriding-dependencies.html"])

  package init() {}

  package func findings(in facts: LockfileFacts) -> [Finding] {
    guard let lockfile = facts.locked?.lockfile else { return [] }
    return lockfile.unusedPatches.map { package in
      Finding(
        Self.info, "the patch `\(package.identity)` replaces nothing",
        at: Label(lockfile.source.path, package.span),
        help: "remove the `[patch]` entry, or make its version fit",
        subject: Subject(package: package.identity))
    }
  }
}
