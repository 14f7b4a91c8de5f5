/// Ways that are rarer, each tried only where a text looks like it.
extension TextDecoding {
  /// Undoes base32 in the alphabet of RFC 4648 with its padding, in capitals.
  static func base32(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8]? {
    guard range.count >= 16, range.count % 8 == 0 else { return nil }
    let upper = min(range.upperBound, range.lowerBound + limit)
    var decoded: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    var isPadding = false
    for offset in range.lowerBound..<upper {
      let byte = bytes[offset]
      let value: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where !isPadding: value = byte - UInt8(ascii: "A")
      case UInt8(ascii: "2")...UInt8(ascii: "7") where !isPadding:
        value = byte - UInt8(ascii: "2") + 26
      case UInt8(ascii: "="):
        isPadding = true
        continue
      default: return nil
      }
      bits = bits << 5 | UInt32(value)
      count += 5
      if count >= 8 {
        count -= 8
        decoded.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return decoded
  }

  /// Undoes lists of numbers, decimal or of two hexadecimal digits: `104 116 116 112`, `68:74:74:70`.
  static func numbers(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8]? {
    guard let first = range.first, bytes[first].hexValue != nil else { return nil }
    let text = bytes[range.lowerBound..<min(range.upperBound, range.lowerBound + limit)]
    guard
      text.allSatisfy({
        $0.hexValue != nil || isBetweenNumbers($0) || $0 | 0x20 == UInt8(ascii: "x")
      })
    else { return nil }
    let words = text.split(whereSeparator: isBetweenNumbers)
    guard words.count >= leastNumbers else { return nil }
    let isDecimal = words.allSatisfy { $0.count <= 3 && $0.allSatisfy(\.isDigit) }
    var decoded: [UInt8] = []
    for word in words {
      let isPrefixed =
        word.count == 4 && word.first == UInt8(ascii: "0")
        && word[word.startIndex + 1] | 0x20 == UInt8(ascii: "x")
      let digits = isPrefixed ? word.dropFirst(2) : word
      guard isDecimal || digits.count == 2 else { return nil }
      var value = 0
      for digit in digits {
        guard let number = digit.hexValue else { return nil }
        value = value * (isDecimal ? 10 : 16) + Int(number)
      }
      guard let byte = UInt8(exactly: value) else { return nil }
      decoded.append(byte)
    }
    return decoded
  }

  /// Shorter than `http://` with a host.
  private static let leastNumbers = 10

  private static func isBetweenNumbers(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"),
      UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "|"), UInt8(ascii: "\n"):
      true
    default: false
    }
  }

  /// UTF-16 with nothing but ASCII, the low byte first, as bytes of ASCII; nil for anything else.
  static func narrowed(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count >= 16, bytes.count % 2 == 0 else { return nil }
    for offset in stride(from: 1, to: bytes.count, by: 2) where bytes[offset] != 0 { return nil }
    return stride(from: 0, to: bytes.count, by: 2).map { bytes[$0] }
  }

  /// Letters moved on in the alphabet, others as they are.
  static func rotated(_ bytes: [UInt8], _ range: Range<Int>, by shift: Int) -> [UInt8] {
    let step = UInt8(truncatingIfNeeded: (shift % 26 + 26) % 26)
    return bytes[range].prefix(limit).map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"):
        (byte - UInt8(ascii: "a") + step) % 26 + UInt8(ascii: "a")
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        (byte - UInt8(ascii: "A") + step) % 26 + UInt8(ascii: "A")
      default: byte
      }
    }
  }

  /// A text with each occurrence of a part replaced; no longer than ``limit``.
  static func replacing(_ part: [UInt8], by other: [UInt8], in text: [UInt8]) -> [UInt8] {
    guard !part.isEmpty else { return text }
    var result: [UInt8] = []
    var offset = 0
    while offset < text.count, result.count < limit {
      if text[offset...].starts(with: part) {
        result += other
        offset += part.count
      } else {
        result.append(text[offset])
        offset += 1
      }
    }
    return result
  }
}
