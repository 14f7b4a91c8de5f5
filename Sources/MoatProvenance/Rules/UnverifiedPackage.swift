import MoatCargo
package import MoatFindings
import MoatModel

/// Packages whose bytes could not be compared with their checksum.
package struct UnverifiedPackage: ProvenanceRule {
  package static let info = RuleInfo(
    id: "unverified-package", group: .provenance, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "a checksum for which there is no evidence on this machine",
    explanation: Explanation(
      whatItDoes: """
        In `cargo moat verify` and `cargo moat vendor verify`, lists packages with a checksum and \
        nothing here that proves it: no archive, and no folder that could be packed again. These are \
        *undetermined*. So are vendored crates that agree with their own checksum file and with \
        nothing else, since whoever changes a crate can change that file too. `cargo moat check` \
        does not run it.
        """,
      whyItMatters: """
        A lockfile's checksum protects the download. Whether the sources that are built came from \
        that download is another question, and here it was not answered.
        """,
      whatToDo: """
        Run `cargo fetch --locked` and verify again. For a vendored tree run `cargo moat vendor \
        verify`, which packs the crates again and compares their digests.
        """,
      example: """
        ```text
        undetermined[unverified-package]: 3 packages have a checksum and no proof here
          --> Cargo.lock:9:1
           = because: no archive in Cargo's cache
        ```
        """))

  package init() {}

  package func findings(in facts: ProvenanceFacts) -> [Finding] {
    guard facts.isThorough else { return [] }
    var reasons: [String: [PackageEvidence]] = [:]
    for evidence in facts.packages {
      switch evidence.standing {
      case .archive, .repacked, .uncovered, .contradicted: break
      case .ownChecksums: reasons[Self.ownWord, default: []].append(evidence)
      case .nothing: reasons[Self.reason(evidence), default: []].append(evidence)
      }
    }
    return reasons.sorted { $0.key < $1.key }.compactMap { reason, packages in
      Self.finding(packages, because: reason, facts)
    }
  }

  private static let ownWord =
    "they agree with their own checksum files, which whoever changes a crate can change too"

  private static func reason(_ evidence: PackageEvidence) -> String {
    if evidence.archives.contains(where: { $0.state == .maybeForeign }) {
      return "the archives in Cargo's cache may be of another registry with the same host"
    }
    if evidence.folders.contains(where: { !$0.unread.isEmpty }) {
      return "not all of their files could be read"
    }
    if evidence.folders.contains(where: { $0.place == .unpacked }) {
      return "sources are unpacked here, and the archive to compare them with is not"
    }
    if evidence.folders.contains(where: { $0.place == .vendored }) {
      return "their checksum files list no files, and no archive is at hand"
    }
    return evidence.lack ?? "there is no archive in Cargo's cache"
  }

  private static func finding(
    _ packages: [PackageEvidence], because reason: String, _ facts: ProvenanceFacts
  ) -> Finding? {
    guard let first = packages.first else { return nil }
    let subject =
      packages.count == 1
      ? "`\(facts.package(first).identity)` has" : "\(packages.count) packages have"
    return Finding(
      info, "\(subject) a checksum and no proof here", at: facts.label(first),
      kind: .undetermined(because: reason),
      notes: packages.count == 1
        ? [] : Listed.lines(packages.map { facts.package($0).identity.description }),
      help: reason == ownWord
        ? "`cargo moat vendor verify` packs them again to prove more"
        : "run `cargo fetch --locked` and verify again",
      subject: packages.count == 1 ? facts.subject(first) : Subject())
  }
}
