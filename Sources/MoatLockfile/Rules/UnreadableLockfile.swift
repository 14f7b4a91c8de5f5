import MoatCargo
package import MoatFindings
import MoatModel

/// A lockfile that Cargo's reader, and so ours, refuses.
package struct UnreadableLockfile: LockfileRule {
  package static let info = RuleInfo(
    id: "unreadable-lockfile", group: .lockfile, severity: .high, evidence: [.lockfile],
    guards: [.lockfile],
    summary: "a lockfile that cannot be read, so that nothing in it was checked",
    explanation: Explanation(
      whatItDoes: """
        Reports a `Cargo.lock` that cannot be opened, is not TOML, or lacks what every entry needs \
        (name, version, a known kind of source). Moat refuses what Cargo refuses and never repairs.
        """,
      whyItMatters: """
        Whatever the file was meant to pin is not pinned, and no other rule could look at it: the \
        run ends as *undetermined*, never as clean.
        """,
      whatToDo: """
        Restore the file from version control, or delete it and run `cargo generate-lockfile` and \
        read the difference with `cargo moat lock diff`.
        """,
      example: """
        ```text
        undetermined[unreadable-lockfile]: `Cargo.lock` could not be checked
          --> Cargo.lock:7:1
           = because: package `serde` has no `version`
        ```
        """))

  package init() {}

  package func findings(in facts: LockfileFacts) -> [Finding] {
    let message = "`\(facts.workspace.lockfilePath)` could not be checked"
    switch facts.state {
    case .missing, .read: return []
    case .unreadable(let reason):
      return [
        .undetermined(
          Self.info, message, at: facts.lockfile, because: reason,
          help: "make it a readable file, then check again")
      ]
    case .refused(let error):
      switch error.reason {
      case .conflictMarkers, .unknownLockfileVersion: return []
      default:
        return [
          .undetermined(
            Self.info, message, at: Label(error.path, error.span), because: error.message,
            help: "restore the file from version control, or regenerate it and review the change")
        ]
      }
    }
  }
}
