import MoatCargo
package import MoatFindings
import MoatModel

/// Checksum files of vendored crates that protect nothing.
package struct WeakVendorChecksums: ProvenanceRule {
  package static let info = RuleInfo(
    id: "weak-vendor-checksums", group: .provenance, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "a `.cargo-checksum.json` that protects nothing",
    explanation: Explanation(
      whatItDoes: """
        Reports vendored crates from a registry whose `.cargo-checksum.json` is missing or cannot be \
        read, has no or no valid `package` digest, has digests that are none, or lists no files. One \
        finding a reason. An empty list is high, and low where the files were proven otherwise, by \
        the archive or by packing them again.
        """,
      whyItMatters: """
        Cargo checks exactly the files that are listed. An empty list is valid, and switches the \
        check off for the crate. The others Cargo refuses to build, so that they stand for a tree \
        that was made by hand or damaged.
        """,
      whatToDo: """
        Vendor the crates again. Distributions that ship such trees on purpose protect them by their \
        own packages: then record that as a suppression.
        """,
      example: """
        ```text
        error[weak-vendor-checksums]: 2 vendored crates list no files in `.cargo-checksum.json`
          --> Cargo.lock:9:1
           = note: fnv 1.0.7 in vendor/fnv
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/reference/source-replacement.html"])

  package init() {}

  /// Why a checksum file is weak; the order of the findings.
  private enum Weakness: Int, CaseIterable {
    case listsNothing, missing, refused, noPackage, malformedPackage, malformedFiles

    func message(_ count: Int) -> String {
      let one = count == 1
      let crates = one ? "a vendored crate" : "\(count) vendored crates"
      return switch self {
      case .listsNothing:
        "\(crates) \(one ? "lists" : "list") no files in `.cargo-checksum.json`"
      case .missing: "\(crates) \(one ? "has" : "have") no `.cargo-checksum.json`"
      case .refused: "the `.cargo-checksum.json` of \(crates) cannot be read"
      case .noPackage: "\(crates) from a registry \(one ? "names" : "name") no archive"
      case .malformedPackage: "the `package` of \(crates) is not a digest"
      case .malformedFiles: "\(crates) \(one ? "lists" : "list") digests that are none"
      }
    }
  }

  package func findings(in facts: ProvenanceFacts) -> [Finding] {
    var found: [Weakness: [(evidence: PackageEvidence, folder: FolderEvidence, detail: String)]] =
      [:]
    for evidence in facts.packages {
      for folder in evidence.folders {
        guard let checksums = folder.checksums else { continue }
        for (weakness, detail) in Self.weaknesses(checksums)
        // What `cargo vendor` writes for a git dependency.
        where weakness != .noPackage || evidence.hasChecksum {
          found[weakness, default: []].append((evidence, folder, detail))
        }
      }
    }
    return Weakness.allCases.compactMap { weakness in
      guard let cases = found[weakness], let first = cases.first else { return nil }
      let areProven = cases.allSatisfy { $0.folder.isProven }
      return Finding(
        Self.info, weakness.message(cases.count), at: facts.label(first.evidence),
        severity: weakness != .listsNothing ? .medium : areProven ? .low : .high,
        notes: Listed.lines(
          cases.map { "\(facts.package($0.evidence).identity) in \($0.folder.path)\($0.detail)" }),
        help: "vendor \(cases.count == 1 ? "it" : "them") again",
        subject: cases.count == 1 ? facts.subject(first.evidence) : Subject())
    }
  }

  private static func weaknesses(
    _ checksums: FolderEvidence.OwnChecksums
  ) -> [(Weakness, String)] {
    switch checksums {
    case .missing: return [(.missing, "")]
    case .refused(let reason): return [(.refused, ": \(reason)")]
    case .read(let package, let count, let malformedFiles):
      var found: [(Weakness, String)] = []
      if count == 0, malformedFiles.isEmpty { found.append((.listsNothing, "")) }
      switch package {
      case .digest: break
      case .none: found.append((.noPackage, ""))
      case .malformed(let text): found.append((.malformedPackage, ": \(quoted(text))"))
      }
      if let first = malformedFiles.first { found.append((.malformedFiles, ": `\(first)`")) }
      return found
    }
  }

  /// As much of a text as tells what it is.
  private static func quoted(_ text: String) -> String {
    let shown = text.prefix(60)
    return shown.endIndex == text.endIndex ? "`\(text)`" : "`\(shown)…`"
  }
}
