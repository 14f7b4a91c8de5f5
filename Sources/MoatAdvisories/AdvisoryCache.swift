import MoatModel

/// Writes the byte string that ``AdvisoryDatabase`` reads; see ``CacheFormat`` for its layout.
enum AdvisoryCache {
  /// - Throws: ``AdvisoryCacheError/tooLarge(bytes:)``.
  static func encode(
    _ documents: [AdvisoryDocument], broken: [UnreadableAdvisory], snapshot: AdvisorySnapshot,
    fingerprint: [UInt8]
  ) throws(AdvisoryCacheError) -> [UInt8] {
    let keyed =
      documents
      .map { (CacheFormat.key($0.advisory.package, in: $0.advisory.collection), $0) }
      .sorted { one, two in
        let order = AdvisoryDatabase.order(one.0, two.0[...])
        if order != 0 { return order < 0 }
        return one.1.advisory.id.utf8.lexicographicallyPrecedes(two.1.advisory.id.utf8)
      }
    var writer = CacheWriter()
    writer.reserve(keyed.reduce(1 << 20) { $0 + $1.1.description.utf8.count })
    writer.append(raw: CacheFormat.magic)
    writer.append(Int(CacheFormat.version))
    for _ in writer.bytes.count..<CacheFormat.headerSize { writer.append(UInt8(0)) }

    let recordTable = writer.bytes.count
    for _ in keyed { writer.append(0) }
    let nameTable = writer.bytes.count
    let names = nameRanges(keyed.map(\.0))
    for _ in names { for _ in 0..<CacheFormat.nameEntrySize / 4 { writer.append(0) } }
    let idTable = writer.bytes.count
    for index in idOrder(keyed.map(\.1.advisory.id)) { writer.append(index) }

    for (place, name) in names.enumerated() {
      let entry = nameTable + place * CacheFormat.nameEntrySize
      writer.set(writer.bytes.count, at: entry)
      writer.set(name.key.count, at: entry + 4)
      writer.set(name.records.lowerBound, at: entry + 8)
      writer.set(name.records.count, at: entry + 12)
      writer.append(raw: name.key)
    }
    var records: [Int] = []
    for (index, (_, document)) in keyed.enumerated() {
      records.append(writer.bytes.count)
      writer.set(writer.bytes.count, at: recordTable + index * 4)
      AdvisoryRecord.write(document.advisory, to: &writer)
    }
    let facts = writer.bytes.count
    writer.append(run: fingerprint)
    writer.append(snapshot.origin)
    writer.append(snapshot.revision)
    writer.append(snapshot.day)
    writer.append(documents.compactMap(\.advisory.date).max())
    writer.append(broken.count)
    for file in broken {
      writer.append(file.path)
      writer.append(file.span.lower)
      writer.append(file.span.upper)
      writer.append(file.line)
      writer.append(file.message)
    }
    for (record, (_, document)) in zip(records, keyed) {
      writer.set(writer.bytes.count, at: record)
      writer.append(document.description)
    }

    guard writer.bytes.count <= Int(UInt32.max) else { throw .tooLarge(bytes: writer.bytes.count) }
    writer.set(writer.bytes.count, at: 12)
    for (place, number) in [
      facts, recordTable, nameTable, idTable, keyed.count, names.count,
    ].enumerated() {
      writer.set(number, at: CacheFormat.checkedFrom + place * 4)
    }
    let checksum = CacheFormat.checksum(writer.bytes)
    writer.set(Int(checksum & 0xFFFF_FFFF), at: 16)
    writer.set(Int(checksum >> 32), at: 20)
    return writer.bytes
  }

  /// The runs of equal keys in a sorted list.
  private static func nameRanges(_ keys: [[UInt8]]) -> [(key: [UInt8], records: Range<Int>)] {
    var result: [(key: [UInt8], records: Range<Int>)] = []
    for (index, key) in keys.enumerated() {
      if let last = result.last, last.key == key {
        result[result.count - 1].records = last.records.lowerBound..<index + 1
      } else {
        result.append((key, index..<index + 1))
      }
    }
    return result
  }

  private static func idOrder(_ ids: [String]) -> [Int] {
    ids.map { Array($0.utf8.map(CacheFormat.lowercase)) }.enumerated()
      .sorted { one, two in
        one.element == two.element
          ? one.offset < two.offset : one.element.lexicographicallyPrecedes(two.element)
      }
      .map(\.offset)
  }
}
