import MoatCargo
package import MoatFindings
import MoatModel

/// Checksums of version 1 in a lockfile with evidence of a later one.
package struct MixedLockfileVersions: LockfileRule {
  package static let info = RuleInfo(
    id: "mixed-lockfile-versions", group: .lockfile, severity: .high, evidence: [.lockfile],
    summary: "a lockfile that mixes version 1 with a later version",
    explanation: Explanation(
      whatItDoes: """
        Finds `[metadata]` checksums, which only version 1 has, in a file whose packages carry \
        `checksum` keys or which names a later version.
        """,
      whyItMatters: """
        It is the trace of a bad merge. Cargo then discards **all** checksums and takes new ones \
        from whatever registry answers, without a word unless `--locked` is given.
        """,
      whatToDo:
        "Restore one side of the merge whole and update it with `cargo update --workspace`.",
      example: """
        ```text
        error[mixed-lockfile-versions]: `Cargo.lock` has checksums of version 1 beside later ones
          --> Cargo.lock:40:1
        ```
        """))

  package init() {}

  package func findings(in facts: LockfileFacts) -> [Finding] {
    guard let lockfile = facts.locked?.lockfile, let span = lockfile.mixedFormatSpan else {
      return []
    }
    return [
      Finding(
        Self.info, "`\(lockfile.source.path)` has checksums of version 1 beside later ones",
        at: Label(lockfile.source.path, span),
        notes: ["Cargo discards every checksum of such a file"],
        help: "restore one side of the merge whole, then run `cargo update --workspace`")
    ]
  }
}
