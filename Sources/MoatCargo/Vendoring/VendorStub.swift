package import MoatModel
package import MoatSyntax

/// What stands in a vendored tree for a crate that is left out of it.
///
/// Cargo reads the manifest of every locked package before it asks which of them it builds, so a
/// tree without one of them cannot be used at all. A stub is the crate's own `Cargo.toml` with source
/// files that only say that they were left out: Cargo resolves with it, and a build that needs it
/// after all fails with that message.
package enum VendorStub {
  /// In `.cargo-checksum.json`: what tells a stub from a crate that lost its files. Whoever finds it
  /// must still look at every file, see ``isStub(_:source:)``.
  package static let comment =
    "left out by cargo moat vendor: not built for the chosen platforms and dependency kinds"

  /// The text of each source file of a stub.
  package static let source = """
    compile_error!("this crate was left out of the vendored tree by `cargo moat vendor`");

    """

  /// The source files a stub needs for Cargo to take its manifest: a library, and one file for every
  /// `[[bin]]` without a path. Everything else may be missing until it is built.
  ///
  /// - Throws: for a manifest that is not TOML, which Cargo would refuse as well.
  package static func sourcePaths(manifest: SourceText) throws(TOMLError) -> [String] {
    let root = try TOMLDocument(parsing: manifest).root
    var paths: Set<String> = ["src/lib.rs"]
    let binaries = root["bin"]?.array.map { Array($0) } ?? []
    for binary in binaries {
      guard let table = binary.table, table["path"] == nil, let name = table["name"]?.string,
        !name.utf8.contains(UInt8(ascii: "/"))
      else { continue }
      paths.insert("src/bin/\(name).rs")
    }
    return paths.sorted(byBytesOf: \.self)
  }

  /// Whether files are those of a stub: the manifest, and source files with the one text.
  ///
  /// - Parameter source: the digest of ``source``.
  package static func isStub(_ files: [CrateFile], source: SHA256Digest) -> Bool {
    files.contains { $0.path == "Cargo.toml" }
      && files.allSatisfy { file in
        file.path == "Cargo.toml" || file.path == VendorChecksums.fileName
          || (file.digest == source && file.path.utf8.starts(with: "src/".utf8))
      }
  }
}
