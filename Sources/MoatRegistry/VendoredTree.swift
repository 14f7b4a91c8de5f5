package import MoatCargo
package import MoatHost
package import MoatModel
import MoatSyntax

/// The crates of a vendored tree, as Cargo's directory source sees them
/// (`cargo/src/sources/directory.rs`).
package enum VendoredTree {
  /// The largest public trees have some 1,500 crates.
  package static let crateLimit = 100_000

  /// The folders that Cargo would look at, in order; names with a dot at the front and plain files
  /// are passed over, as Cargo does. A link in place of a folder is named apart: its target can be
  /// anywhere.
  ///
  /// - Parameter tree: absolute.
  package static func list(
    _ tree: String, files: any FileSystem
  ) throws(FileFailure) -> (folders: [String], links: [String]) {
    let entries = try files.entries(of: tree).entries.filter {
      $0.name.utf8.first != UInt8(ascii: ".")
    }
    guard entries.count <= crateLimit else { throw .tooLarge(limit: crateLimit) }
    return (
      entries.filter { $0.kind == .directory }.map(\.name),
      entries.filter { $0.kind == .symlink }.map(\.name)
    )
  }
}

/// One crate of a vendored tree, read.
package struct VendoredCrate: Sendable {
  /// Absolute.
  package let path: String
  /// What its `Cargo.toml` calls it; the reason where that does not tell.
  package let identity: Evidence<PackageIdentity>
  package let folder: CrateFolder
  package let checksums: Checksums

  package enum Checksums: Sendable {
    case missing
    case refused(VendorChecksums.Malformed)
    case read(VendorChecksums)
  }

  /// nil for a folder without a manifest, which Cargo passes over.
  package init?(path: String, _ reading: CrateFolderReader.Reading) {
    self.path = path
    folder = reading.folder
    let holdsManifest =
      folder.files.contains { $0.path == "Cargo.toml" }
      || (folder.foreign + folder.unread).contains { $0.path == "Cargo.toml" }
    guard holdsManifest else { return nil }
    identity = Self.identity(reading.documents["Cargo.toml"])
    if let bytes = reading.documents[VendorChecksums.fileName] {
      do throws(VendorChecksums.Malformed) {
        checksums = .read(try VendorChecksums(parsing: bytes))
      } catch {
        checksums = .refused(error)
      }
    } else {
      checksums = .missing
    }
  }

  /// Only name and version are asked for: Cargo reads the rest, and may refuse it.
  private static func identity(_ manifest: [UInt8]?) -> Evidence<PackageIdentity> {
    guard let manifest else { return .unavailable("`Cargo.toml` could not be read") }
    do throws(TOMLError) {
      let document = try TOMLDocument(parsing: SourceText(path: "Cargo.toml", bytes: manifest))
      let package = document.root["package"]?.table ?? document.root["project"]?.table
      guard let name = package?["name"]?.string, let version = package?["version"]?.string else {
        return .unavailable("`Cargo.toml` gives no name and version")
      }
      return .known(PackageIdentity(name: name, version: version))
    } catch {
      return .unavailable("`Cargo.toml` is refused: \(error.message)")
    }
  }
}
