package import MoatModel

/// What the `.cargo-checksum.json` of a vendored crate says.
///
/// Whoever can change the crate can change this file with it: a digest here is a claim.
package struct VendorChecksum: Hashable, Sendable {
  /// The digest of the archive the folder was unpacked from; nil for a git dependency.
  package let package: SHA256Digest?
  /// How many files it lists.
  package let fileCount: Int

  package init(package: SHA256Digest?, fileCount: Int) {
    self.package = package
    self.fileCount = fileCount
  }
}

/// A folder in a vendor folder.
package struct VendoredFolder: Equatable, Sendable {
  /// `name` or `name-version`; which version it is, its `Cargo.toml` says.
  package let name: String
  package let checksum: Evidence<VendorChecksum>

  package init(name: String, checksum: Evidence<VendorChecksum>) {
    self.name = name
    self.checksum = checksum
  }
}

/// Reads the checksum files of vendored crates; the crates' own files are not looked at.
package enum VendorChecksums {
  /// The largest crates have some ten thousand files, each a line of some 150 bytes.
  package static let fileLimit = 16 << 20

  /// Every folder of a vendor folder that Cargo would look at, in the order of their names.
  package static func read(
    in directory: String, files: any LocalFiles
  ) -> Evidence<[VendoredFolder]> {
    do throws(LocalFileFailure) {
      guard let names = try files.folders(in: directory) else {
        return .unavailable("\(directory): no such folder")
      }
      // Cargo passes over folders whose names start with a dot.
      return .known(
        names.filter { $0.utf8.first != UInt8(ascii: ".") }.map {
          VendoredFolder(name: $0, checksum: checksum(in: "\(directory)/\($0)", files: files))
        })
    } catch {
      return .unavailable("\(directory): \(error.reason)")
    }
  }

  private static func checksum(
    in folder: String, files: any LocalFiles
  ) -> Evidence<VendorChecksum> {
    let path = "\(folder)/.cargo-checksum.json"
    do throws(LocalFileFailure) {
      guard let file = try files.file(at: path, limit: fileLimit) else {
        return .unavailable("\(path): no such file")
      }
      return parse(file.bytes, path)
    } catch {
      return .unavailable("\(path): \(error.reason)")
    }
  }

  private static func parse(_ bytes: [UInt8], _ path: String) -> Evidence<VendorChecksum> {
    let members: [String: JSONValue]
    do throws(JSONFailure) {
      members = try JSONReader.members(["files", "package"], of: bytes[...])
    } catch {
      return .unavailable("\(path): \(error.message)")
    }
    guard let files = members["files"]?.object else {
      return .unavailable("\(path): `files` is not an object")
    }
    switch members["package"] {
    case nil, .null: return .known(VendorChecksum(package: nil, fileCount: files.count))
    case .string(let hex):
      do throws(SHA256Digest.Malformed) {
        return .known(
          VendorChecksum(package: try SHA256Digest(parsing: hex), fileCount: files.count))
      } catch {
        return .unavailable("\(path): `package` is not a SHA-256 digest")
      }
    default: return .unavailable("\(path): `package` is not a string")
    }
  }
}
