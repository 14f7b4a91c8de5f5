import MoatArchive
import MoatCargo
package import MoatModel

/// What notes belong to: a crate, its versions and their bytes. Notes of other bytes are never shown.
package struct ReviewKey: Hashable, Sendable {
  package struct Version: Hashable, Sendable {
    package let version: String
    /// Of the archive where it was read from one, else of all paths and bytes of the folder.
    package let digest: SHA256Digest
  }

  package let name: String
  package let old: Version?
  package let new: Version?

  package init(name: String, old: Version?, new: Version?) {
    self.name = name
    self.old = old
    self.new = new
  }

  /// - Throws: when libcrypto cannot compute digests.
  init(_ package: ReviewPackage) throws(SHA256Hasher.Unavailable) {
    name = package.identity?.name ?? ""
    old = try Self.version(package.old?.contents)
    new = try Self.version(package.new?.contents)
  }

  private static func version(
    _ contents: PackageContents?
  ) throws(SHA256Hasher.Unavailable) -> Version? {
    guard let contents else { return nil }
    let digest: SHA256Digest
    switch contents.origin {
    case .archive(let known), .unverifiedArchive(_, let known): digest = known
    case .folder:
      var hasher = try SHA256Hasher()
      for file in contents.files {
        // Lengths keep two files from being read as one.
        hasher.update(Array("\(file.path.utf8.count) \(file.path) \(file.bytes.count) ".utf8))
        hasher.update(file.bytes)
      }
      digest = hasher.finish()
    }
    return Version(version: contents.identity.version, digest: digest)
  }

  /// The name of the file: the crate's for people to find it, and a digest of the whole key.
  func fileName() throws(SHA256Hasher.Unavailable) -> String {
    var text = name
    for version in [old, new] {
      text += "\n\(version?.version ?? "")\n\(version?.digest.hex ?? "")"
    }
    let digest = try SHA256Hasher.digest(of: Array(text.utf8)).hex
    // The name of a folder's crate is whatever its manifest says.
    let shown = name.utf8.prefix(Self.shownBytes).map { byte -> Character in
      let isPlain =
        byte < 0x80 && (Character(Unicode.Scalar(byte)).isLetter || (0x30...0x39).contains(byte))
      return isPlain || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        ? Character(Unicode.Scalar(byte)) : "_"
    }
    return "\(String(shown))-\(digest.prefix(32)).json"
  }

  /// Names of crates have at most 64.
  private static let shownBytes = 64
}
