import MoatCargo
package import MoatFindings

/// Unpacked sources whose files are not those of the archive.
package struct EditedSource: ProvenanceRule {
  package static let info = RuleInfo(
    id: "edited-source", group: .provenance, severity: .tampering,
    evidence: [.lockfile, .crateFiles],
    summary: "an unpacked source with files changed or missing",
    explanation: Explanation(
      whatItDoes: """
        Compares every file below `$CARGO_HOME/registry/src/*/NAME-VERSION` with the package's \
        archive, once that has the lockfile's checksum, and reports files that are changed or \
        missing. `.cargo-ok`, which Cargo writes, is passed over.
        """,
      whyItMatters: """
        This folder is what Cargo compiles, and it never looks at the archive again. An edit there \
        survives every build, every `--locked` and every `cargo clean`. It cannot be suppressed.
        """,
      whatToDo: """
        If the edit was yours, to try something, delete the folder: Cargo unpacks the archive again. \
        If not, keep a copy first and find out which program wrote it.
        """,
      example: """
        ```text
        tampering[edited-source]: the unpacked source of `fnv 1.0.7` was edited: 1 file
          --> Cargo.lock:9:1
           = note: lib.rs is changed
        ```
        """),
    references: ["https://github.com/rust-lang/cargo/issues/16850"])

  package init() {}

  package func findings(in facts: ProvenanceFacts) -> [Finding] {
    facts.packages.compactMap { evidence in
      var notes: [String] = []
      var count = 0
      for folder in evidence.folders where folder.place == .unpacked {
        guard let files = folder.againstArchive else { continue }
        let lines =
          files.changed.map { "\($0) is changed" } + files.missing.map { "\($0) is missing" }
        if lines.isEmpty { continue }
        count += lines.count
        notes += Listed.lines(lines) + ["in \(folder.path)"]
      }
      guard count > 0 else { return nil }
      let identity = facts.package(evidence).identity
      return facts.finding(
        Self.info,
        "the unpacked source of `\(identity)` was edited: \(Listed.counted(count, "file"))",
        about: evidence, notes: notes,
        help: "keep a copy, and delete the folder: Cargo unpacks the archive again")
    }
  }
}
