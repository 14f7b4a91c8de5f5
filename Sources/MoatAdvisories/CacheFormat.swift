/// The layout of the cache, little-endian throughout.
///
/// ```text
/// 0   magic "MOATADVS"
/// 8   u32 format version
/// 12  u32 length of the whole
/// 16  u64 checksum of everything from 24 on
/// 24  u32 × 4: offsets of facts, record table, name table, id table
/// 40  u32 × 2: number of records, of names
/// 48  record table: u32 offset of each record, sorted by collection, folded name, id
///     name table: u32 × 4 each: offset and length of the key, first record, number of records
///     id table: u32 index of a record each, sorted by lowercase id
///     keys, records, facts about the snapshot, then the long texts
/// ```
///
/// A string is a u32 length and its UTF-8; a list is a u32 count and its strings.
package enum CacheFormat {
  static let magic = Array("MOATADVS".utf8)
  static let version: UInt32 = 1
  /// Where the part begins that the checksum covers.
  package static let checkedFrom = 24
  static let headerSize = 48
  static let nameEntrySize = 16
  /// The tag of a name key: the two collections are one table.
  static func tag(_ collection: Advisory.Collection) -> UInt8 { collection == .crates ? 0 : 1 }

  /// The key of a crate's name: `-` and `_`, and upper and lower case, are one on crates.io.
  static func key(_ name: String, in collection: Advisory.Collection) -> [UInt8] {
    var key = [tag(collection)]
    key.reserveCapacity(name.utf8.count + 1)
    for byte in name.utf8 { key.append(folded(byte)) }
    return key
  }

  static func folded(_ byte: UInt8) -> UInt8 {
    byte == UInt8(ascii: "-") ? UInt8(ascii: "_") : lowercase(byte)
  }

  static func lowercase(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte
  }

  /// A 64-bit checksum against damage, not against an attacker: whoever can write the cache can
  /// also write a fitting one.
  ///
  /// Every step is a bijection of the state for a given word and of the word for a given state, so
  /// a change confined to one 8-byte word is always seen.
  package static func checksum(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBytes { buffer in
      var state = UInt64(truncatingIfNeeded: buffer.count) &* 0x9E37_79B9_7F4A_7C15
      func mix(_ word: UInt64) {
        state = (state ^ word) &* 0xD6E8_FEB8_6659_FD93
        state ^= state >> 32
      }
      var offset = min(checkedFrom, buffer.count)
      while buffer.count - offset >= 8 {
        mix(UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
        offset += 8
      }
      var tail: UInt64 = 0
      while offset < buffer.count {
        tail = tail << 8 | UInt64(buffer[offset])
        offset += 1
      }
      mix(tail)
      return state
    }
  }
}
