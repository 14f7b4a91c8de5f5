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
        nothing here to compare with it: no archive, and no folder that gives the archive when it is \
        packed again. Vendored crates that agree with their own checksum file and with nothing else \
        are among them, in a finding of their own. `cargo moat check` is quiet about all of them.
        """,
      whyItMatters: """
        A lockfile's checksum protects the download. Whether the sources that are built came from \
        that download is another question, and here it was not answered. A checksum file beside the \
        sources can be changed together with them.
        """,
      whatToDo: """
        Run `cargo fetch --locked` and verify again. For a vendored tree run `cargo moat vendor \
        verify`, which packs the crates again and compares their digests.
        """,
      example: """
        ```text
        undetermined[unverified-package]: 3 packages have a checksum and no evidence here
          --> Cargo.lock:9:1
           = because: no archive in Cargo's cache
        ```
        """))

  package init() {}

  package func findings(in facts: ProvenanceFacts) -> [Finding] {
    guard facts.isThorough else { return [] }
    var reasons: [String: [PackageEvidence]] = [:]
    var weak: [PackageEvidence] = []
    for evidence in facts.packages {
      switch evidence.standing {
      case .archive, .repacked, .uncovered, .contradicted: break
      case .ownChecksums: weak.append(evidence)
      case .nothing: reasons[Self.reason(evidence), default: []].append(evidence)
      }
    }
    var findings = reasons.sorted { $0.key < $1.key }.compactMap { reason, packages in
      Self.finding(
        packages, "a checksum and no evidence here", because: reason,
        help: "run `cargo fetch --locked` and verify again", facts)
    }
    let wasTried = weak.contains { $0.folders.contains { $0.repacking == .notReproduced } }
    if let weaker = Self.finding(
      weak, "only a checksum file in its own folder to agree with",
      because: wasTried
        ? "the archive is not here, and packing the files again gave another"
        : "the archive is not here, and the files were not packed again",
      help: wasTried
        ? "run `cargo fetch --locked` and verify again, to compare with the archives"
        : "`cargo moat vendor verify` packs them again, which proves most of them", facts)
    {
      findings.append(weaker)
    }
    return findings
  }

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
    _ packages: [PackageEvidence], _ what: String, because reason: String, help: String,
    _ facts: ProvenanceFacts
  ) -> Finding? {
    guard let first = packages.first else { return nil }
    let isOne = packages.count == 1
    let whose =
      isOne ? "`\(facts.package(first).identity)` has" : "\(packages.count) packages have"
    return Finding(
      info, "\(whose) \(what)", at: facts.label(first), kind: .undetermined(because: reason),
      notes: isOne ? [] : Listed.lines(packages.map { facts.package($0).identity.description }),
      help: help, subject: isOne ? facts.subject(first) : Subject())
  }
}
