import MoatRust

/// What stands between the quotes of a literal.
struct RustLiteral {
  /// The bytes that hold the contents: the file's own, or a copy with the escapes undone.
  let bytes: [UInt8]
  let range: Range<Int>
  /// Whether `range` counts in the file.
  let isVerbatim: Bool

  /// Reads a string, byte string or C string.
  ///
  /// Escapes that rustc refuses are kept as written.
  init(_ token: Token, in file: [UInt8]) {
    let range = Self.contents(of: token, in: file)
    let isRaw =
      token.kind == .rawString || token.kind == .rawByteString || token.kind == .rawCString
    if isRaw || !Self.hasEscape(file, range) {
      self.init(bytes: file, range: range, isVerbatim: true)
    } else {
      let decoded = Self.decoded(file, range)
      self.init(bytes: decoded, range: 0..<decoded.count, isVerbatim: false)
    }
  }

  private init(bytes: [UInt8], range: Range<Int>, isVerbatim: Bool) {
    self.bytes = bytes
    self.range = range
    self.isVerbatim = isVerbatim
  }

  /// The offsets between the quotes; empty for what is not a whole literal.
  static func contents(of token: Token, in file: [UInt8]) -> Range<Int> {
    let end = min(token.upper, file.count)
    var lower = token.lower
    while lower < end, file[lower] != UInt8(ascii: "\"") { lower += 1 }
    var upper = end - 1
    while upper > lower, file[upper] != UInt8(ascii: "\"") { upper -= 1 }
    return lower + 1 <= upper ? lower + 1..<upper : min(lower, end)..<min(lower, end)
  }

  /// The one character of a character or byte literal, as UTF-8.
  static func character(_ token: Token, in file: [UInt8]) -> [UInt8] {
    var lower = token.lower
    let end = min(token.upper, file.count)
    while lower < end, file[lower] != UInt8(ascii: "'") { lower += 1 }
    guard lower + 1 < end, file[end - 1] == UInt8(ascii: "'") else { return [] }
    return decoded(file, lower + 1..<end - 1)
  }

  @inline(__always)
  private static func hasEscape(_ file: [UInt8], _ range: Range<Int>) -> Bool {
    for offset in range where file[offset] == UInt8(ascii: "\\") { return true }
    return false
  }

  /// https://doc.rust-lang.org/reference/tokens.html#character-escapes
  private static func decoded(_ file: [UInt8], _ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = file[offset]
      guard byte == UInt8(ascii: "\\"), offset + 1 < range.upperBound else {
        text.append(byte)
        offset += 1
        continue
      }
      let kind = file[offset + 1]
      offset += 2
      switch kind {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "0"): text.append(0)
      case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): text.append(kind)
      case UInt8(ascii: "x"):
        if offset + 1 < range.upperBound, let high = file[offset].hexValue,
          let low = file[offset + 1].hexValue
        {
          text.append(high << 4 | low)
          offset += 2
        }
      case UInt8(ascii: "u"): offset = scalar(file, offset, range.upperBound, into: &text)
      case 0x0A, 0x0D:
        // A line that ends with a backslash goes on at the next one's first letter.
        while offset < range.upperBound, [0x20, 0x09, 0x0A, 0x0D].contains(file[offset]) {
          offset += 1
        }
      default: text += [UInt8(ascii: "\\"), kind]
      }
    }
    return text
  }

  /// Reads `{1F600}`; returns where the text goes on.
  private static func scalar(
    _ file: [UInt8], _ start: Int, _ end: Int, into text: inout [UInt8]
  ) -> Int {
    guard start < end, file[start] == UInt8(ascii: "{") else { return start }
    var value: UInt32 = 0
    var offset = start + 1
    while offset < end, file[offset] != UInt8(ascii: "}"), offset - start <= 12 {
      if let digit = file[offset].hexValue { value = (value << 4 | UInt32(digit)) & 0xFF_FFFF }
      offset += 1
    }
    if let scalar = Unicode.Scalar(value) { text += Array(String(Character(scalar)).utf8) }
    return offset < end ? offset + 1 : end
  }
}
