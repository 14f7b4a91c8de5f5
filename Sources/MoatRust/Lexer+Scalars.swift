extension Lexer {
  /// The first offset at or after `start` whose byte does not continue an identifier.
  @inline(__always)
  static func endOfIdentifier(in bytes: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while true {
      if end + 8 <= bytes.count {
        let others = Bytes8(bytes, at: end).notInIdentifiers
        if others == 0 {
          end += 8
          continue
        }
        end += others.trailingZeroBitCount >> 3
        guard bytes[end] >= 0x80 else { return end }
      } else {
        while end < bytes.count, isIdentifierByte(bytes[end]) { end += 1 }
        guard end < bytes.count, bytes[end] >= 0x80 else { return end }
      }
      let length = letterLength(in: bytes, at: end, isFirst: false)
      guard length > 0 else { return end }
      end += length
    }
  }

  /// Whether it is an ASCII letter or digit, or `_`.
  @inline(__always)
  static func isIdentifierByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
  }

  /// The length of the scalar at `offset` if an identifier may have it there, else 0.
  @inline(__always)
  static func identifierLength(in bytes: Span<UInt8>, at offset: Int, isFirst: Bool) -> Int {
    guard offset < bytes.count else { return 0 }
    let byte = bytes[offset]
    if byte >= 0x80 { return letterLength(in: bytes, at: offset, isFirst: isFirst) }
    guard isIdentifierByte(byte) else { return 0 }
    return isFirst && byte &- 0x30 < 10 ? 0 : 1
  }

  /// The length of the letter beyond ASCII at `offset`, else 0.
  ///
  /// Swift's Unicode tables and rustc's may be of different years, so a scalar that is not assigned
  /// here is taken for a letter: a file that rustc accepts is never cut wrongly.
  @inline(never)
  private static func letterLength(
    in bytes: Span<UInt8>, at offset: Int, isFirst: Bool
  ) -> Int {
    guard let (scalar, length) = scalar(in: bytes, at: offset) else { return 0 }
    let properties = scalar.properties
    let isLetter = isFirst ? properties.isXIDStart : properties.isXIDContinue
    return isLetter || properties.generalCategory == .unassigned ? length : 0
  }

  /// The first offset at or after `start` that is not whitespace.
  @inline(__always)
  static func endOfWhitespace(in bytes: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      if byte == 0x20 {
        end += 1
        // Indentation.
        while end + 8 <= bytes.count {
          let others = Bytes8(bytes, at: end).word ^ Bytes8.repeating(0x20)
          guard others == 0 else {
            end += others.trailingZeroBitCount >> 3
            break
          }
          end += 8
        }
      } else if byte &- 0x09 < 5 {
        end += 1
      } else if byte >= 0x80 {
        let length = whitespaceLength(in: bytes, at: end)
        guard length > 0 else { break }
        end += length
      } else {
        break
      }
    }
    return end
  }

  /// The length of the whitespace beyond ASCII at `offset`, else 0: Unicode's Pattern_White_Space,
  /// which is fixed for ever (https://doc.rust-lang.org/reference/whitespace.html).
  @inline(never)
  static func whitespaceLength(in bytes: Span<UInt8>, at offset: Int) -> Int {
    guard offset + 1 < bytes.count else { return 0 }
    if bytes[offset] == 0xC2 { return bytes[offset + 1] == 0x85 ? 2 : 0 }
    guard offset + 2 < bytes.count, bytes[offset] == 0xE2, bytes[offset + 1] == 0x80 else {
      return 0
    }
    switch bytes[offset + 2] {
    case 0x8E, 0x8F, 0xA8, 0xA9: return 3
    default: return 0
    }
  }

  /// The end of a run of bytes with which no token begins; it has at least the one at `start`.
  static func endOfStray(in bytes: Span<UInt8>, from start: Int) -> Int {
    var end = start + (scalar(in: bytes, at: start)?.length ?? 1)
    while end < bytes.count {
      let byte = bytes[end]
      if byte >= 0x80 {
        guard whitespaceLength(in: bytes, at: end) == 0,
          identifierLength(in: bytes, at: end, isFirst: true) == 0
        else { break }
        end += scalar(in: bytes, at: end)?.length ?? 1
      } else if byte < 0x09 || (0x0E...0x1F).contains(byte) || byte == 0x7F {
        end += 1
      } else {
        break
      }
    }
    return end
  }

  /// The Unicode scalar at `offset` and how many bytes it takes; nil where they are not UTF-8.
  static func scalar(
    in bytes: Span<UInt8>, at offset: Int
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    let first = bytes[offset]
    let length: Int
    var value: UInt32
    let least: UInt32
    switch first {
    case 0...0x7F: return (Unicode.Scalar(first), 1)
    case 0xC2...0xDF: (length, value, least) = (2, UInt32(first & 0x1F), 0x80)
    case 0xE0...0xEF: (length, value, least) = (3, UInt32(first & 0x0F), 0x800)
    case 0xF0...0xF4: (length, value, least) = (4, UInt32(first & 0x07), 0x1_0000)
    default: return nil
    }
    guard offset + length <= bytes.count else { return nil }
    for place in 1..<length {
      let byte = bytes[offset + place]
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }
}
