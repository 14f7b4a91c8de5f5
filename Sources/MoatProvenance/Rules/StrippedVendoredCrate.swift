import MoatCargo
package import MoatFindings
import MoatModel

/// Vendored crates from which files were taken away.
package struct StrippedVendoredCrate: ProvenanceRule {
  package static let info = RuleInfo(
    id: "stripped-vendored-crate", group: .provenance, severity: .low,
    evidence: [.lockfile, .crateFiles],
    summary: "a vendored crate with files missing",
    explanation: Explanation(
      whatItDoes: """
        Lists vendored crates that lack files of their archive, or of their own checksum file where \
        no archive is at hand, besides those that `cargo vendor` itself leaves out. One finding a \
        lockfile.
        """,
      whyItMatters: """
        Distributions remove tests, prebuilt libraries and files with other licences, so missing \
        files are no sign of tampering. Still the crate is not what was published: without a file \
        it may behave differently, and it can no longer be proven by packing it again.
        """,
      whatToDo: "Vendor again if the files are not missing on purpose.",
      example: """
        ```text
        warning[stripped-vendored-crate]: 14 files are missing from 2 vendored crates
          --> Cargo.lock:9:1
           = note: libz-sys 1.1.20: 13 files, `src/zlib/contrib/…` first
        ```
        """))

  package init() {}

  package func findings(in facts: ProvenanceFacts) -> [Finding] {
    var lines: [String] = []
    var total = 0
    var first: PackageEvidence?
    for evidence in facts.packages {
      for folder in evidence.folders where folder.place == .vendored {
        let missing = (folder.againstArchive ?? folder.againstOwnChecksums)?.missing ?? []
        guard let name = missing.first else { continue }
        total += missing.count
        first = first ?? evidence
        let more = missing.count == 1 ? "`\(name)`" : "\(missing.count) files, `\(name)` first"
        lines.append("\(facts.package(evidence).identity): \(more)")
      }
    }
    guard let first else { return [] }
    let verb = total == 1 ? "is" : "are"
    let files = Listed.counted(total, "file")
    return [
      Finding(
        Self.info,
        "\(files) \(verb) missing from \(Listed.counted(lines.count, "vendored crate"))",
        at: facts.label(first), notes: Listed.lines(lines),
        help: "vendor again, unless they were removed on purpose",
        subject: lines.count == 1 ? facts.subject(first) : Subject())
    ]
  }
}
