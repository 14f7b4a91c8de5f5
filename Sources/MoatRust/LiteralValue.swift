/// What a literal stands for, by https://doc.rust-lang.org/reference/tokens.html#literals.
package enum LiteralValue {
  /// The bytes of a string, byte string, C string, character or byte, escapes replaced; nil for any
  /// other token. An escape that rustc would refuse stays as it is written.
  static func bytes(of token: Token, in bytes: [UInt8]) -> [UInt8]? {
    guard token.upper <= bytes.count, token.lower < token.upper else { return nil }
    let text = bytes[token.lower..<token.upper]
    let quote: UInt8
    switch token.kind {
    case .string, .byteString, .cString: quote = UInt8(ascii: "\"")
    case .character, .byte: quote = UInt8(ascii: "'")
    case .rawString, .rawByteString, .rawCString: return raw(text)
    default: return nil
    }
    guard let open = text.firstIndex(of: quote), let close = text.lastIndex(of: quote), open < close
    else { return nil }
    return unescaped(text[(open + 1)..<close])
  }

  private static func raw(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard let open = text.firstIndex(of: UInt8(ascii: "\"")),
      let close = text.lastIndex(of: UInt8(ascii: "\"")), open < close
    else { return nil }
    return Array(text[(open + 1)..<close])
  }

  /// What stands between two quotes, escapes replaced. One that rustc would refuse stays as it is
  /// written.
  package static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var value: [UInt8] = []
    unescape(text.span, into: &value)
    return value
  }

  /// Puts what stands between two quotes, escapes replaced, in place of what an array has: one memory
  /// for many literals.
  package static func unescape(_ text: Span<UInt8>, into value: inout [UInt8]) {
    value.removeAll(keepingCapacity: true)
    // No escape stands for more bytes than it has.
    value.append(addingCapacity: text.count) { value in
      var next = 0
      while next < text.count {
        let byte = text[next]
        if byte == UInt8(ascii: "\\"), next + 1 < text.count,
          let end = escape(text, at: next + 1, into: &value)
        {
          next = end
        } else {
          value.append(byte)
          next += 1
        }
      }
    }
  }

  /// Adds what an escape stands for whose character after the backslash stands at an index.
  ///
  /// - Returns: where it ends; nil for what is no escape.
  private static func escape(
    _ text: Span<UInt8>, at index: Int, into value: inout OutputSpan<UInt8>
  ) -> Int? {
    switch text[index] {
    case UInt8(ascii: "n"): value.append(0x0A)
    case UInt8(ascii: "r"): value.append(0x0D)
    case UInt8(ascii: "t"): value.append(0x09)
    case UInt8(ascii: "0"): value.append(0)
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): value.append(text[index])
    case UInt8(ascii: "x"):
      guard index + 2 < text.count, let high = digit(text[index + 1]),
        let low = digit(text[index + 2])
      else { return nil }
      value.append(high << 4 | low)
      return index + 3
    case UInt8(ascii: "u"):
      guard let (scalar, end) = scalar(text, at: index + 1) else { return nil }
      for unit in scalar.utf8 { value.append(unit) }
      return end
    case 0x0A, 0x0D:
      // A line that ends in a backslash goes on at the next line's first character.
      var rest = index
      while rest < text.count, isBlank(text[rest]) { rest += 1 }
      return rest
    default: return nil
    }
    return index + 1
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// `{1F600}`, with underscores and up to six digits.
  private static func scalar(
    _ text: Span<UInt8>, at index: Int
  ) -> (scalar: Unicode.Scalar, end: Int)? {
    guard index < text.count, text[index] == UInt8(ascii: "{") else { return nil }
    var value: UInt32 = 0
    var digits = 0
    var next = index + 1
    while next < text.count, text[next] != UInt8(ascii: "}") {
      if text[next] != UInt8(ascii: "_") {
        guard let digit = digit(text[next]), digits < 6 else { return nil }
        value = value << 4 | UInt32(digit)
        digits += 1
      }
      next += 1
    }
    guard next < text.count, digits > 0, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, next + 1)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}

extension TokenText {
  /// The value of a string literal, raw or not; nil for any other token.
  func literal(_ index: Int) -> String? {
    switch kind(index) {
    case .string, .rawString:
      LiteralValue.bytes(of: tokens[index], in: bytes).map { String(decoding: $0, as: UTF8.self) }
    default: nil
    }
  }
}
