import MoatCargo
package import MoatFindings
import MoatModel

/// A lockfile with merge conflict markers.
package struct LockfileConflict: LockfileRule {
  package static let info = RuleInfo(
    id: "lockfile-conflict", group: .lockfile, severity: .high, evidence: [.lockfile],
    guards: [.lockfile],
    summary: "a lockfile with merge conflict markers",
    explanation: Explanation(
      whatItDoes: "Finds lines that begin with git's conflict markers in a `Cargo.lock`.",
      whyItMatters: """
        The file pins nothing until the conflict is resolved, and conflicts resolved by hand are how \
        wrong checksums have reached real projects: one package's entry with another's checksum.
        """,
      whatToDo: """
        Take one side whole (`git checkout --ours Cargo.lock` or `--theirs`), then let Cargo bring \
        it up to date with `cargo update --workspace`, and read `cargo moat lock diff`.
        """,
      example: """
        ```text
        error[lockfile-conflict]: `Cargo.lock` holds merge conflict markers
          --> Cargo.lock:12:1
           |
        12 | <<<<<<< HEAD
        ```
        """))

  package init() {}

  package func findings(in facts: LockfileFacts) -> [Finding] {
    guard case .refused(let error) = facts.state, error.reason == .conflictMarkers else {
      return []
    }
    return [
      Finding(
        Self.info, "`\(error.path)` holds merge conflict markers",
        at: Label(error.path, error.span),
        help: "take one side whole, then run `cargo update --workspace`")
    ]
  }
}
