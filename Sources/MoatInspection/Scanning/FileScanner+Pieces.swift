import MoatRust

extension FileScanner {
  /// Takes a string or a character as a piece of a longer text, or ends the run and begins a new one.
  ///
  /// - Parameter token: the literal, which may stand somewhere else than at `index`.
  mutating func readPiece(_ literal: RustLiteral, of token: Int, at index: Int) {
    guard !literal.range.isEmpty else { return }
    if isPieceOpen(at: index) {
      add(literal, at: index)
    } else {
      tools.pieces.begin(with: token, at: index)
    }
  }

  /// Takes a character or byte literal.
  mutating func readCharacter(_ token: Token, at index: Int) {
    if isPieceOpen(at: index) {
      add(RustLiteral(token, in: tokens.bytes, &tools.literal), at: index)
    } else {
      tools.pieces.begin(with: index, at: index)
    }
  }

  private mutating func add(_ piece: RustLiteral, at index: Int) {
    if tools.pieces.count == 1 {
      // Most texts stand alone: the first is copied when there is a second.
      let first = RustLiteral(tokens.tokens[tools.pieces.head], in: tokens.bytes)
      tools.pieces.add(first.bytes, first.range)
    }
    tools.pieces.add(piece.bytes, piece.range, at: index)
  }

  /// Whether a run goes on to an index; one that does not is ended.
  private mutating func isPieceOpen(at index: Int) -> Bool {
    guard tools.pieces.isOpen else { return false }
    if !tools.pieces.isFull, isGlue(tools.pieces.last + 1..<index) { return true }
    finishPieces()
    return false
  }

  /// Tokens between two pieces of one text. `s.push('a'); s.push('b');` has the most.
  private static let glueLimit = 16

  /// Whether tokens do no more than join what stands before and after.
  private func isGlue(_ range: Range<Int>) -> Bool {
    guard range.count <= Self.glueLimit else { return false }
    var endsStatement = false
    var pushes = false
    for index in range {
      switch tokens.mark(index) {
      case UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: "&"), UInt8(ascii: "("),
        UInt8(ascii: ")"), UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "]"),
        UInt8(ascii: "!"), UInt8(ascii: ":"):
        break
      case UInt8(ascii: ";"): endsStatement = true
      case UInt8(ascii: "=") where tokens.isMark(index - 1, "+"): pushes = true
      case 0:
        guard tokens.isName(index) else { return false }
        let range = tokens.range(index)
        let word = ScanWord.glue.value(of: tokens.bytes, range.lowerBound, range.upperBound)
        if let word {
          if word == 1 { pushes = true }
        } else if !endsStatement && !tokens.isMark(index + 1, ".") {
          // Between statements the receiver stands; elsewhere another name does more than join.
          return false
        }
      default: return false
      }
    }
    return !endsStatement || pushes
  }

  /// Looks at what the pieces make together.
  mutating func finishPieces() {
    defer { tools.pieces.clear() }
    guard tools.pieces.count > 1 else { return }
    let place =
      tokens.range(tools.pieces.first).lowerBound..<tokens.range(tools.pieces.last).upperBound
    if let (text, joints) = tools.pieces.formatted, readJoined(text, joints, at: place) { return }
    if readJoined(tools.pieces.text, tools.pieces.joints, at: place) { return }
    readSeparated(at: place)
  }

  /// - Returns: whether something was noted.
  private mutating func readJoined(_ text: [UInt8], _ joints: [Int], at place: Range<Int>) -> Bool {
    if let word = tools.literals.firstSign(in: text, 0..<text.count, crossing: joints) {
      let shown = QuotedText.shown(text, around: word, in: 0..<text.count)
      note(.splitString, at: place, shown)
      // What it names counts as if it were written out.
      if let (capability, _) = tools.literals.firstMark(in: text, 0..<text.count, crossing: joints)
      {
        note(capability, at: place, shown)
      }
      return true
    }
    if text.count <= Downloader.longestHidden, Downloader.isHidden(text) {
      note(.splitString, at: place, QuotedText.shown(text, 0..<text.count))
      return true
    }
    guard text.count >= PayloadReader.shortestText,
      let payload = tools.payloads.payload(of: text, 0..<text.count)
    else { return false }
    note(.encodedPayload, at: place, "\(TextDecoding.joined.rawValue) → \(payload.subject)")
    return true
  }

  // MARK: parts in constants

  /// Constants of one file whose texts are tried as parts of one: a loader needs few.
  private static let partLimit = 64

  /// Joins the texts of constants in the order they stand in: an address that is encoded and cut into
  /// constants is put together at run time.
  mutating func finishParts() {
    guard parts.count > 1, parts.count <= Self.partLimit else { return }
    var joined: [UInt8] = []
    var first: Int?
    var last = 0
    for part in parts + [-1] {
      var text: [UInt8] = []
      if part >= 0 {
        let literal = RustLiteral(tokens.tokens[part], in: tokens.bytes)
        text = Array(literal.bytes[literal.range])
      }
      if (1...PieceRun.pieceLimit).contains(text.count), Self.isPart(text) {
        if let first, first != part, joined.count < PieceRun.byteLimit {
          joined += text
        } else {
          first = part
          joined = text
        }
        last = part
        continue
      }
      finishPart(joined, first, last)
      joined = []
      first = nil
    }
  }

  private mutating func finishPart(_ joined: [UInt8], _ first: Int?, _ last: Int) {
    guard let first, first != last, joined.count >= PayloadReader.shortestText,
      let payload = tools.payloads.payload(of: joined, 0..<joined.count)
    else { return }
    note(
      .encodedPayload, at: tokens.range(first),
      "\(TextDecoding.joined.rawValue) → \(payload.subject)")
  }

  private static func isPart(_ text: [UInt8]) -> Bool {
    switch TextShape(text, 0..<text.count) {
    case .hex, .base64: true
    case .percent, .other: false
    }
  }
}
