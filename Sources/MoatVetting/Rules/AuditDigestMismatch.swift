package import MoatFindings
import MoatModel

/// Audits that were made of other bytes than those that are locked.
package struct AuditDigestMismatch: VettingRule {
  package static let info = RuleInfo(
    id: "audit-digest-mismatch", group: .vetting, severity: .tampering,
    evidence: [.lockfile, .auditStore],
    summary: "an audit of an archive with another digest than the lockfile's",
    explanation: Explanation(
      whatItDoes: """
        An audit may record the SHA-256 of the archive that was read, as a line of its notes: \
        `SHA256 (NAME-VERSION.crate) = …`. This rule compares such lines with the checksums of the \
        lockfile. An audit whose digest differs does not count. Where an imported audit differs, it \
        is high instead of tampering, since a stranger's note is no record of yours.
        """,
      whyItMatters: """
        A published version never changes on crates.io. If the bytes that somebody read are not the \
        bytes that are locked, one of the two was given something else: by a mirror, a proxy, or \
        whoever could change the lockfile.
        """,
      whatToDo: """
        Do not build with it. Compare the archive with one from another machine or network, \
        `cargo moat fetch` it again, and find out which of the two digests crates.io has.
        """,
      example: """
        ```text
        tampering[audit-digest-mismatch]: `fnv 1.0.7` was audited with another content
          --> Cargo.lock:52:1
           = note: audited: 0000…, locked: 3f9e…
           = help: do not build before this is explained
        ```
        """))

  package init() {}

  package func findings(in facts: VettingFacts) -> [Finding] {
    facts.digestConflicts.map { conflict in
      let auditor = conflict.who.isEmpty ? "" : " by \(conflict.who.joined(separator: ", "))"
      let origin = conflict.importName.map { "the import `\($0)`" } ?? "your own audits"
      return conflict.package.finding(
        Self.info, "`\(conflict.package.identity)` was audited with another content",
        severity: conflict.importName == nil ? .tampering : .high, related: [conflict.label],
        notes: [
          "audited: \(conflict.recorded.hex)", "locked:  \(conflict.locked.hex)",
          "the audit\(auditor) is of \(origin); it does not count",
        ],
        help: "do not build before this is explained")
    }
  }
}
