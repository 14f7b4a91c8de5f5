extension BashParser {
  /// The redirections after a compound command.
  mutating func parseRedirects() throws(ShellProblem) -> [BashRedirect] {
    var redirects: [BashRedirect] = []
    while true {
      try skipBlanks()
      guard at < end, let redirect = try parseRedirect() else { return redirects }
      redirects.append(redirect)
    }
  }

  /// `2>file`, `<<EOF` and so on; nil if something else stands here.
  mutating func parseRedirect() throws(ShellProblem) -> BashRedirect? {
    guard at < end, Self.mayBeginRedirect(source.bytes[at]) else { return nil }
    let start = at
    var offset = at
    while offset < end, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(source.bytes[offset]),
      offset - at < 4
    {
      offset += 1
    }
    let descriptor = offset > at ? Int(source.string(at..<offset)) : nil
    let saved = at
    at = offset
    guard let sign = Self.signs.first(where: { starts(with: $0) }), !isProcess(sign) else {
      at = saved
      return nil
    }
    at += sign.utf8CodeUnitCount
    let text = "\(sign)"
    try skipBlanks()
    guard at < end, !Self.isMeta(source.bytes[at]) || starts(with: "<(") || starts(with: ">(")
    else { throw ShellProblem(.unexpectedToken, at: at) }
    let target = try parseWord()
    var document: Int?
    if text == "<<" || text == "<<-" {
      document = documents.count
      documents.append(BashWord(range: at..<at))
      pending.append(
        PendingDocument(
          index: documents.count - 1, delimiter: delimiter(of: target),
          isQuoted: target.bare == nil, stripsTabs: text == "<<-"))
    }
    return BashRedirect(
      sign: text, descriptor: descriptor, target: target, document: document, range: start..<at)
  }

  private static func mayBeginRedirect(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  /// The longest first.
  private static let signs: [StaticString] = [
    "&>>", "<<<", "<<-", "&>", "<<", ">>", "<&", ">&", "<>", ">|", "<", ">",
  ]

  /// `<(` is a word, not a redirection.
  private func isProcess(_ sign: StaticString) -> Bool {
    sign.utf8CodeUnitCount == 1 && at + 1 < end && source.bytes[at + 1] == UInt8(ascii: "(")
  }

  private func delimiter(of word: BashWord) -> [UInt8] {
    word.pieces.flatMap { piece -> [UInt8] in
      if case .literal(let text, _) = piece { Array(text.utf8) } else { [] }
    }
  }

  /// Reads the bodies of the here-documents that began on the line that has just ended.
  mutating func readDocuments() throws(ShellProblem) {
    guard !pending.isEmpty else { return }
    let waiting = pending
    pending = []
    for document in waiting { documents[document.index] = try readDocument(document) }
  }

  private mutating func readDocument(
    _ document: PendingDocument
  ) throws(ShellProblem) -> BashWord {
    let start = at
    var line = at
    while line < end {
      var lineEnd = line
      while lineEnd < end, source.bytes[lineEnd] != UInt8(ascii: "\n") { lineEnd += 1 }
      var text = source.bytes[line..<lineEnd]
      if document.stripsTabs { text = text.drop { $0 == UInt8(ascii: "\t") } }
      if text.last == UInt8(ascii: "\r") { text = text.dropLast() }
      if text.elementsEqual(document.delimiter) {
        let word = try documentText(start..<line, document)
        at = min(lineEnd + 1, end)
        return word
      }
      line = lineEnd + 1
    }
    // Bash takes everything up to the end, with a warning.
    report(ShellProblem(.unclosedHereDocument, at: start))
    let word = try documentText(start..<end, document)
    at = end
    return word
  }

  private mutating func documentText(
    _ range: Range<Int>, _ document: PendingDocument
  ) throws(ShellProblem) -> BashWord {
    if document.isQuoted {
      return BashWord(pieces: rawPieces(range), range: range)
    }
    let saved = end
    at = range.lowerBound
    end = range.upperBound
    defer { end = saved }
    let pieces = try parseQuotedPieces(until: nil)
    return BashWord(pieces: pieces, range: range)
  }

  /// Text in which only masks are special.
  func rawPieces(_ range: Range<Int>) -> [BashPiece] {
    var pieces: [BashPiece] = []
    var start = range.lowerBound
    var offset = start
    while offset < range.upperBound {
      if source.bytes[offset] == ShellSource.maskStart {
        if start < offset {
          pieces.append(.literal(source.string(start..<offset), isQuoted: true))
        }
        pieces.append(.mask(offset, isQuoted: true))
        offset += 1
        while offset < range.upperBound, source.bytes[offset] == ShellSource.maskRest {
          offset += 1
        }
        start = offset
      } else {
        offset += 1
      }
    }
    if start < offset { pieces.append(.literal(source.string(start..<offset), isQuoted: true)) }
    return pieces
  }
}
