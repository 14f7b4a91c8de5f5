extension RepackGuess {
  /// Files that `cargo vendor` may have left out together.
  struct DroppedFiles {
    /// Sorted.
    let files: [PackedFile]

    private init(_ files: [(path: String, text: String)]) {
      self.files = files.map { PackedFile(path: $0.path, bytes: Array($0.text.utf8)) }
        .sorted(by: PackedFile.precedes)
    }

    /// Whether none of them is there, and every folder that they were in.
    func fits(_ given: [PackedFile]) -> Bool {
      files.allSatisfy { file in
        guard !given.contains(where: { $0.path == file.path }) else { return false }
        guard let slash = file.path.lastIndex(of: "/") else { return true }
        return given.contains { $0.path.hasPrefix(file.path[...slash]) }
      }
    }

    fileprivate static func ignoring(_ text: String) -> DroppedFiles {
      DroppedFiles([(".gitignore", text)])
    }

    fileprivate static func set(_ files: KeyValuePairs<String, String>) -> DroppedFiles {
      DroppedFiles(files.map { ($0.key, $0.value) })
    }
  }

  /// What was left out often enough to be worth a guess, by how many of the 790 crates that rustc 1.95
  /// vendors it proves: from 34 down to 1. Those that prove none there are in at least three of the 466
  /// crates with a `.gitignore` that Debian packages, or `cargo new` wrote them at some time. The 466
  /// have 233 different ones, so a longer list soon brings nothing.
  static let dropped: [DroppedFiles] =
    [
      "target\nCargo.lock\n",
      "/target\nCargo.lock\n",
      "/target/\n/Cargo.lock\n",
      "/target\n/Cargo.lock\n",
      "/target\n**/*.rs.bk\nCargo.lock\n",
      "Cargo.lock\ntarget\n",
      "/target\n",
      "/target/\n**/*.rs.bk\nCargo.lock\n",
      "/target\nCargo.lock\n.idea\n*.iml\n",
      "\n/target\n**/*.rs.bk\nCargo.lock\n",
      "target/\n",
    ].map(DroppedFiles.ignoring) + [
      .set([
        ".gitattributes":
          "/src/tables.rs linguist-generated\n/tests/fst/xid_continue.fst linguist-generated\n"
          + "/tests/fst/xid_start.fst linguist-generated\n"
          + "/tests/tables/tables.rs linguist-generated\n/tests/trie/trie.rs linguist-generated\n",
        ".gitignore": "/target/\n/Cargo.lock\n/UCD/\n/UCD.zip\n",
        "tests/fst/.gitignore": "/prop_list.rs\n",
      ])
    ]
    + [
      "/target\n/.vscode\nCargo.lock\n",
      ".vscode/\ntarget\n",
      "nocommit/\ntarget/\nartifacts/\ncorpus/\n/Cargo.lock\n**/*.rs.bk\n.*.sw?\n.sw?\n",
      "target/\n**/*.rs.bk\nCargo.lock\n",
      "\n/target/\n**/*.rs.bk\nCargo.lock\n",
      "target\nCargo.lock\n*.swp\n",
      "target\nCargo.lock\n*~\n",
      "target\nCargo.lock\n.DS_Store\n",
      "/target\n**/*.rs.bk\n/Cargo.lock\n",
      "/target/\n**/*.rs.bk\n",
      "target/\n**/*.rs.bk\n",
      "/Cargo.lock\n/target\n",
      "target\nCargo.lock\n.idea\n*.iml\n",
      "/target\r\n**/*.rs.bk\r\nCargo.lock\r\n",
      "/target\n**/*.rs.bk\nCargo.lock",
      "/target\n**/*.rs.bk\n",
      "target\n",
    ].map(DroppedFiles.ignoring)
}
