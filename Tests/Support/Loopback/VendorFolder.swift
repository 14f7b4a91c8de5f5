package import Foundation
import MoatArchive
import MoatModel

/// A vendored tree as `cargo vendor` writes it since 1.94, and what an attacker does to one.
///
/// https://github.com/rust-lang/cargo/blob/master/src/cargo/ops/vendor.rs
package struct VendorFolder: Sendable {
  package let folder: URL

  package init(_ folder: URL) { self.folder = folder }

  /// Files that `cargo vendor` leaves out wherever they are.
  private static let dropped: Set<String> = [".gitignore", ".gitattributes", ".cargo-ok"]

  /// Unpacks crates. The highest version of a name would have the bare folder; here each name has
  /// one version, or `versioned` is set.
  package func write(_ crates: [TestCrate], versioned: Bool = false) throws {
    for crate in crates {
      let place = folder.appendingPathComponent(versioned ? crate.stem : crate.name)
      var sums: [(String, String)] = []
      for file in crate.files where file.kind == UInt8(ascii: "0") {
        let name = file.path.split(separator: "/").last.map(String.init) ?? ""
        if Self.dropped.contains(name) { continue }
        try CargoSandbox.put(
          file.bytes, at: place.appendingPathComponent(file.path), mode: file.mode)
        sums.append((file.path, JSONText.quoted(try SHA256Hasher.digest(of: file.bytes).hex)))
      }
      sums.sort { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
      let text = JSONText.object([
        ("files", JSONText.object(sums)),
        ("package", crate.line.checksum.map(JSONText.quoted) ?? "null"),
      ])
      try CargoSandbox.put(
        Array(text.utf8), at: place.appendingPathComponent(Self.checksumFile))
    }
  }

  package static let checksumFile = ".cargo-checksum.json"

  /// Changes a crate's `.cargo-checksum.json`: the digests by path, and the `package` digest.
  package func changeChecksums(
    of crate: String, _ change: (inout [String: String], inout String?) -> Void
  ) throws {
    let file = folder.appendingPathComponent("\(crate)/\(Self.checksumFile)")
    let members = try JSONDecoder().decode(Checksums.self, from: Data(contentsOf: file))
    var (files, package) = (members.files, members.package)
    change(&files, &package)
    let text = JSONText.object([
      (
        "files",
        JSONText.object(
          files.sorted { $0.key < $1.key }.map { ($0.key, JSONText.quoted($0.value)) })
      ), ("package", package.map(JSONText.quoted) ?? "null"),
    ])
    try CargoSandbox.put(Array(text.utf8), at: file)
  }

  private struct Checksums: Decodable {
    let files: [String: String]
    let package: String?
  }
}
