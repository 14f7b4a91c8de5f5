import Foundation
import MoatArchive
import MoatCargo
import MoatModel
import MoatTestSupport
import Testing

/// Real crates as the inspector gets them: from the archives beside the checkout, or from folders with
/// a crate each, as `/usr/share/cargo/registry` or a vendored tree is one.
enum GenuineContents {
  static let archives = SharedData.folder.appendingPathComponent("crates")

  static func all(in folder: URL) throws -> [PackageContents] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try names.compactMap { name in
      let file = folder.appendingPathComponent(name)
      if name.hasSuffix(".crate") { return try contents(ofArchive: file) }
      return try contents(ofFolder: file)
    }
  }

  private static func contents(ofArchive file: URL) throws -> PackageContents {
    let stem = String(file.lastPathComponent.dropLast(".crate".count))
    let match = try #require(stem.firstMatch(of: #/^(.+?)-(\d+\.\d+\.\d+.*)$/#))
    let identity = PackageIdentity(name: String(match.1), version: String(match.2))
    let bytes = [UInt8](try Data(contentsOf: file))
    let digest = try SHA256Hasher.digest(of: bytes)
    var collector = Collector()
    try VerifiedArchive(bytes, of: identity, expecting: digest).read(&collector)
    return PackageContents(
      identity: identity, origin: .archive(digest), files: collector.files)
  }

  /// nil for what is no crate. Debian's own files are left out.
  private static func contents(ofFolder folder: URL) throws -> PackageContents? {
    let files = try InspectedTree.files(below: folder).filter {
      !$0.0.hasPrefix("debian/") && $0.0 != ".cargo-checksum.json"
    }
    guard let file = files.first(where: { $0.0 == "Cargo.toml" }),
      let manifest = try? Manifest(parsing: SourceText(path: "Cargo.toml", bytes: file.1)),
      let package = manifest.package
    else { return nil }
    let version = package.version.map(\.description) ?? "0.0.0"
    return PackageContents(
      identity: PackageIdentity(name: package.name, version: version),
      origin: .folder(folder.lastPathComponent),
      files: files.map { PackageContents.File(path: $0.0, bytes: $0.1) })
  }

  private struct Collector: ArchiveVisitor {
    var files: [PackageContents.File] = []
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
        PackageContents.File(
          path: entry.path, bytes: contents, isExecutable: entry.mode & 0o100 != 0))
    }
  }
}
