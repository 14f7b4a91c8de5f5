/// Ways in which a text stands for other bytes.
enum TextDecoding: String, CaseIterable, Sendable {
  case base64
  case hex
  case percent = "percent-encoded"
  case reversed
  case rotated = "rot13"
  case bytes = "byte array"
  case xor = "XOR of a byte array"
  case joined = "joined pieces"
  case shifted = "sum with each byte"
  case base32
  case numbers = "list of numbers"
  case replaced = "text with parts replaced"
  /// What is decoded at most. A payload shows what it is at its start, and a loader's address or
  /// script is short.
  static let limit = 64 << 10

  /// Undoes base64, in either alphabet, with line breaks and with or without padding.
  ///
  /// - Returns: nil for what has other letters, or too few.
  static func base64(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8]? {
    var decoded: [UInt8] = []
    let upper = min(range.upperBound, range.lowerBound + limit)
    decoded.reserveCapacity((upper - range.lowerBound) / 4 * 3 + 3)
    var bits: UInt32 = 0
    var count = 0
    var padding = 0
    for offset in range.lowerBound..<upper {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: " ") {
        continue
      }
      if byte == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      let value = base64Values[Int(byte)]
      guard value < 64, padding == 0 else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        decoded.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return padding <= 2 ? decoded : nil
  }

  private static let base64Values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (index, letter) in letters.utf8.enumerated() { values[Int(letter)] = UInt8(index) }
    values[Int(UInt8(ascii: "-"))] = 62
    values[Int(UInt8(ascii: "_"))] = 63
    return values
  }()

  /// Undoes hexadecimal digits in pairs, with or without `0x` before them and blanks between.
  static func hex(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8]? {
    var decoded: [UInt8] = []
    var offset = range.lowerBound
    let upper = min(range.upperBound, range.lowerBound + limit)
    if offset + 1 < upper, bytes[offset] == UInt8(ascii: "0"), bytes[offset + 1] | 0x20 == 0x78 {
      offset += 2
    }
    var high: UInt8?
    while offset < upper {
      let byte = bytes[offset]
      offset += 1
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") {
        continue
      }
      guard let value = byte.hexValue else { return nil }
      if let first = high {
        decoded.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return high == nil ? decoded : nil
  }

  /// Undoes `%41`, where at least half of the text is written so.
  static func percent(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8]? {
    var decoded: [UInt8] = []
    var escapes = 0
    var offset = range.lowerBound
    let upper = min(range.upperBound, range.lowerBound + limit)
    while offset < upper {
      if bytes[offset] == UInt8(ascii: "%"), offset + 2 < upper,
        let high = bytes[offset + 1].hexValue,
        let low = bytes[offset + 2].hexValue
      {
        decoded.append(high << 4 | low)
        escapes += 1
        offset += 3
      } else {
        decoded.append(bytes[offset])
        offset += 1
      }
    }
    return escapes >= 4 && escapes * 6 >= upper - range.lowerBound ? decoded : nil
  }

  static func rotated(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
    bytes[range.lowerBound..<min(range.upperBound, range.lowerBound + limit)].map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "m"), UInt8(ascii: "A")...UInt8(ascii: "M"): byte + 13
      case UInt8(ascii: "n")...UInt8(ascii: "z"), UInt8(ascii: "N")...UInt8(ascii: "Z"): byte - 13
      default: byte
      }
    }
  }
}
