package import Foundation
import MoatArchive
package import MoatModel
import MoatSyntax

/// A `.crate` with its index line: a genuine one, or one made of texts.
package struct TestCrate: Sendable {
  package var name: String { line.name }
  package var version: String { line.version }
  /// The bytes that a registry serves.
  package var archive: [UInt8]
  /// What the index says; a test may change it into a lie.
  package var line: IndexLine

  /// The time in the index unless a test gives another one.
  package static let pubtime = "2025-03-01T12:00:00Z"

  package var identity: PackageIdentity { PackageIdentity(name: name, version: version) }
  /// The name of the archive without its ending, and of the one folder in it.
  package var stem: String { "\(name)-\(version)" }
  package var fileName: String { "\(stem).crate" }

  /// The files, with their paths below the archive's root folder, in archive order.
  package var files: [Tar.Entry] {
    let root = "\(stem)/"
    return Tar.entries(of: Gzip.expanded(archive)).compactMap { entry in
      guard entry.path.hasPrefix(root) else { return nil }
      var entry = entry
      entry.path.removeFirst(root.count)
      return entry
    }
  }

  /// Reads an archive with a manifest in it.
  package init(archive: [UInt8]) throws {
    self.archive = archive
    let entries = Tar.entries(of: Gzip.expanded(archive))
    let manifest = entries.first { entry in
      let parts = entry.path.split(separator: "/", omittingEmptySubsequences: false)
      return parts.count == 2 && parts[1] == "Cargo.toml"
    }
    guard let manifest else { throw Malformed.noManifest }
    let document = try TOMLDocument(
      parsing: SourceText(path: manifest.path, bytes: manifest.bytes))
    let checksum = try SHA256Hasher.digest(of: archive)
    guard var line = IndexLine(manifest: document.root, checksum: checksum) else {
      throw Malformed.noName
    }
    line.pubtime = Self.pubtime
    self.line = line
  }

  package init(file: URL) throws {
    try self.init(archive: [UInt8](try Data(contentsOf: file)))
  }

  /// Makes an archive of texts, with a manifest unless one is given, packed plainly: not as Cargo
  /// would, byte for byte.
  ///
  /// - Parameter manifest: what follows `name`, `version` and `edition` in the manifest.
  package init(
    _ name: String, _ version: String, manifest: String = "",
    files: [String: String] = ["src/lib.rs": ""]
  ) throws {
    var files = files
    if files["Cargo.toml"] == nil {
      files["Cargo.toml"] =
        "[package]\nname = \"\(name)\"\nversion = \"\(version)\"\nedition = \"2021\"\n\(manifest)"
    }
    let entries = files.sorted { $0.key < $1.key }.map { path, text in
      Tar.Entry("\(name)-\(version)/\(path)", Array(text.utf8))
    }
    try self.init(archive: Gzip.compressed(Tar.archive(entries)))
  }

  /// The same crate with other files, packed plainly, and with the checksum of that.
  package func repacked(_ change: (inout [Tar.Entry]) throws -> Void) throws -> TestCrate {
    var files = files
    try change(&files)
    let entries = files.map { file in
      var file = file
      file.path = "\(stem)/\(file.path)"
      return file
    }
    return try TestCrate(archive: Gzip.compressed(Tar.archive(entries)))
  }

  package enum Malformed: Error, Hashable {
    case noManifest, noName
  }
}
