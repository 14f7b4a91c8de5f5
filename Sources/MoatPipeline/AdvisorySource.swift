package import MoatAdvisories
package import MoatHost
package import MoatModel
import MoatStore

/// Finds, reads and caches the advisory database.
package struct AdvisorySource: Sendable {
  /// What RustSec publishes; used when nothing else is named.
  package static let standardAddress = "https://github.com/RustSec/advisory-db.git"
  /// Shallow, the repository has some 10 MB.
  package static let fetchDeadline = Duration.seconds(120)
  /// The cache of the whole database has about 2 MB; a larger file is not ours.
  private static let cacheLimit = 256 << 20
  /// RustSec has some 1,300 files; this many were not written by people.
  private static let fileLimit = 200_000

  private let host: Host

  package init(host: Host) { self.host = host }

  /// Where a database named by a folder, an address or nothing lies on this machine.
  ///
  /// - Returns: nil for an address when there is no cache folder.
  package func folder(for name: String?) -> String? {
    if let name, !Self.isAddress(name) {
      return PathText.absolute(name, in: host.environment.currentDirectory)
    }
    let address = name ?? Self.standardAddress
    return host.environment.cacheDirectory.map {
      PathText.join($0, "advisory-db-\(Self.shortName(address))")
    }
  }

  package static func isAddress(_ name: String) -> Bool {
    name.contains("://") || name.hasPrefix("git@")
  }

  /// Whether something lies where the database should.
  package func isPresent(_ name: String?) -> Bool {
    guard let folder = folder(for: name) else { return false }
    do throws(FileFailure) {
      return try host.files.kind(of: folder, followingLinks: true) != nil
    } catch {
      return true
    }
  }

  /// A hash of an address or a path: FNV-1a, only to keep folders apart.
  private static func shortName(_ text: String) -> String {
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }

  /// The database, from the cache where the cache was made from these very files.
  ///
  /// - Parameter name: a folder or an address, or nil for RustSec's.
  package func database(_ name: String?) async -> Evidence<AdvisoryDatabase> {
    guard let folder = folder(for: name) else {
      return .unavailable("there is no cache folder: neither `HOME` nor `XDG_CACHE_HOME` is set")
    }
    let listing: [AdvisoryFile]
    do throws(FileFailure) {
      listing = try files(in: folder)
    } catch {
      return .unavailable(
        error == .notFound ? "there is no database at \(folder)" : "\(folder): \(error.message)")
    }
    guard !listing.isEmpty else {
      return .unavailable("\(folder) holds no advisories (no `crates/*/*.md`)")
    }
    let fingerprint = Self.fingerprint(of: listing, folder: folder)
    let cache = cachePath(for: folder)
    if let cache, let cached = cached(at: cache, fingerprint) { return .known(cached) }
    return await build(listing, folder: folder, fingerprint, cache: cache)
  }

  /// The database; one that was named by an address and is not there yet is fetched first, since
  /// naming it asks for that. RustSec's own is fetched only by `cargo moat advisories update`.
  package func database(
    _ name: String?, fetchingMissing: Bool
  ) async -> Evidence<AdvisoryDatabase> {
    if fetchingMissing, let name, Self.isAddress(name), !isPresent(name) {
      do throws(GitFailure) {
        try await fetch(name)
      } catch {
        return .unavailable("\(RedactedURL(name)) could not be fetched: \(error.message)")
      }
    }
    return await database(name)
  }

  private struct AdvisoryFile {
    /// Relative to the database's folder.
    let path: String
    let collection: Advisory.Collection
    let stamp: FileStamp
  }

  /// `COLLECTION/PACKAGE/ID.md` below the folder.
  private func files(in folder: String) throws(FileFailure) -> [AdvisoryFile] {
    guard try host.files.kind(of: folder, followingLinks: true) != nil else { throw .notFound }
    var found: [AdvisoryFile] = []
    for collection in [Advisory.Collection.crates, .rust] {
      let path = PathText.join(folder, collection.rawValue)
      guard try host.files.kind(of: path, followingLinks: true) == .directory else { continue }
      for package in try host.files.entries(of: path).entries where package.kind == .directory {
        let inside = PathText.join(path, package.name)
        for file in try host.files.entries(of: inside).entries
        where file.kind == .regular && file.name.hasSuffix(".md") {
          guard found.count < Self.fileLimit else { throw .tooLarge(limit: Self.fileLimit) }
          found.append(
            AdvisoryFile(
              path: "\(collection.rawValue)/\(package.name)/\(file.name)", collection: collection,
              stamp: try host.files.stamp(of: PathText.join(inside, file.name))))
        }
      }
    }
    return found
  }

  /// Sizes, times and identities of all files: any change of any of them makes another one.
  private static func fingerprint(of files: [AdvisoryFile], folder: String) -> [UInt8] {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var second: UInt64 = 0x9e37_79b9_7f4a_7c15
    func mix(_ value: UInt64) {
      hash = (hash ^ value) &* 0x100_0000_01b3
      second = (second &+ value) &* 0xff51_afd7_ed55_8ccd
      second ^= second >> 33
    }
    for byte in folder.utf8 { mix(UInt64(byte)) }
    for file in files {
      for byte in file.path.utf8 { mix(UInt64(byte)) }
      mix(UInt64(truncatingIfNeeded: file.stamp.size))
      mix(UInt64(truncatingIfNeeded: file.stamp.modifiedNanoseconds))
      mix(file.stamp.inode)
    }
    mix(UInt64(files.count))
    return withUnsafeBytes(of: hash.littleEndian, Array.init)
      + withUnsafeBytes(of: second.littleEndian, Array.init)
  }

  private func cachePath(for folder: String) -> String? {
    host.environment.cacheDirectory.map {
      PathText.join($0, "advisories-\(Self.shortName(folder)).cache")
    }
  }

  /// A cache that is damaged, of another format or of other files is as good as none.
  private func cached(at path: String, _ fingerprint: [UInt8]) -> AdvisoryDatabase? {
    do {
      let database = try AdvisoryDatabase(
        decoding: try host.files.read(path, limit: Self.cacheLimit))
      return database.fingerprint == fingerprint ? database : nil
    } catch {
      return nil
    }
  }

  private func build(
    _ listing: [AdvisoryFile], folder: String, _ fingerprint: [UInt8], cache: String?
  ) async -> Evidence<AdvisoryDatabase> {
    var documents: [AdvisoryDocument] = []
    documents.reserveCapacity(listing.count)
    var broken: [UnreadableAdvisory] = []
    for file in listing {
      let path = PathText.join(folder, file.path)
      do throws(FileFailure) {
        let source = SourceText(
          path: file.path, bytes: try host.files.read(path, limit: AdvisoryParser.maximumSize))
        do throws(AdvisoryError) {
          documents.append(try AdvisoryParser.parse(source, collection: file.collection))
        } catch {
          broken.append(UnreadableAdvisory(error, in: source))
        }
      } catch {
        broken.append(
          UnreadableAdvisory(path: file.path, span: .start, line: 1, message: error.message))
      }
    }
    do throws(AdvisoryCacheError) {
      let database = try AdvisoryDatabase(
        documents, broken: broken, snapshot: await snapshot(of: folder), fingerprint: fingerprint)
      if let cache { store(database, at: cache) }
      return .known(database)
    } catch {
      return .unavailable("the advisories cannot be held: \(error)")
    }
  }

  /// When the copy was made, as far as it tells: the commit of a git checkout.
  private func snapshot(of folder: String) async -> AdvisorySnapshot {
    do {
      guard try host.files.kind(of: PathText.join(folder, ".git")) != nil else {
        return AdvisorySnapshot(origin: folder)
      }
      let head = try await host.git.head(of: folder)
      return AdvisorySnapshot(origin: folder, revision: head.hash, day: head.committed.day)
    } catch {
      return AdvisorySnapshot(origin: folder)
    }
  }

  /// The cache only saves time: a machine where it cannot be written works all the same.
  private func store(_ database: AdvisoryDatabase, at path: String) {
    guard let folder = PathText.parent(path) else { return }
    try? host.files.createDirectories(folder)
    try? AtomicFile.write(database.bytes, to: path, using: host.store)
  }

  /// Fetches the newest commit of an address into the cache, whole or not at all.
  ///
  /// - Throws: ``GitFailure``; for a folder there is nothing to fetch.
  package func fetch(_ name: String?) async throws(GitFailure) {
    guard let folder = folder(for: name) else {
      throw .failed("there is no cache folder: neither `HOME` nor `XDG_CACHE_HOME` is set")
    }
    try await host.git.clone(
      name ?? Self.standardAddress, into: folder, deadline: Self.fetchDeadline)
  }
}
