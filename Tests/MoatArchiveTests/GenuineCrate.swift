import Foundation
import MoatArchive
import MoatModel
import MoatTestSupport
import Testing

/// The real crates beside the checkout, with what crates.io recorded of them.
struct GenuineCrate: Sendable {
  let identity: PackageIdentity
  let digest: SHA256Digest
  let file: URL

  static let folder = SharedData.folder.appendingPathComponent("crates")

  static func all() throws -> [GenuineCrate] {
    let sums = try String(
      contentsOf: folder.appendingPathComponent("SHA256SUMS"), encoding: .utf8)
    return try sums.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", omittingEmptySubsequences: true)
      let file = String(parts[1])
      return GenuineCrate(
        identity: try identity(file), digest: try SHA256Digest(parsing: String(parts[0])),
        file: folder.appendingPathComponent(file))
    }
  }

  /// `name-1.2.3.crate`: the version starts after the first hyphen that a digit and a dot follow.
  private static func identity(_ file: String) throws -> PackageIdentity {
    let stem = String(file.dropLast(".crate".count))
    let match = try #require(stem.firstMatch(of: #/^(.+?)-(\d+\.\d+\.\d+.*)$/#))
    return PackageIdentity(name: String(match.1), version: String(match.2))
  }

  /// The compressed bytes.
  func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: file)) }

  /// Its bytes, compared with the recorded digest.
  func archive() throws -> VerifiedArchive {
    try VerifiedArchive(bytes(), of: identity, expecting: digest)
  }

  /// Its files, as somebody has them who unpacked it.
  func files() throws -> [PackedFile] {
    var collector = Collector()
    try archive().read(&collector)
    return collector.files
  }

  private struct Collector: ArchiveVisitor {
    var files: [PackedFile] = []
    private var entry: ArchiveEntry?
    private var contents: [UInt8] = []

    mutating func begin(_ entry: ArchiveEntry) throws(Never) {
      self.entry = entry
      contents = []
    }

    mutating func bytes(_ piece: UnsafeRawBufferPointer) throws(Never) { contents += piece }

    mutating func end() throws(Never) {
      guard let entry, entry.kind == .file else { return }
      files.append(
        PackedFile(path: entry.path, bytes: contents, isExecutable: entry.mode & 0o100 != 0))
    }
  }
}
