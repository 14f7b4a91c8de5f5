import MoatRust

/// Characters that make a text look like another one.
///
/// Bidirectional controls are looked for everywhere, comments too, because they move what stands
/// around them (https://trojansource.codes). The two marks that only set a direction, U+200E and
/// U+200F, are not: translated texts need them, and they reorder nothing by themselves. Invisible
/// characters are looked for outside of comments.
struct UnusualText {
  /// Marks of one kind in one file: translated tables have many, and the first ones tell.
  private static let markLimit = 32

  private let source: RustSource
  private var comment = 0
  private var names = 0
  private var nameEnd = 0
  /// Whether all that ``scan(into:)`` went through was UTF-8.
  private(set) var isUTF8 = true

  init(_ source: RustSource) { self.source = source }

  /// Whether every byte is ASCII, as in most files.
  static func isASCII(_ bytes: [UInt8]) -> Bool {
    var all: UInt8 = 0
    for byte in bytes { all |= byte }
    return all < 0x80
  }

  /// The first offset after one of ASCII that is not.
  private static func endOfASCII(_ bytes: [UInt8], from start: Int) -> Int {
    let span = bytes.span
    var end = start
    while end + 8 <= span.count,
      span.bytes.unsafeLoadUnaligned(fromByteOffset: end, as: UInt64.self)
        & 0x8080_8080_8080_8080 == 0
    { end += 8 }
    while end < span.count, span[end] < 0x80 { end += 1 }
    return end
  }

  mutating func scan(into sightings: inout [Sighting]) {
    let bytes = source.bytes
    var offset = 0
    var previous: UInt32 = 0
    var bidirectional = 0
    var invisible = 0
    while offset < bytes.count {
      if bytes[offset] < 0x80 {
        offset = Self.endOfASCII(bytes, from: offset)
        previous = UInt32(bytes[offset - 1])
        continue
      }
      let (value, length) = Self.scalar(bytes, offset)
      if bytes[offset] > 0xF4 || !Self.isScalar(value, of: length) { isUTF8 = false }
      if Self.looksLatin(value) { readName(at: offset, into: &sightings) }
      defer {
        previous = value
        offset += length
      }
      if Self.isBidirectional(value) {
        if bidirectional < Self.markLimit {
          sightings.append(
            Sighting(.bidirectionalText, offset, offset + length, Self.name(value)))
        }
        bidirectional += 1
      } else if Self.isInvisible(value), !(value == 0xFEFF && offset == 0) {
        let next = offset + length
        let following = next < bytes.count ? Self.scalar(bytes, next).value : 0
        guard !Self.isExpected(value, after: previous, before: following),
          !isCharacter(offset, length), !isComment(offset)
        else { continue }
        if invisible < Self.markLimit {
          sightings.append(Sighting(.invisibleText, offset, offset + length, Self.name(value)))
        }
        invisible += 1
      }
    }
  }

