import MoatCargo
package import MoatFindings
import MoatModel

/// A lockfile of a version newer than this Moat knows.
package struct UnknownLockfileVersion: LockfileRule {
  package static let info = RuleInfo(
    id: "unknown-lockfile-version", group: .lockfile, severity: .high, evidence: [.lockfile],
    guards: [.lockfile],
    summary: "a lockfile of a version that is not known",
    explanation: Explanation(
      whatItDoes: "Refuses a `Cargo.lock` whose `version` is not 1 to 4.",
      whyItMatters: """
        A newer version may keep checksums or sources elsewhere. Guessing could pass what should \
        fail, so the file counts as not checked.
        """,
      whatToDo: "Update Moat, or have the toolchain the project pins write the lockfile.",
      example: """
        ```text
        undetermined[unknown-lockfile-version]: `Cargo.lock` could not be checked
          --> Cargo.lock:3:11
           = because: lockfile version 9 is not known
        ```
        """))

  package init() {}

  package func findings(in facts: LockfileFacts) -> [Finding] {
    guard case .refused(let error) = facts.state, case .unknownLockfileVersion = error.reason
    else { return [] }
    return [
      .undetermined(
        Self.info, "`\(error.path)` could not be checked", at: Label(error.path, error.span),
        because: error.message, help: "versions 1 to 4 are known; update Moat")
    ]
  }
}
