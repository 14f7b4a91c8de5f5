import MoatRust

extension FileScanner {
  /// Everything that one string, byte string or C string shows.
  mutating func readLiteral(at index: Int) {
    // Documentation, messages and conditions do nothing; a path is looked at as one.
    if index < attributeEnd, tokens.isMark(index - 1, "=") { return }
    let token = tokens.tokens[index]
    let literal = RustLiteral(token, in: tokens.bytes, &tools.literal)
    let place = token.lower..<token.upper
    let signs = tools.literals.scan(literal, at: place, into: &sightings)
    if !signs.isEmpty { readTurned(literal, signs, at: place) }
    if !literal.range.isEmpty {
      let first = literal.bytes[literal.range.lowerBound]
      if first == UInt8(ascii: ".") || first == UInt8(ascii: "/") {
        readParents(literal, at: index)
      }
      // A port is last.
      if literal.bytes[literal.range.upperBound - 1].isDigit, literal.range.count <= 64,
        IPAddress.isPublicSocket(literal.bytes[literal.range])
      {
        note(.addressLiteral, at: place, QuotedText.shown(literal.bytes, literal.range))
      }
    }
    if literal.range.count >= PayloadReader.shortestText { readPayload(literal, token, at: place) }
    readReplaced(literal, at: index)
    readLinked(literal, at: index)
    readScript(literal, at: place)
    if StartedScript.isNamed(literal) {
      scripts.append(String(decoding: literal.bytes[literal.range], as: UTF8.self))
    }
    if literal.range.count <= PieceRun.pieceLimit {
      readPiece(literal, of: index, at: index)
    } else {
      finishPieces()
    }
  }

  private mutating func readPayload(_ literal: RustLiteral, _ token: Token, at place: Range<Int>) {
    if let payload = tools.payloads.payload(of: literal.bytes, literal.range) {
      note(.encodedPayload, at: place, payload.subject)
      return
    }
    if token.kind == .byteString || token.kind == .rawByteString,
      let magic = PayloadReader.magic(of: Array(literal.bytes[literal.range]))
    {
      note(.encodedPayload, at: place, "byte string → \(magic.rawValue)")
    } else if token.kind == .byteString || token.kind == .rawByteString,
      let payload = PayloadReader.cipherPayload(
        Array(literal.bytes[literal.range].prefix(TextDecoding.limit)))
    {
      note(.encodedPayload, at: place, payload.subject)
    } else if Entropy.isHigh(literal.bytes, literal.range) {
      note(.highEntropy, at: place, QuotedText.shown(literal.bytes, literal.range, limit: 24))
    }
  }

  /// A literal that shows a sign when it is read backwards or its letters are moved.
  private mutating func readTurned(
    _ literal: RustLiteral, _ signs: LiteralScanner.Signs, at place: Range<Int>
  ) {
    let way: TextDecoding = signs.contains(.backwards) ? .reversed : .rotated
    let turned =
      way == .reversed
      ? Array(literal.bytes[literal.range].prefix(TextDecoding.limit).reversed())
      : TextDecoding.rotated(literal.bytes, literal.range)
    guard tools.literals.firstSign(in: turned, 0..<turned.count) != nil else { return }
    note(
      .encodedPayload, at: place,
      "\(way.rawValue) → \(QuotedText.shown(turned, 0..<turned.count))")
  }

  // MARK: arrays of numbers

  /// `[0x68, 0x74, …]`: bytes that are an address, a script or a program when they are read as text.
  ///
  /// - Returns: the index after the numbers, which are nothing else; or after the bracket.
  mutating func readArray(at index: Int) -> Int {
    guard let kind = tokens.kind(index + 1), kind == .integer || kind == .byte else {
      return index + 1
    }
    tools.numbers.removeAll(keepingCapacity: true)
    var next = index + 1
    while next < tokens.count {
      let byte: UInt8
      switch tokens.tokens[next].kind {
      case .integer:
        guard let value = tokens.integer(next), let small = UInt8(exactly: value) else {
          return index + 1
        }
        byte = small
      case .byte:
        let literal = RustLiteral(tokens.tokens[next], in: tokens.bytes, &tools.literal)
        guard let first = literal.bytes[literal.range].first else { return index + 1 }
        byte = first
      default: return finishArray(index, next)
      }
      if tools.numbers.count < TextDecoding.limit { tools.numbers.append(byte) }
      next += 1
      guard tokens.isMark(next, ",") else { return finishArray(index, next) }
      next += 1
    }
    return finishArray(index, next)
  }

