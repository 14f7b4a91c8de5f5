package import Foundation
package import MoatArchive
package import MoatModel
import Synchronization

/// The genuine archives beside the checkout (`../shared/data/crates`), read when asked for.
package enum SharedCrates {
  package struct Listed: Hashable, Sendable {
    package let identity: PackageIdentity
    package let checksum: SHA256Digest
    package let file: URL

    /// The compressed bytes.
    package func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: file)) }

    /// Its bytes, compared with the recorded digest.
    package func archive() throws -> VerifiedArchive {
      try VerifiedArchive(bytes(), of: identity, expecting: checksum)
    }
  }

  package static let folder = SharedData.folder.appendingPathComponent("crates")
  private static let loaded = Mutex<[PackageIdentity: TestCrate]>([:])

  /// What `SHA256SUMS` lists; empty where the data is absent.
  package static let all: [Listed] = {
    let list = folder.appendingPathComponent("SHA256SUMS")
    guard SharedData.isPresent, let text = try? String(contentsOf: list, encoding: .utf8) else {
      return []
    }
    return text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ").map(String.init)
      guard fields.count == 2, let checksum = try? SHA256Digest(parsing: fields[0]),
        let identity = identity(of: fields[1])
      else { return nil }
      return Listed(
        identity: identity, checksum: checksum, file: folder.appendingPathComponent(fields[1]))
    }
  }()

  private static let byName = Dictionary(grouping: all) { $0.identity.name.lowercased() }

  /// The versions of a crate, in the order of the list.
  package static func versions(of name: String) throws -> [TestCrate] {
    try (byName[name.lowercased()] ?? []).map(load)
  }

  package static func crate(_ name: String, _ version: String) throws -> TestCrate {
    let found = byName[name]?.first { $0.identity.version == version }
    guard let found else { throw CocoaError(.fileNoSuchFile) }
    return try load(found)
  }

  package static func load(_ listed: Listed) throws -> TestCrate {
    if let crate = loaded.withLock({ $0[listed.identity] }) { return crate }
    var crate = try TestCrate(file: listed.file)
    // The published one, so that damaged data shows.
    crate.line.checksum = listed.checksum.hex
    loaded.withLock { $0[listed.identity] = crate }
    return crate
  }

  /// `NAME-VERSION.crate`: the version starts at the first number with a dot behind it.
  package static func identity(of fileName: String) -> PackageIdentity? {
    guard let match = fileName.firstMatch(of: /^(.+?)-([0-9]+\.[0-9].*)\.crate$/) else {
      return nil
    }
    return PackageIdentity(name: String(match.1), version: String(match.2))
  }
}
