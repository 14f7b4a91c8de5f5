import MoatCargo
package import MoatFindings

/// Vendored crates whose files are not those that were vendored.
package struct EditedVendoredCrate: ProvenanceRule {
  package static let info = RuleInfo(
    id: "edited-vendored-crate", group: .provenance, severity: .tampering,
    evidence: [.lockfile, .crateFiles],
    summary: "a vendored crate with changed files",
    explanation: Explanation(
      whatItDoes: """
        Compares every file of a vendored crate with the package's archive where one with the \
        lockfile's checksum is at hand, else with the crate's own `.cargo-checksum.json`.
        """,
      whyItMatters: """
        Cargo looks only at files that the checksum file lists, and only when it compiles the crate. \
        With an empty list, or a list that was changed as well, it builds what is there. It cannot \
        be suppressed.
        """,
      whatToDo: """
        Restore the crate from version control or vendor it again. Deliberate changes belong into a \
        crate of your own, behind `[patch]`, where they can be seen.
        """,
      example: """
        ```text
        tampering[edited-vendored-crate]: the vendored `fnv 1.0.7` was edited: 1 file
          --> Cargo.lock:9:1
           = note: vendor/fnv/lib.rs
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/reference/source-replacement.html"])

  package init() {}

  package func findings(in facts: ProvenanceFacts) -> [Finding] {
    facts.packages.flatMap { evidence in
      evidence.folders.compactMap { folder -> Finding? in
        guard folder.place == .vendored else { return nil }
        let changed: [String]
        if let files = folder.againstArchive {
          let refreshed = Set(folder.refreshed)
          changed = files.changed.filter { !refreshed.contains($0) }
        } else if folder.repacking == .reproduced {
          return nil
        } else {
          changed = folder.againstOwnChecksums?.changed ?? []
        }
        guard !changed.isEmpty else { return nil }
        let identity = facts.package(evidence).identity
        return facts.finding(
          Self.info,
          "the vendored `\(identity)` was edited: \(Listed.counted(changed.count, "file"))",
          about: evidence, notes: Listed.lines(changed.map { "\(folder.path)/\($0)" }),
          help: "restore the crate from version control, or vendor it again")
      }
    }
  }
}
