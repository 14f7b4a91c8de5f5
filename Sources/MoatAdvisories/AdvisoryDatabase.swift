package import MoatModel

/// Where a copy of the advisory database comes from.
package struct AdvisorySnapshot: Hashable, Sendable {
  /// The folder or file as reports name it.
  package let origin: String
  /// The commit, where it is known.
  package let revision: String?
  /// The day of that commit.
  package let day: Day?

  package init(origin: String, revision: String? = nil, day: Day? = nil) {
    self.origin = origin
    self.revision = revision
    self.day = day
  }
}

/// All advisories of one snapshot, served from one byte string.
///
/// The byte string is the cache file: whether it was just built or read back, lookups take the same
/// path. Opening one checks its length and checksum; records are decoded when looked up, and the
/// long texts only by ``description(of:)`` and ``search(_:)``. The checksum protects against
/// damage, not against someone who can write the file.
package struct AdvisoryDatabase: Sendable {
  /// The whole, to be stored as it is and opened with ``init(decoding:)``.
  package let bytes: [UInt8]
  /// What the caller said identifies the source, to tell whether a cache is current.
  package let fingerprint: [UInt8]
  package let snapshot: AdvisorySnapshot
  /// Files that could not be read as advisories, in order.
  package let broken: [UnreadableAdvisory]
  /// The latest publication day of any advisory.
  package let newest: Day?
  /// How many advisories there are, withdrawn ones included.
  package let count: Int

  private let nameCount: Int
  private let recordTable: Int
  private let nameTable: Int
  private let idTable: Int

  /// Builds the byte string. Advisories that carry the placeholder id are left out.
  ///
  /// - Throws: ``AdvisoryCacheError/tooLarge(bytes:)``.
  package init(
    _ documents: [AdvisoryDocument], broken: [UnreadableAdvisory] = [], snapshot: AdvisorySnapshot,
    fingerprint: [UInt8] = []
  ) throws(AdvisoryCacheError) {
    let bytes = try AdvisoryCache.encode(
      documents.filter { $0.advisory.id != Advisory.placeholderID }, broken: broken.sorted(),
      snapshot: snapshot, fingerprint: fingerprint)
    try self.init(decoding: bytes)
  }

  /// Opens a stored byte string.
  ///
  /// - Throws: ``AdvisoryCacheError`` for bytes that are not exactly what was stored.
  package init(decoding bytes: [UInt8]) throws(AdvisoryCacheError) {
    guard bytes.count >= CacheFormat.headerSize, bytes.starts(with: CacheFormat.magic) else {
      throw .notACache
    }
    var header = CacheReader(bytes, at: CacheFormat.magic.count)
    let version = UInt32(truncatingIfNeeded: try header.number())
    guard version == CacheFormat.version else { throw .otherFormat(version: version) }
    let length = try header.number()
    guard length == bytes.count else { throw .wrongLength(expected: length, found: bytes.count) }
    guard try header.number64() == CacheFormat.checksum(bytes) else { throw .corrupt }
    let factsOffset = try header.number()
    recordTable = try header.number()
    nameTable = try header.number()
    idTable = try header.number()
    count = try header.number()
    nameCount = try header.number()
    for (offset, size) in [
      (recordTable, count * 4), (nameTable, nameCount * CacheFormat.nameEntrySize),
      (idTable, count * 4),
    ] {
      guard offset <= bytes.count, size <= bytes.count - offset else {
        throw .malformed(offset: offset)
      }
    }
    var facts = CacheReader(bytes, at: factsOffset)
    fingerprint = Array(try facts.run())
    snapshot = AdvisorySnapshot(
      origin: try facts.string(), revision: try facts.optionalString(),
      day: try facts.optionalDay())
    newest = try facts.optionalDay()
    var broken: [UnreadableAdvisory] = []
    for _ in 0..<(try facts.number()) {
      broken.append(
        UnreadableAdvisory(
          path: try facts.string(), span: SourceSpan(try facts.number(), try facts.number()),
          line: try facts.number(), message: try facts.string()))
    }
    self.broken = broken
    self.bytes = bytes
  }

  /// The day the snapshot was taken, or else that of its newest advisory.
  package var day: Day? { snapshot.day ?? newest }

  /// Decodes the record at a place of the record table.
  func record(at index: Int) throws(AdvisoryCacheError) -> AdvisoryRecord {
    guard index >= 0, index < count else { throw .malformed(offset: recordTable) }
    var table = CacheReader(bytes, at: recordTable + index * 4)
    var reader = CacheReader(bytes, at: try table.number())
    return try AdvisoryRecord(&reader)
  }

  /// The records of a folded name.
  func records(
    named name: String, in collection: Advisory.Collection
  ) throws(AdvisoryCacheError) -> Range<Int> {
    let key = CacheFormat.key(name, in: collection)
    var low = 0
    var high = nameCount
    while low < high {
      let middle = (low + high) / 2
      var entry = CacheReader(bytes, at: nameTable + middle * CacheFormat.nameEntrySize)
      let offset = try entry.number()
      let length = try entry.number()
      guard offset <= bytes.count, length <= bytes.count - offset else {
        throw .malformed(offset: entry.offset)
      }
      switch Self.order(key, bytes[offset..<offset + length]) {
      case ..<0: high = middle
      case 0:
        let first = try entry.number()
        let number = try entry.number()
        guard first <= count, number <= count - first else {
          throw .malformed(offset: entry.offset)
        }
        return first..<first + number
      default: low = middle + 1
      }
    }
    return 0..<0
  }

  /// The index of the first record with an id, compared without case.
  func record(withID id: [UInt8]) throws(AdvisoryCacheError) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      let candidate = try recordIndex(inIDTable: middle)
      let found = Array(try record(at: candidate).advisory.id.utf8.map(CacheFormat.lowercase))
      if Self.order(found, id[...]) < 0 { low = middle + 1 } else { high = middle }
    }
    guard low < count else { return nil }
    let candidate = try recordIndex(inIDTable: low)
    let found = try record(at: candidate).advisory.id.utf8.map(CacheFormat.lowercase)
    return found == id ? candidate : nil
  }

  private func recordIndex(inIDTable place: Int) throws(AdvisoryCacheError) -> Int {
    var table = CacheReader(bytes, at: idTable + place * 4)
    return try table.number()
  }

  /// Negative, zero or positive as `left` sorts before, with or after `right`.
  static func order(_ left: [UInt8], _ right: ArraySlice<UInt8>) -> Int {
    var place = right.startIndex
    for byte in left {
      guard place < right.endIndex else { return 1 }
      if byte != right[place] { return Int(byte) - Int(right[place]) }
      place += 1
    }
    return place == right.endIndex ? 0 : -1
  }
}
