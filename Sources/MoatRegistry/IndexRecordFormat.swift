import MoatArchive
import MoatModel

/// Writes the record of the index, little-endian throughout.
///
/// ```text
/// 0   magic "MOATINDX"
/// 8   u32 format version
/// 12  SHA-256 of everything from 44 on
/// 44  u32 number of crates; for each, by name:
///       u16 length and the name, u32 length of the rest
///       u32 first seen, u32 last seen, u64 × 2 stamp, u32 number of versions; for each:
///         u16 length and the version, u8 flags, u8 differences
///         u32 × 4 first seen, published, yank seen, difference seen; 0 is none
///         u64 × 4 checksum and content
/// ```
///
/// A moment is in seconds since 1970, which a u32 holds until 2106.
struct IndexRecordWriter {
  static let magic = Array("MOATINDX".utf8)
  static let version: UInt32 = 1
  static let digestStart = 12
  static let headerSize = 48
  /// Of one crate besides its name and its block: two lengths.
  static let overhead = 6

  static let isPresent: UInt8 = 1
  static let isYanked: UInt8 = 2
  static let hasChecksum: UInt8 = 4

  private(set) var bytes: [UInt8] = []

  static func record(
    _ crates: [(name: String, block: [UInt8])]
  ) throws(IndexRecordFailure) -> [UInt8] {
    var writer = IndexRecordWriter()
    writer.append(UInt32(clamping: crates.count))
    for (name, block) in crates {
      writer.append(name)
      writer.append(UInt32(clamping: block.count))
      writer.bytes += block
    }
    var header = IndexRecordWriter()
    header.bytes = magic
    header.append(version)
    header.bytes += try digest(of: writer.bytes[...])
    return header.bytes + writer.bytes
  }

  static func digest(of bytes: ArraySlice<UInt8>) throws(IndexRecordFailure) -> [UInt8] {
    do throws(SHA256Hasher.Unavailable) {
      return try SHA256Hasher.digest(of: bytes).bytes
    } catch {
      throw .noDigest
    }
  }

  static func seconds(_ moment: Timestamp?) -> UInt32 {
    moment.map { UInt32(clamping: $0.secondsSinceEpoch) } ?? 0
  }

  mutating func append(_ crate: RememberedCrate) {
    append(Self.seconds(crate.firstSeen))
    append(Self.seconds(crate.lastSeen))
    append(crate.stamp)
    append(UInt32(clamping: crate.versions.count))
    for version in crate.versions {
      append(version.version)
      var flags: UInt8 = 0
      if version.isPresent { flags |= Self.isPresent }
      if version.isYanked { flags |= Self.isYanked }
      if version.checksum != nil { flags |= Self.hasChecksum }
      bytes.append(flags)
      bytes.append(version.difference.rawValue)
      append(Self.seconds(version.firstSeen))
      append(Self.seconds(version.published))
      append(Self.seconds(version.yankSeen))
      append(Self.seconds(version.differenceSeen))
      append(version.checksum ?? ShortDigest(high: 0, low: 0))
      append(version.content)
    }
  }

  private mutating func append(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }

  private mutating func append(_ digest: ShortDigest) {
    append(digest.high)
    append(digest.low)
  }

  /// Names and versions in the index are far shorter than a u16 can count.
  private mutating func append(_ text: String) {
    let utf8 = text.utf8.prefix(Int(UInt16.max))
    append(UInt16(utf8.count))
    bytes += utf8
  }
}

/// Reads what ``IndexRecordWriter`` writes; every step is checked against the end.
struct IndexRecordReader {
  private let bytes: [UInt8]
  private let end: Int
  private(set) var offset: Int