  /// Embeddings, overrides and isolates
  /// (https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters).
  private static func isBidirectional(_ value: UInt32) -> Bool {
    (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
  }

  /// Characters of no width, and those that choose a form of another one, which can carry data.
  private static func isInvisible(_ value: UInt32) -> Bool {
    switch value {
    case 0x200B...0x200D, 0x2060...0x2064, 0xFEFF, 0x180E, 0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0,
      0xFE00...0xFE0F, 0xE0000...0xE01EF:
      true
    default: false
    }
  }

  /// Joiners within emoji and within scripts that join letters; forms chosen once, for a sign.
  private static func isExpected(
    _ value: UInt32, after previous: UInt32, before following: UInt32
  ) -> Bool {
    switch value {
    case 0x200C, 0x200D:
      (0x0590...0x0FFF).contains(previous) || isPicture(previous) && isPicture(following)
    case 0xFE00...0xFE0F: previous > 0x7F && !isInvisible(previous) || isKeycap(previous)
    // Flags of parts of countries are spelled out in these.
    case 0xE0020...0xE007F: previous == 0x1F3F4 || (0xE0020...0xE007F).contains(previous)
    default: false
    }
  }

  private static func isKeycap(_ value: UInt32) -> Bool {
    value == 0x23 || value == 0x2A || (0x30...0x39).contains(value)
  }

  private static func isPicture(_ value: UInt32) -> Bool {
    (0x2190...0x2BFF).contains(value) || value >= 0x1F000 || value == 0xFE0F || value == 0x200D
  }

  /// One scalar of UTF-8; what is not UTF-8 is one byte of nothing.
  private static func scalar(_ bytes: [UInt8], _ offset: Int) -> (value: UInt32, length: Int) {
    let first = bytes[offset]
    let length = first < 0x80 ? 1 : first < 0xC0 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard length > 1, offset + length <= bytes.count else { return (UInt32(first), 1) }
    var value = UInt32(first) & (0xFF >> UInt32(length + 1))
    for index in 1..<length {
      guard bytes[offset + index] & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      value = value << 6 | UInt32(bytes[offset + index] & 0x3F)
    }
    return (value, length)
  }

  /// Whether a scalar beyond ASCII is one, and is written in no more bytes than it needs
  /// (https://datatracker.ietf.org/doc/html/rfc3629).
  private static func isScalar(_ value: UInt32, of length: Int) -> Bool {
    switch length {
    case 2: value >= 0x80
    case 3: value >= 0x800 && !(0xD800..<0xE000).contains(value)
    case 4: (0x1_0000...0x10_FFFF).contains(value)
    default: false
    }
  }

  private static func name(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// A character literal of its own hides nothing: tables of characters have them.
  private func isCharacter(_ offset: Int, _ length: Int) -> Bool {
    let bytes = source.bytes
    return offset > 0 && offset + length < bytes.count && bytes[offset - 1] == UInt8(ascii: "'")
      && bytes[offset + length] == UInt8(ascii: "'")
  }

  /// Offsets only grow, so that the comments are walked through once.
  private mutating func isComment(_ offset: Int) -> Bool {
    while comment < source.comments.count, source.comments[comment].upper <= offset { comment += 1 }
    return comment < source.comments.count && source.comments[comment].lower <= offset
  }

  // MARK: names in two scripts

  /// Notes the name that a letter is part of, once.
  private mutating func readName(at offset: Int, into sightings: inout [Sighting]) {
    guard offset >= nameEnd, names < Self.markLimit, !isComment(offset) else { return }
    var lower = 0
    var upper = source.tokens.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if source.tokens[middle].upper <= offset { lower = middle + 1 } else { upper = middle }
    }
    guard lower < source.tokens.count, source.tokens[lower].lower <= offset else { return }
    let token = source.tokens[lower]
    nameEnd = token.upper
    switch token.kind {
    case .identifier, .rawIdentifier, .lifetime:
      guard isMixed(token.lower..<token.upper) else { return }
      let name = String(decoding: source.bytes[token.lower..<token.upper], as: UTF8.self)
      sightings.append(Sighting(.mixedScript, token.lower, token.upper, name))
      names += 1
    default: break
    }
  }

  /// Whether a name has Latin letters and letters of another script that look like Latin ones.
  private func isMixed(_ range: Range<Int>) -> Bool {
    let bytes = source.bytes
    var offset = range.lowerBound
    var hasLatin = false
    var hasOther = false
    while offset < range.upperBound {
      let (value, length) = Self.scalar(bytes, offset)
      if value < 0x80 {
        if bytes[offset].isWordByte, !bytes[offset].isDigit, value != 0x5F { hasLatin = true }
      } else if Self.looksLatin(value) {
        hasOther = true
      }
      offset += length
    }
    return hasLatin && hasOther
  }

  /// Cyrillic, Greek and Armenian letters that fonts draw as Latin ones. `Δ`, `μ` and `σ` are not
  /// among them: formulas have them beside Latin letters
  /// (https://www.unicode.org/Public/security/latest/confusables.txt).
  private static func looksLatin(_ value: UInt32) -> Bool {
    (0x370..<0x590).contains(value) && similar.contains(value)
      || (0x280..<0x2A0).contains(value) && similar.contains(value)
  }

  private static let similar: Set<UInt32> = Set(
    "аеорсухіјѕһԁԛԝѵԍӏАВЕКМНОРСТХУІЈЅԌԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϳնոսօոքցҮүʟ".unicodeScalars.map(\.value))
}
