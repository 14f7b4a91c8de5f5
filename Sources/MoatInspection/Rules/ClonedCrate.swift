package import MoatFindings
import MoatModel

/// Crates that are mostly another crate's source under another name.
package struct ClonedCrate: InspectionRule {
  package static let info = RuleInfo(
    id: "cloned-crate", group: .inspection, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "a crate with another crate's source under another name",
    explanation: Explanation(
      whatItDoes: """
        Reports locked packages of which at least 80% of the source, and at least 4 files and 8 \
        KiB, is byte by byte that of another locked package with another name. The one whose name \
        is less known is reported; forks that both are widely used are left alone. Only what is \
        locked together is compared.
        """,
      whyItMatters: """
        A copy of a well-known crate with one call more builds and works. `proc-macro1` was `proc- \
        macro2` with another build script, `finch-rust` was `finch` with one more dependency.
        """,
      whatToDo: """
        Compare the two with `cargo moat diff`: what is left is what somebody changed.
        """,
      example: """
        ```text
        error[cloned-crate]: `proc-macro1 1.0.107` is for the most part `proc-macro2 1.0.106`
          --> Cargo.lock:31:1
           = note: 19 of its 21 files of source are the same
           = help: compare the two with `cargo moat diff`
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2026-0260",
      "https://rustsec.org/advisories/RUSTSEC-2025-0148",
    ])

  package init() {}

  /// The least share of a crate's source, in hundredths, that makes it a copy.
  static let share = 80
  /// Fewer files, or fewer bytes, are the same by custom: a list of modules, a build script.
  static let leastFiles = 4
  static let leastBytes = 8192

  package func findings(in facts: InspectionFacts) -> [Finding] {
    let sources = facts.packages.map { Source($0.inspection.value) }
    var owners: [SourceFingerprint: [Int]] = [:]
    for index in sources.indices {
      for file in sources[index].files { owners[file, default: []].append(index) }
    }
    return facts.packages.indices.compactMap { index in
      let source = sources[index]
      guard source.files.count >= Self.leastFiles, source.size >= Self.leastBytes else {
        return nil
      }
      let name = facts.packages[index].identity.name
      var shared: [Int: (files: Int, bytes: Int)] = [:]
      for file in source.files {
        for other in Set(owners[file] ?? [])
        where other != index && facts.packages[other].identity.name != name {
          shared[other, default: (0, 0)].files += 1
          shared[other, default: (0, 0)].bytes += file.size
        }
      }
      let best = shared.max {
        ($0.value.bytes, $1.key) < ($1.value.bytes, $0.key)
      }
      guard let best, best.value.files >= Self.leastFiles,
        best.value.bytes >= Self.leastBytes,
        best.value.bytes >= source.size / 100 * Self.share
      else { return nil }
      return finding(facts, index, of: best.key, best.value.files, source.files.count)
    }
  }

  private func finding(
    _ facts: InspectionFacts, _ index: Int, of other: Int, _ same: Int, _ count: Int
  ) -> Finding? {
    let package = facts.packages[index]
    let original = facts.packages[other]
    // Of two that are alike the known one is the original.
    guard !facts.popularNames.contains(package.identity.name) else { return nil }
    return package.finding(
      Self.info,
      "`\(package.identity)` is for the most part `\(original.identity)`",
      notes: ["\(same) of its \(Listed.counted(count, "file")) of source are the same"],
      help: "compare the two with `cargo moat diff`")
  }

  /// The Rust source of a package that a build of it compiles.
  private struct Source {
    var files: [SourceFingerprint] = []
    var size = 0

    init(_ inspection: PackageInspection?) {
      for file in inspection?.files ?? [] where !file.role.isDevelopment && file.lines != nil {
        guard let fingerprint = file.fingerprint, fingerprint.size > 0 else { continue }
        files.append(fingerprint)
        size += fingerprint.size
      }
    }
  }
}
