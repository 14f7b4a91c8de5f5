import MoatCargo
package import MoatFindings
import MoatModel

/// Two lockfiles of one repository that pin different bytes for the same package.
package struct ChecksumConflict: LockfileRule {
  package static let info = RuleInfo(
    id: "checksum-conflict", group: .lockfile, severity: .tampering, evidence: [.lockfile],
    summary: "one package with different checksums in two lockfiles",
    explanation: Explanation(
      whatItDoes: """
        Compares every package from a registry with the other lockfiles of the same run: the same \
        name, version and source must have the same checksum.
        """,
      whyItMatters: """
        A published version never changes, so one of the two is wrong: tampered with, or damaged by \
        a merge. It has happened to well-known projects, one crate's entry carrying another's \
        checksum. It cannot be suppressed.
        """,
      whatToDo: """
        Find which digest the registry records (`cargo moat` names both), restore that one, and find \
        out how the other came in.
        """,
      example: """
        ```text
        tampering[checksum-conflict]: `num_cpus 1.16.0` has another checksum in `Cargo.lock`
          --> fuzz/Cargo.lock:310:1
        ```
        """))

  package init() {}

  package func findings(in facts: LockfileFacts) -> [Finding] {
    facts.differences(from: facts.otherLockfiles) { package, recorded in
      Finding(
        Self.info,
        "`\(package.identity)` has another checksum in `\(recorded.recordedIn.path)`",
        at: Label(facts.workspace.lockfilePath, package.checksumSpan ?? package.span),
        related: [recorded.recordedIn],
        notes: package.bothDigests(recorded),
        help: "a published version never changes: find out which digest is right",
        subject: Subject(package: package.identity))
    }
  }
}
