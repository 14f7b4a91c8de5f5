/// Where an index keeps a crate, below its root: `1/a`, `2/ab`, `3/a/abc`, `ab/cd/abcd…`.
/// https://doc.rust-lang.org/cargo/reference/registry-index.html#index-files
package struct IndexPath: Hashable, Sendable {
  /// The name as given.
  package let crate: String
  /// The folders above the file, in the case of the name.
  package let prefix: String

  /// crates.io takes names of up to 64 bytes.
  package static let nameLimit = 64

  /// nil for a text that cannot be a crate's name, which could lead out of the folder.
  package init?(_ crate: String) {
    let bytes = Array(crate.utf8)
    let isName = bytes.allSatisfy {
      (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
    }
    guard isName, !bytes.isEmpty, bytes.count <= Self.nameLimit else { return nil }
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    self.crate = crate
    prefix =
      switch bytes.count {
      case 1, 2: "\(bytes.count)"
      case 3: "3/\(part(0..<1))"
      default: "\(part(0..<2))/\(part(2..<4))"
      }
  }

  /// The file, always in lower case.
  package var file: String { "\(prefix)/\(crate)".lowercased() }
}
