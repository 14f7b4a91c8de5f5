/// Looks whether bytes that are written in some other way are an address, a script or a program.
struct PayloadReader: Sendable {
  /// What a text stands for.
  struct Payload: Hashable {
    let ways: [String]
    /// The text, quoted, or the kind of program.
    let meaning: String

    /// `base64 → http://192.0.2.1/x`.
    var subject: String { (ways + [meaning]).joined(separator: " → ") }
  }

  /// Shorter than any address that is worth hiding: `http://a.b` is 16 letters of base64.
  static let shortestText = 16
  /// One encoding within another is seen to that depth.
  static let depthLimit = 3
  /// Where the magic number alone is a constant that parsers of the format have as well: a whole header.
  static let shortestProgram = 64
  static let shortestArchive = 32

  private var words = LiteralScanner()

  init() {}

  /// Whether a literal decodes to something. Each way is tried only where its letters fit.
  mutating func payload(of bytes: [UInt8], _ range: Range<Int>, depth: Int = 0) -> Payload? {
    guard range.count >= Self.shortestText, depth < Self.depthLimit else { return nil }
    switch TextShape(bytes, range) {
    case .hex:
      if let decoded = TextDecoding.hex(bytes, range),
        let found = payload(decoded, by: .hex, depth: depth)
      {
        return found
      }
      // Digits and the letters up to f are also letters of base64.
      return base64(bytes, range, depth: depth)
    case .base64: return base64(bytes, range, depth: depth)
    case .percent:
      guard let decoded = TextDecoding.percent(bytes, range) else { return nil }
      return payload(decoded, by: .percent, depth: depth)
    case .other:
      guard let decoded = TextDecoding.numbers(bytes, range) else { return nil }
      return payload(decoded, by: .numbers, depth: depth)
    }
  }

  private mutating func base64(_ bytes: [UInt8], _ range: Range<Int>, depth: Int) -> Payload? {
    if let decoded = TextDecoding.base32(bytes, range),
      let found = payload(decoded, by: .base32, depth: depth)
    {
      return found
    }
    // `http` from the end.
    if bytes[range].suffix(4).elementsEqual("0RHa".utf8) {
      let turned = Array(bytes[range].reversed())
      if let decoded = TextDecoding.base64(turned, 0..<turned.count),
        let found = payload(decoded, by: .base64, depth: depth)
      {
        return Payload(ways: [TextDecoding.reversed.rawValue] + found.ways, meaning: found.meaning)
      }
    }
    guard let decoded = TextDecoding.base64(bytes, range) else { return nil }
    return payload(decoded, by: .base64, depth: depth)
  }

  /// What bytes are that were made by one way of decoding.
  mutating func payload(_ decoded: [UInt8], by way: TextDecoding, depth: Int = 0) -> Payload? {
    if let meaning = meaning(of: decoded) { return Payload(ways: [way.rawValue], meaning: meaning) }
    // What PowerShell's `-EncodedCommand` takes.
    if let narrow = TextDecoding.narrowed(decoded), let meaning = meaning(of: narrow) {
      return Payload(ways: [way.rawValue, "UTF-16"], meaning: meaning)
    }
    guard way != .bytes,
      let inner = payload(of: decoded, 0..<decoded.count, depth: depth + 1)
    else { return nil }
    return Payload(ways: [way.rawValue] + inner.ways, meaning: inner.meaning)
  }

  /// A program, an archive, a script, an address, or a text with one of the words that are hidden.
  mutating func meaning(of bytes: [UInt8]) -> String? {
    if let magic = Self.magic(of: bytes) { return magic.rawValue }
    guard Self.isText(bytes) else { return nil }
    if bytes.starts(with: Array("#!/".utf8)) { return QuotedText.shown(bytes, 0..<bytes.count) }
    if IPAddress.isPublicSocket(bytes) { return QuotedText.shown(bytes, 0..<bytes.count) }
    guard let word = words.firstSign(in: bytes, 0..<bytes.count) else { return nil }
    return QuotedText.shown(bytes, around: word, in: 0..<bytes.count)
  }

  /// A program or an archive that is more than its magic number.
  static func magic(of bytes: [UInt8]) -> FileMagic? {
    guard bytes.count >= shortestArchive, let magic = FileMagic(of: bytes) else { return nil }
    // A COFF header has no magic number: in random bytes it would be met by chance.
    if magic == .coff || magic == .script { return nil }
    return bytes.count >= (magic.isProgram ? shortestProgram : shortestArchive) ? magic : nil
  }

  /// Whether all of it can be typed: what random bytes are not.
  static func isText(_ bytes: [UInt8]) -> Bool {
    !bytes.isEmpty
      && bytes.allSatisfy { (0x20..<0x7F).contains($0) || (0x09...0x0D).contains($0) }
  }

  /// The beginnings by which bytes are recognised that one number was added to by exclusive or.
  private static let beginnings: [[UInt8]] =
    [
      "http://", "https://", "#!/bin", "powershell", "cmd.exe", "cmd /c", "/bin/sh", "/bin/bash",
      "curl ", "wget ", "wss://", "tcp://",
    ].map { Array($0.utf8) } + [[0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0x01]]

