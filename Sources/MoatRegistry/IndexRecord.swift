package import MoatModel

/// Why a file is not Moat's record of the index.
package enum IndexRecordFailure: Error, Hashable, Sendable {
  case notARecord
  case otherFormat(version: UInt32)
  /// The bytes are not those that were written.
  case damaged
  /// The checksum is right and the content is not.
  case malformed(offset: Int)
  case noDigest

  /// A phrase for a reason.
  package var message: String {
    switch self {
    case .notARecord: "it is not a record of the index"
    case .otherFormat(let version): "format \(version) is not known"
    case .damaged: "its bytes are not those that were written"
    case .malformed(let offset): "it is malformed at offset \(offset)"
    case .noDigest: "libcrypto cannot compute SHA-256 on this machine"
    }
  }
}

/// What Moat remembers of index entries, as one string of bytes.
///
/// Opening one checks a SHA-256 digest of the whole, against damage: whoever can write the file can
/// also write a fitting digest. Crates are decoded when asked for.
package struct IndexRecord: Sendable {
  /// Each crate's place in ``bytes``.
  private let places: [String: Range<Int>]
  private let bytes: [UInt8]

  /// A record of nothing.
  package init() {
    places = [:]
    bytes = []
  }

  /// Opens a stored record.
  package init(decoding bytes: [UInt8]) throws(IndexRecordFailure) {
    var reader = try IndexRecordReader(opening: bytes)
    var places: [String: Range<Int>] = [:]
    for _ in 0..<(try reader.number()) {
      let start = reader.offset
      let name = try reader.text()
      guard places.updateValue(try reader.run(), forKey: name) == nil else {
        throw .malformed(offset: start)
      }
    }
    guard reader.isAtEnd else { throw .malformed(offset: reader.offset) }
    self.places = places
    self.bytes = bytes
  }

  package var names: some Collection<String> { places.keys }

  /// What is remembered of a crate; nil where that is nothing.
  package func crate(_ name: String) throws(IndexRecordFailure) -> RememberedCrate? {
    guard let place = places[name] else { return nil }
    var reader = IndexRecordReader(bytes, place)
    return try reader.crate()
  }

  /// The bytes of a record with some crates replaced or, where they are nil, left out.
  ///
  /// Should it be larger than `limit`, the crates that nobody looked at for longest are dropped.
  package func replacing(
    _ crates: [String: RememberedCrate?], limit: Int
  ) throws(IndexRecordFailure) -> [UInt8] {
    var parts: [(name: String, seen: UInt32, block: [UInt8])] = []
    for (name, place) in places where crates[name] == nil {
      var reader = IndexRecordReader(bytes, place)
      parts.append((name, try reader.lastSeen(), Array(bytes[place])))
    }
    for case (let name, .some(let crate)) in crates {
      var writer = IndexRecordWriter()
      writer.append(crate)
      parts.append((name, IndexRecordWriter.seconds(crate.lastSeen), writer.bytes))
    }
    // By name, so that the same content has the same bytes; for dropping, the freshest first.
    parts.sort { ($1.seen, $0.name) < ($0.seen, $1.name) }
    var size = IndexRecordWriter.headerSize
    let kept = parts.prefix { part in
      size += IndexRecordWriter.overhead + part.name.utf8.count + part.block.count
      return size <= limit
    }
    return try IndexRecordWriter.record(
      kept.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        .map { ($0.name, $0.block) })
  }
}
