package import MoatModel
package import MoatSyntax

/// What the `.cargo-checksum.json` of a vendored crate says: the digest of the archive it came from,
/// and one digest a file (`cargo/src/sources/directory.rs`).
///
/// Whoever can change the crate can change this file with it: every digest here is a claim. Cargo
/// compares `package` with the lockfile and the files it lists; it does not look for others.
package struct VendorChecksums: Hashable, Sendable {
  /// The file's name in the crate's folder.
  package static let fileName = ".cargo-checksum.json"
  /// The largest crates have some 20,000 files, each a line of some 150 bytes.
  package static let sizeLimit = 16 << 20

  package let package: Package
  /// In the order of the paths' bytes.
  package let files: [CrateFile]
  /// Paths whose value is not a digest, in the same order.
  package let malformedFiles: [String]

  /// The archive's digest as the file gives it.
  package enum Package: Hashable, Sendable {
    case digest(SHA256Digest)
    /// `null` or no member: what `cargo vendor` writes for a git dependency.
    case none
    /// A text that is no digest: Debian writes `Could not get crate checksum` where it has none.
    case malformed(String)
  }

  package init(package: Package, files: [CrateFile], malformedFiles: [String] = []) {
    self.package = package
    self.files = files
    self.malformedFiles = malformedFiles
  }

  /// Other members, such as the `$comment` of Cargo 1.97 and later, are passed over.
  ///
  /// - Throws: ``Malformed``, where Cargo would not read the file either.
  package init(parsing bytes: [UInt8]) throws(Malformed) {
    let members: [String: JSONValue]
    do throws(JSONFailure) {
      members = try JSONReader.members(["files", "package"], of: bytes[...])
    } catch {
      throw .notJSON(error)
    }
    guard let listed = members["files"]?.object else { throw .noFiles }
    switch members["package"] {
    case nil, .null: package = .none
    case .string(let text):
      do throws(SHA256Digest.Malformed) {
        package = .digest(try SHA256Digest(parsing: text))
      } catch {
        package = .malformed(text)
      }
    default: throw .packageIsNoText
    }
    var files: [CrateFile] = []
    files.reserveCapacity(listed.count)
    var malformed: [String] = []
    for (path, value) in listed {
      guard let text = value.string else { throw .fileIsNoText(path) }
      do throws(SHA256Digest.Malformed) {
        files.append(CrateFile(path: path, digest: try SHA256Digest(parsing: text)))
      } catch {
        malformed.append(path)
      }
    }
    self.files = files.sorted { $0.precedes($1) }
    malformedFiles = malformed.sorted(byBytesOf: \.self)
  }

  /// Why bytes are not a checksum file.
  package enum Malformed: Error, Hashable, Sendable {
    case notJSON(JSONFailure)
    case noFiles
    case packageIsNoText
    case fileIsNoText(String)

    /// A phrase to put after the file's path.
    package var message: String {
      switch self {
      case .notJSON(let failure): failure.message
      case .noFiles: "`files` is not an object"
      case .packageIsNoText: "`package` is neither a text nor null"
      case .fileIsNoText(let path): "the digest of `\(path)` is not a text"
      }
    }
  }
}
