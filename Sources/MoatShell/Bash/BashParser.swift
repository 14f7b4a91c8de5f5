/// Reads bash into its structure. The grammar is that of the POSIX shell command language with
/// bash's additions: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html and
/// the bash manual. Aliases are not expanded, as they are not in scripts.
struct BashParser: ShellCursor {
  let source: ShellSource
  var at = 0
  /// Where the text ends for now: backticks and here-documents are read within it.
  var end: Int
  var depth = 0
  var problems: [ShellProblem] = []
  /// The bodies of here-documents, filled in at the end of their line.
  var documents: [BashWord] = []
  var pending: [PendingDocument] = []
  /// Where the outermost command that is being read begins.
  private var recoveryStart = 0

  struct PendingDocument {
    let index: Int
    let delimiter: [UInt8]
    let isQuoted: Bool
    let stripsTabs: Bool
  }

  init(_ source: ShellSource) {
    self.source = source
    end = source.bytes.count
  }

  /// Reads all of it: after an error from the next line on.
  mutating func parseScript() -> BashList {
    var list: BashList = []
    var recoveries = 0
    let all = end
    while at < all {
      end = recoveries > ShellLimit.recoveries ? lineEnd(from: at) : all
      let start = at
      do throws(ShellProblem) {
        try skipSeparators()
        if at >= end {
          at = max(at, min(end + 1, all))
        } else if isAtListEnd() {
          report(ShellProblem(.unexpectedToken, at: at))
          at += peekBareWord()?.utf8.count ?? 1
        } else {
          recoveryStart = at
          list.append(try parseAndOr())
        }
      } catch {
        report(error)
        recoveries += 1
        pending = []
        depth = 0
        at = max(lineEnd(from: max(start, recoveryStart)), start) + 1
      }
    }
    return list
  }

  mutating func report(_ problem: ShellProblem) {
    if problems.count < ShellLimit.problems { problems.append(problem) }
  }

  func lineEnd(from offset: Int) -> Int {
    var offset = offset
    while offset < source.bytes.count, source.bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
    return offset
  }

  // MARK: Lists

  /// Reads commands up to a word that ends a block, a closing bracket or the end of the text.
  mutating func parseList() throws(ShellProblem) -> BashList {
    depth += 1
    guard depth <= ShellLimit.depth else { throw ShellProblem(.tooDeep, at: at) }
    var list: BashList = []
    while true {
      try skipSeparators()
      guard at < end, !isAtListEnd() else { break }
      list.append(try parseAndOr())
    }
    depth -= 1
    return list
  }

  private func isAtListEnd() -> Bool {
    let byte = source.bytes[at]
    if byte == UInt8(ascii: ")") { return true }
    if byte == UInt8(ascii: ";") { return true }  // `;;` of a case: skipSeparators takes the rest
    switch peekBareWord() {
    case "then", "do", "done", "fi", "elif", "else", "esac", "}": return true
    default: return false
    }
  }

  private mutating func parseAndOr() throws(ShellProblem) -> BashAndOr {
    var list = BashAndOr(first: try parsePipeline())
    while true {
      try skipBlanks()
      let isAnd = starts(with: "&&")
      guard isAnd || starts(with: "||") else { break }
      at += 2
      try skipNewlines()
      guard at < end else { throw ShellProblem(.unexpectedToken, at: at) }
      list.rest.append((isAnd, try parsePipeline()))
    }
    if at < end, source.bytes[at] == UInt8(ascii: "&") {
      at += 1
      list.isBackground = true
    }
    return list
  }

  private mutating func parsePipeline() throws(ShellProblem) -> BashPipeline {
    var pipeline = BashPipeline(commands: [])
    while true {
      try skipBlanks()
      switch peekBareWord() {
      case "!":
        at += 1
        pipeline.isNegated.toggle()
        continue
      case "time":
        at += 4
        try skipBlanks()
        if peekBareWord() == "-p" { at += 2 }
        continue
      default: break
      }
      break
    }
    pipeline.commands.append(try parseCommand())
    while true {
      try skipBlanks()
      guard at < end, source.bytes[at] == UInt8(ascii: "|"), !starts(with: "||") else { break }
      at += 1
      if at < end, source.bytes[at] == UInt8(ascii: "&") { at += 1 }
      try skipNewlines()
      pipeline.commands.append(try parseCommand())
    }
    return pipeline
  }

  // MARK: Between commands

  /// Spaces, tabs, comments and continued lines.
  mutating func skipBlanks() throws(ShellProblem) {
    while at < end {
      switch source.bytes[at] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): at += 1
      case UInt8(ascii: "\\")
      where at + 1 < end && source.bytes[at + 1] == UInt8(ascii: "\n"): at += 2
      case UInt8(ascii: "\\") where starts(with: "\\\r\n"): at += 3
      case UInt8(ascii: "#") where at == 0 || Self.isMeta(source.bytes[at - 1]):
        while at < end, source.bytes[at] != UInt8(ascii: "\n") { at += 1 }
      default: return
      }
    }
  }

  /// Blanks and ends of lines, with the here-documents behind them.
  mutating func skipNewlines() throws(ShellProblem) {
    while true {
      try skipBlanks()
      guard at < end, source.bytes[at] == UInt8(ascii: "\n") else { return }
      at += 1
      try readDocuments()
    }
  }

  /// Also `;`, but not `;;`, which ends a part of `case`.
  private mutating func skipSeparators() throws(ShellProblem) {
    while true {
      try skipNewlines()
      guard at < end, source.bytes[at] == UInt8(ascii: ";"), !starts(with: ";;"),
        !starts(with: ";&")
      else { return }
      at += 1
    }
  }

  /// The next word if it is plain text that may be a reserved word, without reading it.
  func peekBareWord() -> String? {
    guard at < end, Self.mayBeginReserved(source.bytes[at]) else { return nil }
    var offset = at
    while offset < end, !Self.isMeta(source.bytes[offset]) {
      switch source.bytes[offset] {
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"),
        UInt8(ascii: "`"), ShellSource.maskStart:
        return nil
      default: break
      }
      offset += 1
      // No reserved word is that long.
      if offset - at > 8 { return nil }
    }
    return offset == at ? nil : source.string(at..<offset)
  }

  /// Whether a reserved word, or the `-p` of `time`, begins with the byte.
  private static func mayBeginReserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "-"), UInt8(ascii: "["), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: "c")...UInt8(ascii: "f"), UInt8(ascii: "i"),
      UInt8(ascii: "s")...UInt8(ascii: "u"), UInt8(ascii: "w"):
      true
    default: false
    }
  }

  /// Takes a reserved word.
  mutating func expect(_ word: String) throws(ShellProblem) {
    try skipNewlines()
    guard peekBareWord() == word else {
      throw ShellProblem(at < end ? .unexpectedToken : .unclosedBlock, at: at)
    }
    at += word.utf8.count
  }

  /// What ends a word.
  static func isMeta(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: ";"),
      UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "("), UInt8(ascii: ")"):
      true
    default: false
    }
  }
}
