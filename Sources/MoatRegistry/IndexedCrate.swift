import MoatArchive
package import MoatCargo
import MoatHost
package import MoatModel

/// What Cargo's index caches on this machine hold of one crate, read but not parsed.
///
/// Several caches (of several Cargo versions) are joined: the newest file says what is yanked. If they
/// disagree about a checksum, or a line asked for cannot be read, nothing is known.
package struct IndexedCrate: Sendable {
  /// One cache's file.
  struct File: Sendable {
    let path: String
    let stamp: FileStamp
    let cache: IndexCacheFile
  }

  package let name: String
  /// The newest first.
  private let files: [File]

  init(name: String, files: [File]) {
    self.name = name
    self.files = files
  }

  /// What a registry answered.
  ///
  /// - Throws: ``MoatCargo/IndexCacheFailure/line(_:)``; lines of a later format are left out.
  package init(
    name: String, fetched file: IndexFile, from place: String, at moment: Timestamp
  ) throws(IndexCacheFailure) {
    var lines: [(version: String, line: ArraySlice<UInt8>)] = []
    for line in file.bytes.split(separator: UInt8(ascii: "\n")) {
      guard line.contains(UInt8(ascii: "{")) else { continue }
      guard let entry = try IndexEntry.read(line, crate: name) else { continue }
      lines.append((entry.version, line))
    }
    let (time, overflow) = moment.secondsSinceEpoch.multipliedReportingOverflow(by: 1_000_000_000)
    let stamp = FileStamp(
      size: file.bytes.count, modifiedNanoseconds: overflow ? .max : time, inode: 0)
    self.init(name: name, files: [File(path: place, stamp: stamp, cache: IndexCacheFile(lines))])
  }

  /// The newest file, and when it was written.
  package var origin: (path: String, modifiedNanoseconds: Int)? {
    files.first.map { ($0.path, $0.stamp.modifiedNanoseconds) }
  }

  /// Stands for the files as they are: paths, sizes, times and inodes. Who wants to can change a file
  /// and keep all four; this saves work and proves nothing.
  ///
  /// - Throws: ``SHA256Hasher/Unavailable``.
  func stamp(
    using hasher: inout SHA256Hasher
  ) throws(SHA256Hasher.Unavailable) -> ShortDigest {
    for file in files {
      let stamp = file.stamp
      hasher.update(
        "\(file.path)\0\(stamp.size)\0\(stamp.modifiedNanoseconds)\0\(stamp.inode)\0".utf8)
    }
    return ShortDigest(hasher.finish())
  }

  /// All versions, in the order of the files.
  package var entries: Evidence<[IndexEntry]> {
    lines(nil).map { $0.map(\.entry) }
  }

  /// One version. Other lines are not read.
  package func entry(_ version: String) -> Evidence<IndexEntry> {
    lines(version).flatMap { lines in
      lines.first.map { .known($0.entry) }
        ?? .unavailable("Cargo's index cache has no version \(version) of `\(name)`")
    }
  }

  /// The bytes of one version's line in the newest file that has it.
  package func line(_ version: String) -> Evidence<ArraySlice<UInt8>> {
    lines(version).flatMap { lines in
      lines.first.map { .known($0.bytes) }
        ?? .unavailable("Cargo's index cache has no version \(version) of `\(name)`")
    }
  }

  /// A line and what it says.
  struct Line {
    let entry: IndexEntry
    let bytes: ArraySlice<UInt8>
  }

  /// - Parameter version: nil for all.
  func lines(_ version: String?) -> Evidence<[Line]> {
    var joined: [Line] = []
    var seen: [String: SHA256Digest?] = [:]
    for file in files {
      do throws(IndexCacheFailure) {
        for line in try Self.read(file.cache, crate: name, version: version) {
          guard let earlier = seen.updateValue(line.entry.checksum, forKey: line.entry.version)
          else {
            joined.append(line)
            continue
          }
          guard earlier == line.entry.checksum else {
            return .unavailable(
              "Cargo's index caches have two checksums for `\(name) \(line.entry.version)`")
          }
        }
      } catch {
        return .unavailable("\(file.path): \(error.message)")
      }
    }
    return .known(joined)
  }

  private static func read(
    _ cache: IndexCacheFile, crate: String, version: String?
  ) throws(IndexCacheFailure) -> [Line] {
    var lines: [Line] = []
    var versions: Set<String> = []
    for line in cache.lines {
      guard versions.insert(line.version).inserted else {
        throw .line("two lines for version \(line.version)")
      }
      if let version, version != line.version { continue }
      if let entry = try IndexEntry.read(line.line, crate: crate, version: line.version) {
        lines.append(Line(entry: entry, bytes: line.line))
      }
    }
    return lines
  }
}
