import MoatArchive
import MoatHost
import MoatModel
import MoatStore

/// Remembers what packages were found to hold, so that none is read twice.
///
/// A record is found by a digest of what it follows from: of an archive, or of a folder's path and the
/// sizes, times and inodes of its files. One file in Moat's cache folder has an index, sorted and with
/// a checksum, and after it the records, each with a checksum of its own; a record is read only when it
/// is asked for, and one that is damaged is as good as none. Runs at the same time each replace the file
/// whole; what one of them did not see is inspected again.
///
/// Whoever can write to the folder can make Moat overlook things, and could as well replace Moat.
struct InspectionCache: Sendable {
  /// Records of some fifteen thousand packages; reading a file of this size takes a tenth of a second.
  static let sizeLimit = 96 << 20
  /// A record that is larger is of a package that is read again each time.
  static let recordLimit = 8 << 20
  private static let magic = Array("moat-inspections-1\n".utf8)
  /// Key, offset, length, day and checksum.
  private static let entrySize = SHA256Digest.byteCount + 8 + 4 + 4 + 8

  private let path: String?
  private let host: Host
  private let file: File?

  init(host: Host) {
    self.host = host
    path = host.environment.cacheDirectory.map { PathText.join($0, "inspections.cache") }
    file = path.flatMap { File.read($0, host.files) }
  }

  /// Whether nothing can be found in it.
  var isEmpty: Bool { file?.entries.isEmpty ?? true }

  /// The record of a key; nil where there is none, or it is damaged.
  func record(_ key: SHA256Digest) -> PackageRecord? {
    guard let file, let entry = file.entry(key), let bytes = file.record(entry) else { return nil }
    return RecordReader.record(bytes)
  }

  /// Adds what this run found, and renews what it used. A cache that cannot be written only costs time.
  ///
  /// - Parameter used: the keys of records that were of use; they are the last to be dropped.
  func remember(_ found: [SHA256Digest: [UInt8]], used: Set<SHA256Digest>) {
    guard let path, let folder = PathText.parent(path), !found.isEmpty else { return }
    let today = UInt32(clamping: host.clock.now.day.daysSinceEpoch)
    var kept: [Kept] = found.compactMap { key, bytes in
      bytes.count <= Self.recordLimit ? Kept(key: key, day: today, bytes: bytes[...]) : nil
    }
    // Another run may have written since this one began.
    if let file = File.read(path, host.files) {
      for entry in file.entries where found[entry.key] == nil {
        guard let bytes = file.record(entry) else { continue }
        let day = used.contains(entry.key) ? today : entry.day
        kept.append(Kept(key: entry.key, day: day, bytes: bytes))
      }
    }
    do {
      let bytes = try Self.file(of: Self.within(Self.sizeLimit, kept))
      try host.files.createDirectories(folder)
      try AtomicFile.write(bytes, to: path, using: host.store)
    } catch {
      return
    }
  }

  /// A record that is to be written.
  private struct Kept {
    let key: SHA256Digest
    let day: UInt32
    let bytes: ArraySlice<UInt8>
  }

  /// The newest of them, as many as fit.
  private static func within(_ limit: Int, _ all: [Kept]) -> [Kept] {
    var size = magic.count + 2 * SHA256Digest.byteCount + 4
    var kept: [Kept] = []
    for record in all.sorted(by: { ($1.day, $0.bytes.count) < ($0.day, $1.bytes.count) }) {
      size += entrySize + record.bytes.count
      guard size <= limit else { break }
      kept.append(record)
    }
    return kept
  }

  private static func file(of records: [Kept]) throws(SHA256Hasher.Unavailable) -> [UInt8] {
    var index: [UInt8] = []
    var bodies: [UInt8] = []
    var hasher = try SHA256Hasher()
    for (key, record) in records.map({ ($0.key.bytes, $0) })
      .sorted(by: { $0.0.lexicographicallyPrecedes($1.0) })
    {
      index += key
      append(UInt64(bodies.count), to: &index)
      append(UInt32(record.bytes.count), to: &index)
      append(record.day, to: &index)
      hasher.update(record.bytes)
      index += hasher.finish().bytes.prefix(8)
      bodies += record.bytes
    }
    var head = magic
    head += try RecordFormat.schema().bytes
    append(UInt32(clamping: records.count), to: &head)
    head += index
    hasher.update(head)
    return head + hasher.finish().bytes + bodies
  }

  private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

extension InspectionCache {
  /// The file as it was read, its records untouched.
  private struct File: Sendable {
    let entries: [Entry]
    private let bytes: [UInt8]
    /// Where the records begin.
    private let start: Int

    struct Entry: Sendable {
      let key: SHA256Digest
      let offset: Int
      let length: Int
      let day: UInt32
      let check: ArraySlice<UInt8>
    }

    /// nil for a damaged file and one of another format, which are as good as none.
    static func read(_ path: String, _ files: any FileSystem) -> File? {
      do {
        return File(try files.read(path, limit: sizeLimit), schema: try RecordFormat.schema())
      } catch {
        return nil
      }
    }

    private init?(_ bytes: [UInt8], schema: SHA256Digest) {
      self.bytes = bytes
      let size = SHA256Digest.byteCount
      let first = magic.count + size + 4
      guard bytes.count >= first + size, bytes.starts(with: magic),
        bytes[magic.count..<magic.count + size].elementsEqual(schema.bytes)
      else { return nil }
      let count = Int(Self.number(bytes[(first - 4)..<first]))
      let (indexSize, overflow) = count.multipliedReportingOverflow(by: entrySize)
      guard !overflow, indexSize <= bytes.count - first - size else { return nil }
      let end = first + indexSize
      start = end + size
      do throws(SHA256Hasher.Unavailable) {
        guard
          try SHA256Hasher.digest(of: bytes[..<end]).bytes.elementsEqual(bytes[end..<start])
        else { return nil }
      } catch {
        return nil
      }
      entries = stride(from: first, to: end, by: entrySize).map { offset in
        let numbers = offset + size
        return Entry(
          key: SHA256Digest(bytes: bytes[offset..<numbers]),
          offset: Int(clamping: Self.number(bytes[numbers..<numbers + 8])),
          length: Int(Self.number(bytes[(numbers + 8)..<(numbers + 12)])),
          day: UInt32(clamping: Self.number(bytes[(numbers + 12)..<(numbers + 16)])),
          check: bytes[(numbers + 16)..<(numbers + 24)])
      }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
      bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The index is sorted by the bytes of its keys.
    func entry(_ key: SHA256Digest) -> Entry? {
      let wanted = key.bytes
      var lower = 0
      var upper = entries.count
      while lower < upper {
        let middle = (lower + upper) / 2
        if entries[middle].key.bytes.lexicographicallyPrecedes(wanted) {
          lower = middle + 1
        } else {
          upper = middle
        }
      }
      return lower < entries.count && entries[lower].key == key ? entries[lower] : nil
    }

    /// The bytes of a record; nil where they are not those that were written.
    func record(_ entry: Entry) -> ArraySlice<UInt8>? {
      guard entry.offset <= bytes.count - start,
        entry.length <= bytes.count - start - entry.offset
      else { return nil }
      let record = bytes[(start + entry.offset)..<(start + entry.offset + entry.length)]
      do throws(SHA256Hasher.Unavailable) {
        return try SHA256Hasher.digest(of: record).bytes.starts(with: entry.check) ? record : nil
      } catch {
        return nil
      }
    }
  }
}