  /// Checks the head of a whole record, and its digest.
  init(opening bytes: [UInt8]) throws(IndexRecordFailure) {
    guard bytes.starts(with: IndexRecordWriter.magic) else { throw .notARecord }
    self.init(bytes, IndexRecordWriter.magic.count..<bytes.count)
    let version: UInt32 = try integer()
    guard version == IndexRecordWriter.version else { throw .otherFormat(version: version) }
    let start = IndexRecordWriter.digestStart + SHA256Digest.byteCount
    guard bytes.count >= start,
      try IndexRecordWriter.digest(of: bytes[start...]).elementsEqual(
        bytes[IndexRecordWriter.digestStart..<start])
    else { throw .damaged }
    offset = start
  }

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    end = range.upperBound
    offset = range.lowerBound
  }

  var isAtEnd: Bool { offset == end }

  private mutating func integer<Number: FixedWidthInteger>() throws(IndexRecordFailure) -> Number {
    let size = Number.bitWidth / 8
    guard size <= end - offset else { throw .malformed(offset: offset) }
    var number: Number = 0
    for index in (0..<size).reversed() {
      number = number << 8 | Number(truncatingIfNeeded: bytes[offset + index])
    }
    offset += size
    return number
  }

  mutating func number() throws(IndexRecordFailure) -> Int {
    let number: UInt32 = try integer()
    return Int(number)
  }

  /// The place of a length-prefixed run.
  mutating func run() throws(IndexRecordFailure) -> Range<Int> {
    let count = try number()
    guard count <= end - offset else { throw .malformed(offset: offset) }
    defer { offset += count }
    return offset..<offset + count
  }

  mutating func text() throws(IndexRecordFailure) -> String {
    let start = offset
    let length: UInt16 = try integer()
    guard Int(length) <= end - offset else { throw .malformed(offset: start) }
    defer { offset += Int(length) }
    guard let text = String(validating: bytes[offset..<offset + Int(length)], as: UTF8.self) else {
      throw .malformed(offset: start)
    }
    return text
  }

  private mutating func moment() throws(IndexRecordFailure) -> Timestamp? {
    let seconds = try number()
    return seconds == 0 ? nil : Timestamp(secondsSinceEpoch: seconds)
  }

  private mutating func pastMoment() throws(IndexRecordFailure) -> Timestamp {
    Timestamp(secondsSinceEpoch: try number())
  }

  private mutating func digest() throws(IndexRecordFailure) -> ShortDigest {
    ShortDigest(high: try integer(), low: try integer())
  }

  /// The second number of a crate's block.
  mutating func lastSeen() throws(IndexRecordFailure) -> UInt32 {
    _ = try number()
    return try integer()
  }

  mutating func crate() throws(IndexRecordFailure) -> RememberedCrate {
    let firstSeen = try pastMoment()
    let lastSeen = try pastMoment()
    let stamp = try digest()
    var versions: [RememberedVersion] = []
    for _ in 0..<(try number()) { versions.append(try version()) }
    guard isAtEnd else { throw .malformed(offset: offset) }
    return RememberedCrate(
      firstSeen: firstSeen, lastSeen: lastSeen, stamp: stamp, versions: versions)
  }

  private mutating func version() throws(IndexRecordFailure) -> RememberedVersion {
    let start = offset
    let text = try text()
    let flags: UInt8 = try integer()
    let difference: UInt8 = try integer()
    guard flags < 8, difference <= RememberedVersion.Difference.all.rawValue else {
      throw .malformed(offset: start)
    }
    let firstSeen = try pastMoment()
    let published = try moment()
    let yankSeen = try moment()
    let differenceSeen = try moment()
    let checksum = try digest()
    return RememberedVersion(
      version: text, firstSeen: firstSeen,
      checksum: flags & IndexRecordWriter.hasChecksum != 0 ? checksum : nil,
      content: try digest(), published: published,
      isPresent: flags & IndexRecordWriter.isPresent != 0,
      isYanked: flags & IndexRecordWriter.isYanked != 0, yankSeen: yankSeen,
      difference: RememberedVersion.Difference(rawValue: difference),
      differenceSeen: differenceSeen)
  }
}
