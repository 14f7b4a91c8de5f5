import Foundation
import MoatArchive
import MoatCargo
import MoatModel
import MoatTestSupport
import Testing

/// Real crates as the inspector gets them: from the archives beside the checkout, or from folders with
/// a crate each, as `/usr/share/cargo/registry` or a vendored tree is one.
enum GenuineContents {
  static func all(in folder: URL) throws -> [PackageContents] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try names.compactMap { name in
      let file = folder.appendingPathComponent(name)
      if name.hasSuffix(".crate") { return try contents(ofArchive: file) }
      return try contents(ofFolder: file)
    }
  }

  private static func contents(ofArchive file: URL) throws -> PackageContents {
    let identity = try #require(SharedCrates.identity(of: file.lastPathComponent))
    let bytes = [UInt8](try Data(contentsOf: file))
    let digest = try SHA256Hasher.digest(of: bytes)
    let archive = try VerifiedArchive(bytes, of: identity, expecting: digest)
    return PackageContents(
      identity: identity, origin: .archive(digest),
      files: try archive.unpacked().map {
        PackageContents.File(path: $0.path, bytes: $0.bytes, isExecutable: $0.isExecutable)
      })
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
}
