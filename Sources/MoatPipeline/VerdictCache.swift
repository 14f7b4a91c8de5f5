import MoatArchive
import MoatHost
import MoatModel
import MoatStore

/// Remembers what was found right, so that `check` need not read it again: a set of digests, each
/// over everything a verdict followed from (the lockfile's checksum; path, size, times and inode of
/// each file). A key that is there means *no finding*; nothing else is ever remembered.
///
/// One file in Moat's cache folder. Concurrent runs each replace it whole; what one of them did not
/// see is found again. Whoever can write to the folder can make `check` overlook things, and could
/// as well replace Moat; `verify` does not ask the cache.
struct VerdictCache {
  /// Several times the packages of a machine's projects; more is not worth reading.
  private static let keyLimit = 200_000
  /// Raised whenever a rule finds what it did not find before.
  private static let magic = Array("moat-verdicts-1\n".utf8)

  private let path: String?
  private let host: Host
  private let known: Set<SHA256Digest>

  /// - Parameter isIgnored: whether to start with nothing, and still to remember.
  init(host: Host, isIgnored: Bool) {
    self.host = host
    path = host.environment.cacheDirectory.map { PathText.join($0, "verdicts.cache") }
    known = isIgnored ? [] : Self.read(path, host.files)
  }

  func contains(_ key: SHA256Digest) -> Bool { known.contains(key) }

  /// A damaged file, or one of another format, is as good as none.
  private static func read(_ path: String?, _ files: any FileSystem) -> Set<SHA256Digest> {
    guard let path else { return [] }
    let size = SHA256Digest.byteCount
    do {
      let bytes = try files.read(path, limit: magic.count + (keyLimit + 1) * size)
      guard bytes.count >= magic.count + size, bytes.starts(with: magic) else { return [] }
      let content = bytes.dropLast(size)
      guard try SHA256Hasher.digest(of: content) == SHA256Digest(bytes: bytes.suffix(size)),
        (content.count - magic.count) % size == 0
      else { return [] }
      return Set(
        stride(from: magic.count, to: content.count, by: size).map {
          SHA256Digest(bytes: content[$0..<$0 + size])
        })
    } catch {
      return []
    }
  }

  /// Adds what this run found right. A cache that cannot be written only costs time.
  func remember(_ keys: Set<SHA256Digest>) {
    guard let path, let folder = PathText.parent(path), !keys.isSubset(of: known) else { return }
    var all = Self.read(path, host.files).union(keys)
    if all.count > Self.keyLimit { all = keys }
    guard all.count <= Self.keyLimit else { return }
    var bytes = Self.magic
    // Sorted: the same set gives the same file.
    for key in all.map(\.bytes).sorted(by: { $0.lexicographicallyPrecedes($1) }) { bytes += key }
    do {
      bytes += try SHA256Hasher.digest(of: bytes).bytes
      try host.files.createDirectories(folder)
      try AtomicFile.write(bytes, to: path, using: LiveStoreFiles())
    } catch {
      return
    }
  }
}

/// Collects what a verdict follows from into one digest.
struct VerdictKey {
  private var text: [UInt8] = []

  mutating func add(_ part: String) {
    text += part.utf8
    text.append(0)
  }

  mutating func add(_ digest: SHA256Digest) { text += digest.bytes }

  mutating func add(_ stamp: FileStamp) {
    for number in [
      UInt64(truncatingIfNeeded: stamp.size), UInt64(truncatingIfNeeded: stamp.modifiedNanoseconds),
      UInt64(truncatingIfNeeded: stamp.changedNanoseconds), stamp.inode,
    ] {
      withUnsafeBytes(of: number.littleEndian) { text.append(contentsOf: $0) }
    }
  }

  /// nil where no digest can be made.
  var digest: SHA256Digest? {
    do {
      return try SHA256Hasher.digest(of: text)
    } catch {
      return nil
    }
  }
}