  /// Shorter than `http://` with a host.
  private static let shortestArray = 10

  private mutating func finishArray(_ start: Int, _ end: Int) -> Int {
    guard tools.numbers.count >= Self.shortestArray else { return end }
    let bytes = tools.numbers
    let found =
      tools.payloads.payload(bytes, by: .bytes) ?? tools.payloads.payload(
        of: bytes, 0..<bytes.count)
      ?? PayloadReader.cipherPayload(bytes)
    if let found {
      let upper = tokens.range(end - 1).upperBound
      note(.encodedPayload, at: tokens.range(start).lowerBound..<upper, found.subject)
    }
    return end
  }

  // MARK: moments

  /// Whether a number is a moment of 2020 to 2035, in seconds or milliseconds.
  static func isMoment(_ value: UInt64) -> Bool {
    let seconds: Range<UInt64> = 1_577_836_800..<2_082_758_400
    // Two thousand million is how leap seconds end, in nanoseconds, and where people round to.
    guard value != 2_000_000_000, value != 2_000_000_000_000 else { return false }
    return seconds.contains(value) || seconds.contains(value / 1000)
  }

  /// A literal moment that something is compared with.
  mutating func readMoment(at index: Int) {
    guard let value = tokens.integer(index), Self.isMoment(value),
      isCompared(index) || isMadeMoment(index)
    else { return }
    moments.append(index)
  }

  /// Functions that make a moment of a number.
  private static let momentMakers: Set<String> = [
    "from_secs", "from_millis", "from_timestamp", "from_timestamp_millis", "from_unix_timestamp",
    "timestamp_opt",
  ]

  /// `Duration::from_secs(…)`: what is compared is made of it.
  private func isMadeMoment(_ index: Int) -> Bool {
    tokens.isMark(index - 1, "(") && tokens.isName(index - 2)
      && Self.momentMakers.contains(tokens.name(index - 2))
  }

  /// `NaiveDate::from_ymd_opt(2027, 3, 1)`: a day of these years.
  mutating func readDate(at index: Int) {
    guard tokens.isMark(index + 1, "("), let year = tokens.integer(index + 2),
      (2024...2040).contains(year)
    else { return }
    seesClock = true
    moments.append(index + 2)
  }

  /// Whether a comparison stands beside an index.
  private func isCompared(_ index: Int) -> Bool {
    let before = tokens.mark(index - 1)
    let after = tokens.mark(index + 1)
    if isAngle(before) || isAngle(after) { return true }
    if before == UInt8(ascii: "=") {
      let first = tokens.mark(index - 2)
      if isAngle(first) || first == UInt8(ascii: "=") || first == UInt8(ascii: "!") { return true }
    }
    return after == UInt8(ascii: "=") && tokens.isMark(index + 2, "=")
  }

  private func isAngle(_ mark: UInt8) -> Bool {
    mark == UInt8(ascii: "<") || mark == UInt8(ascii: ">")
  }

  /// Moments matter in a file that asks for the time.
  mutating func finishMoments() {
    guard seesClock else { return }
    for index in moments {
      note(
        .timeTrigger, at: tokens.range(index), QuotedText.shown(tokens.bytes, tokens.range(index)))
    }
  }

  /// A name that the file gave something to.
  mutating func readKnown(at index: Int) {
    switch known(at: index) {
    case .moment(let literal) where isCompared(index): moments.append(literal)
    case .text(let literal) where tools.pieces.isOpen || isInPieces(index):
      let text = RustLiteral(tokens.tokens[literal], in: tokens.bytes)
      if text.range.count <= PieceRun.pieceLimit, index != literal {
        readPiece(text, of: literal, at: index)
      }
    case .folder(let isOut): follow(.folder(isOut: isOut), at: index)
    default: break
    }
  }

  /// Whether a name stands where texts are put together: after `+`, `(`, `[`, `,` or `&` of those.
  private func isInPieces(_ index: Int) -> Bool {
    switch tokens.mark(index - 1) {
    case UInt8(ascii: "+"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: ","),
      UInt8(ascii: "&"):
      !tokens.isMark(index + 1, "(")
    default: false
    }
  }
}
