/// A file as a `.crate` archive holds it.
package struct PackedFile: Hashable, Sendable {
  /// Its path below the archive's root folder, with slashes: `src/lib.rs`.
  package let path: String
  package let bytes: [UInt8]
  /// Whether its owner may execute it; all that Cargo keeps of a file's mode.
  package let isExecutable: Bool

  package init(path: String, bytes: [UInt8], isExecutable: Bool = false) {
    self.path = path
    self.bytes = bytes
    self.isExecutable = isExecutable
  }

  /// Whether Cargo writes this file itself when it packs, rather than copying it.
  ///
  /// `Cargo.toml` is the normalised manifest; the one on disk is packed as `Cargo.toml.orig`.
  var isGenerated: Bool {
    path == "Cargo.toml" || path == "Cargo.lock" || path == ".cargo_vcs_info.json"
  }

  /// Whether an archive of Cargo's can hold this file: each part of the path a name, and no more
  /// bytes than a tar header can say.
  var isPackable: Bool {
    bytes.count < PackedHeader.sizeLimit && !path.utf8.contains(0)
      && path.utf8.split(separator: slash, omittingEmptySubsequences: false).allSatisfy { part in
        !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
      }
  }

  private var slash: UInt8 { UInt8(ascii: "/") }
}

extension PackedFile {
  /// Cargo's order: by the path's components, so that `a/b` precedes `a-b`.
  ///
  /// Paths hold no NUL, so one in place of each slash gives that order by bytes.
  static func precedes(_ one: PackedFile, _ other: PackedFile) -> Bool {
    one.sortKey.lexicographicallyPrecedes(other.sortKey)
  }

  private var sortKey: some Sequence<UInt8> {
    path.utf8.lazy.map { $0 == slash ? 0 : $0 }
  }
}
