package import MoatCargo
package import MoatHost
package import MoatModel

/// What Cargo's index cache on this machine says of crates on crates.io.
///
/// It is as old as Cargo's last look: a version yanked since then is not known to be. Only the files
/// of the crates asked about are read, and nothing is kept between two questions.
package struct LocalIndex: Sendable {
  /// Cargo's form of an index file is no larger than the file.
  package static let fileLimit = IndexFile.sizeLimit

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
    switch crate(name) {
    case .unavailable(let why): .unavailable(why)
    case .known(let crate): crate.entries
    }
  }

  /// One version of a crate. Other lines of the file are not read, which for crates with many
  /// versions is most of the work.
  package func entry(for name: String, version: String) -> Evidence<IndexEntry> {
    switch crate(name) {
    case .unavailable(let why): .unavailable(why)
    case .known(let crate): crate.entry(version)
    }
  }

  /// The files about a crate, their lines not read yet.
  package func crate(_ name: String) -> Evidence<IndexedCrate> {
    guard let path = Self.path(for: name) else {
      return .unavailable("`\(name)` cannot be the name of a crate")
    }
    do throws(Failure) {
      let caches = try caches(path)
      if caches.isEmpty {
        return .unavailable("Cargo's index cache has no `\(name)`")
      }
      return .known(IndexedCrate(name: name, files: caches))
    } catch {
      return .unavailable("\(error.path): \(error.reason)")
    }
  }

  private struct Failure: Error {
    let path: String
    let reason: String
  }

  /// The caches that have the crate, the newest first.
  private func caches(_ crate: String) throws(Failure) -> [IndexedCrate.File] {
    var caches: [IndexedCrate.File] = []
    for name in try folders()
    where Self.prefixes.contains(where: { name.utf8.starts(with: $0.utf8) }) {
      let path = "\(indexFolder)/\(name)/.cache/\(crate)"
      if let file = try Self.file(path, files) { caches.append(file) }
    }
    // Equal times go by path, so that the same files give the same answer.
    return caches.sorted {
      ($1.stamp.modifiedNanoseconds, $0.path) < ($0.stamp.modifiedNanoseconds, $1.path)
    }
  }

  private static func file(
    _ path: String, _ files: any FileSystem
  ) throws(Failure) -> IndexedCrate.File? {
    let stamp: FileStamp
    let bytes: [UInt8]
    do throws(FileFailure) {
      // The stamp first: should Cargo write between the two, the next look sees another stamp.
      stamp = try files.stamp(of: path)
      bytes = try files.read(path, limit: fileLimit)
    } catch {
      if error == .notFound { return nil }
      throw Failure(path: path, reason: error.message)
    }
    do throws(IndexCacheFailure) {
      return IndexedCrate.File(path: path, stamp: stamp, cache: try IndexCacheFile(bytes))
    } catch {
      throw Failure(path: path, reason: error.message)
    }
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

  /// Where the index keeps a crate, in lower case; nil for a text that cannot be a crate's name.
  package static func path(for name: String) -> String? { IndexPath(name)?.file }
}