  /// Undoes what was done to each byte by one number or a short key, where what comes out begins as a
  /// payload does.
  static func cipherPayload(_ bytes: [UInt8]) -> Payload? {
    xorPayload(bytes) ?? keyedPayload(bytes) ?? shiftedPayload(bytes)
  }

  /// The exclusive or with a key of several bytes: each byte of the key must be told by two of the
  /// beginning, and four bytes at least must agree.
  private static func keyedPayload(_ bytes: [UInt8]) -> Payload? {
    for beginning in beginnings where beginning.count >= 6 && bytes.count > beginning.count + 2 {
      for length in 2...max(2, beginning.count - 4) where beginning.count >= length + 4 {
        let isRepeated = (length..<beginning.count).allSatisfy {
          bytes[$0] ^ beginning[$0] == bytes[$0 - length] ^ beginning[$0 - length]
        }
        guard isRepeated else { continue }
        let key = (0..<length).map { bytes[$0] ^ beginning[$0] }
        // One byte, or none, is told before.
        guard key.contains(where: { $0 != key[0] }) else { continue }
        let decoded = bytes.prefix(TextDecoding.limit).enumerated().map {
          $0.element ^ key[$0.offset % length]
        }
        if let found = told(decoded, by: .xor) { return found }
      }
    }
    return nil
  }

  /// The same number added to each byte.
  private static func shiftedPayload(_ bytes: [UInt8]) -> Payload? {
    guard let first = bytes.first else { return nil }
    for beginning in beginnings where bytes.count > beginning.count + 2 {
      let shift = first &- beginning[0]
      guard shift != 0, beginning.indices.allSatisfy({ bytes[$0] &- shift == beginning[$0] }) else {
        continue
      }
      if let found = told(bytes.prefix(TextDecoding.limit).map { $0 &- shift }, by: .shifted) {
        return found
      }
    }
    return nil
  }

  /// A text up to the first zero, or a program.
  private static func told(_ decoded: [UInt8], by way: TextDecoding) -> Payload? {
    if decoded.first == 0x7F {
      return Payload(ways: [way.rawValue], meaning: FileMagic.elf.rawValue)
    }
    let upper = decoded.firstIndex(of: 0) ?? decoded.count
    guard isText(Array(decoded[..<upper])) else { return nil }
    return Payload(ways: [way.rawValue], meaning: QuotedText.shown(decoded, 0..<upper))
  }

  /// Undoes the exclusive or with one byte, where what comes out begins as a payload does.
  static func xorPayload(_ bytes: [UInt8]) -> Payload? {
    guard bytes.count >= 10, let first = bytes.first else { return nil }
    for beginning in beginnings {
      let key = first ^ beginning[0]
      guard key != 0, bytes.count > beginning.count + 2,
        beginning.indices.allSatisfy({ bytes[$0] ^ key == beginning[$0] })
      else { continue }
      let decoded = bytes.prefix(TextDecoding.limit).map { $0 ^ key }
      if beginning[0] == 0x7F {
        return Payload(ways: [TextDecoding.xor.rawValue], meaning: FileMagic.elf.rawValue)
      }
      let upper = decoded.firstIndex(of: 0) ?? decoded.count
      guard isText(Array(decoded[..<upper])) else { continue }
      return Payload(
        ways: [TextDecoding.xor.rawValue], meaning: QuotedText.shown(decoded, 0..<upper))
    }
    return nil
  }
}

/// What letters a text is made of.
enum TextShape {
  case hex, base64, percent, other

  /// Reads only so far as it takes to refuse.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    var isHex = true
    var percents = 0
    for offset in range {
      let kind = Self.kinds[Int(bytes[offset])]
      if kind & 1 == 0 { isHex = false }
      if kind & 2 == 0 {
        guard bytes[offset] == UInt8(ascii: "%"), offset + 2 < range.upperBound,
          bytes[offset + 1].hexValue != nil, bytes[offset + 2].hexValue != nil
        else {
          // Punctuation may stand between escapes; anything else is no encoding.
          guard percents > 0, kind & 4 != 0 else {
            self = .other
            return
          }
          continue
        }
        percents += 1
      }
    }
    self = percents > 0 ? .percent : isHex ? .hex : .base64
  }

  /// 1: a hexadecimal digit or the `x` of `0x`; 2: a letter of base64, `=` or a line break; 4: what
  /// URLs have besides.
  private static let kinds: [UInt8] = {
    var kinds = [UInt8](repeating: 0, count: 256)
    for byte in UInt8(0)...127 {
      if byte.hexValue != nil { kinds[Int(byte)] |= 1 }
      if byte.isWordByte { kinds[Int(byte)] |= 2 }
    }
    for byte in "+/-_=\n\r".utf8 { kinds[Int(byte)] |= 2 }
    for byte in "\n\rxX".utf8 { kinds[Int(byte)] |= 1 }
    for byte in ".:?&,;~!*()".utf8 { kinds[Int(byte)] |= 4 }
    return kinds
  }()
}
