import MoatCargo
package import MoatFindings
import MoatModel

/// Checksums that are not a SHA-256 digest.
package struct MalformedChecksum: LockfileRule {
  package static let info = RuleInfo(
    id: "malformed-checksum", group: .lockfile, severity: .high, evidence: [.lockfile],
    summary: "a checksum that is not 64 lowercase hex digits",
    explanation: Explanation(
      whatItDoes: "Finds lockfile checksums that are not a SHA-256 digest in lowercase hex.",
      whyItMatters: """
        No archive can match it. Either the file was edited by hand or damaged; a build that \
        nevertheless succeeds does not check this package.
        """,
      whatToDo: "Restore the entry from version control, or delete it and run `cargo fetch`.",
      example: """
        ```text
        error[malformed-checksum]: the checksum of `serde 1.0.0` has 63 characters instead of 64
          --> Cargo.lock:17:1
        ```
        """))

  package init() {}

  package func findings(in facts: LockfileFacts) -> [Finding] {
    guard let locked = facts.locked else { return [] }
    return locked.graph.packages.enumerated().compactMap { index, package in
      guard case .malformed(_, let fault) = package.checksum else { return nil }
      let what =
        switch fault {
        case .length(let count): "has \(count) characters instead of 64"
        case .notLowercaseHex(let offset):
          "is not lowercase hex from character \(offset + 1) on"
        }
      return Finding(
        Self.info, "the checksum of `\(package.identity)` \(what)",
        at: Label(locked.lockfile.source.path, package.checksumSpan ?? package.span),
        help: "restore the entry from version control",
        subject: Subject(package: package.identity, reach: locked.reach[index]))
    }
  }
}
