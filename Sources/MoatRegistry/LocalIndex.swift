package import MoatCargo
package import MoatHost
package import MoatModel

/// What Cargo's index cache on this machine says of crates on crates.io.
///
/// It is as old as Cargo's last look: a version yanked since then is not known to be. Only the files
/// of the crates asked about are read, and nothing is kept between two questions.
package struct LocalIndex: Sendable {
  /// The largest crates on crates.io (thousands of features or versions) have a few MiB.
  package static let fileLimit = 64 << 20

  /// How Cargo names its folders for crates.io: the host, a dash and a hash that depends on the
  /// version of Cargo. The second one is the git index of old.
  private static let prefixes = ["index.crates.io-", "github.com-"]

  private let indexFolder: String
  private let files: any FileSystem

  /// - Parameter cargoHome: `$CARGO_HOME`.
  package init(cargoHome: String, files: any FileSystem) {
    indexFolder = "\(cargoHome)/registry/index"
    self.files = files
  }

  /// All versions of a crate that the cache has, in the cache's order.
  ///
  /// Several caches (of several Cargo versions) are joined: the newest file says what is yanked. If
  /// they disagree about a checksum, or one of them cannot be read, nothing is known.
  package func entries(for name: String) -> Evidence<[IndexEntry]> {
    entries(for: name, version: nil)
  }

  /// One version of a crate. Other lines of the file are not read, which for crates with many
  /// versions is most of the work.
  package func entry(for name: String, version: String) -> Evidence<IndexEntry> {
    switch entries(for: name, version: version) {
    case .unavailable(let why): .unavailable(why)
    case .known(let entries):
      entries.first.map { .known($0) }
        ?? .unavailable("Cargo's index cache has no version \(version) of `\(name)`")
    }
  }

  private func entries(for name: String, version: String?) -> Evidence<[IndexEntry]> {
    guard let path = Self.path(for: name) else {
      return .unavailable("`\(name)` cannot be the name of a crate")
    }
    do throws(Failure) {
      let caches = try caches(path)
      if caches.isEmpty {
        return .unavailable("Cargo's index cache has no `\(name)`")
      }
      var joined: [IndexEntry] = []
      var seen: [String: SHA256Digest?] = [:]
      for cache in caches {
        for entry in try Self.read(cache, crate: name, version: version) {
          guard let earlier = seen.updateValue(entry.checksum, forKey: entry.version) else {
            joined.append(entry)
            continue
          }
          guard earlier == entry.checksum else {
            return .unavailable(
              "Cargo's index caches have two checksums for `\(name) \(entry.version)`")
          }
        }
      }
      return .known(joined)
    } catch {
      return .unavailable("\(error.path): \(error.reason)")
    }
  }

  private struct Failure: Error {
    let path: String
    let reason: String
  }

  private struct Cache {
    let path: String
    let bytes: [UInt8]
    /// Nanoseconds since 1970; only compared with those of other caches.
    let modified: Int
  }

  /// The caches that have the crate, the newest first.
  private func caches(_ crate: String) throws(Failure) -> [Cache] {
    var caches: [Cache] = []
    for name in try folders()
    where Self.prefixes.contains(where: { name.utf8.starts(with: $0.utf8) }) {
      let path = "\(indexFolder)/\(name)/.cache/\(crate)"
      do throws(FileFailure) {
        let bytes = try files.read(path, limit: Self.fileLimit)
        let modified = try files.stamp(of: path).modifiedNanoseconds
        caches.append(Cache(path: path, bytes: bytes, modified: modified))
      } catch {
        if error != .notFound { throw Failure(path: path, reason: error.message) }
      }
    }
    // Equal times go by path, so that the same files give the same answer.
    return caches.sorted { ($1.modified, $0.path) < ($0.modified, $1.path) }
  }

  /// The names of the folders with an index; none where Cargo keeps nothing.
  private func folders() throws(Failure) -> [String] {
    do throws(FileFailure) {
      return try files.entries(of: indexFolder).entries.filter { $0.kind == .directory }
        .map(\.name)
    } catch {
      if error == .notFound { return [] }
      throw Failure(path: indexFolder, reason: error.message)
    }
  }

  private static func read(
    _ cache: Cache, crate: String, version: String?
  ) throws(Failure) -> [IndexEntry] {
    do throws(IndexCacheFailure) {
      var entries: [IndexEntry] = []
      var versions: Set<String> = []
      for line in try IndexCacheFile(cache.bytes).lines {
        guard versions.insert(line.version).inserted else {
          throw .line("two lines for version \(line.version)")
        }
        if let version, version != line.version { continue }
        if let entry = try IndexEntry.read(line.line, crate: crate, version: line.version) {
          entries.append(entry)
        }
      }
      return entries
    } catch {
      throw Failure(path: cache.path, reason: error.message)
    }
  }

  /// Where the index keeps a crate, in lower case; nil for a text that cannot be a crate's name.
  package static func path(for name: String) -> String? { IndexPath(name)?.file }
}
