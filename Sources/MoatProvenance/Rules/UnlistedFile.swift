import MoatCargo
package import MoatFindings

/// Files in a crate's folder that its archive does not have.
package struct UnlistedFile: ProvenanceRule {
  package static let info = RuleInfo(
    id: "unlisted-file", group: .provenance, severity: .high,
    evidence: [.lockfile, .crateFiles],
    summary: "a file in a crate's folder that no archive put there",
    explanation: Explanation(
      whatItDoes: """
        Compares the names in unpacked sources and in vendored crates with the archive, or, where \
        none is at hand, with the crate's own `.cargo-checksum.json`, and reports what is there in \
        addition: files, links, devices, names that are not UTF-8. A `build.rs` has the severity \
        *tampering*, which cannot be suppressed; everything else is high.
        """,
      whyItMatters: """
        Cargo checks only the files it has listed. A `build.rs` dropped into a crate whose manifest \
        has no `build` key is compiled and run by the next build, and no checksum fails.
        """,
      whatToDo: """
        Look at the file, and delete it. If a tool puts files there, keep its output out of the \
        tree.
        """,
      example: """
        ```text
        tampering[unlisted-file]: `cfg-if 1.0.4` has a `build.rs` that is not in its archive
          --> Cargo.lock:9:1
           = note: vendor/cfg-if/build.rs
        ```
        """),
    references: ["https://github.com/rust-lang/cargo/issues/5806"])

  package init() {}

  package func findings(in facts: ProvenanceFacts) -> [Finding] {
    facts.packages.flatMap { evidence in
      evidence.folders.compactMap { folder -> Finding? in
        if folder.againstArchive == nil, folder.repacking == .reproduced { return nil }
        guard let files = folder.againstArchive ?? folder.againstOwnChecksums, !files.extra.isEmpty
        else { return nil }
        return finding(files.extra, in: folder, evidence, facts)
      }
    }
  }

  private func finding(
    _ extra: [CrateFolder.Remark], in folder: FolderEvidence, _ evidence: PackageEvidence,
    _ facts: ProvenanceFacts
  ) -> Finding {
    let identity = facts.package(evidence).identity
    let runs = extra.contains { $0.path == "build.rs" }
    let record = folder.againstArchive == nil ? "its checksum file" : "its archive"
    let what = runs ? "a `build.rs`" : Listed.counted(extra.count, "file")
    let isForeign = extra.allSatisfy { !$0.reason.isEmpty }
    let how =
      isForeign
      ? "no archive can hold"
      : "\(runs || extra.count == 1 ? "is" : "are") not in \(record)"
    return facts.finding(
      Self.info, "`\(identity)` has \(what) that \(how)", about: evidence,
      severity: runs ? .tampering : nil,
      notes: Listed.lines(
        extra.sorted { ($0.path == "build.rs" ? 0 : 1) < ($1.path == "build.rs" ? 0 : 1) }.map {
          "\(folder.path)/\($0.path)\($0.reason.isEmpty ? "" : " \($0.reason)")"
        }),
      help: runs
        ? "do not build; look at the file, then delete it"
        : "look at what is there; delete it, or vendor or unpack the crate again")
  }
}
