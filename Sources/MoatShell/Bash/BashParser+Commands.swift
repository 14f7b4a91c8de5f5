extension BashParser {
  mutating func parseCommand() throws(ShellProblem) -> BashNode {
    try skipBlanks()
    guard at < end else { throw ShellProblem(.unexpectedToken, at: at) }
    let start = at
    if starts(with: "(("), let close = arithmeticEnd(from: at + 2) {
      at = close
      let word = BashWord(pieces: [.unknown(isQuoted: true)], range: start..<at)
      return .simple(BashSimple(words: [word], redirects: try parseRedirects(), range: start..<at))
    }
    if source.bytes[at] == UInt8(ascii: "(") {
      at += 1
      let body = try parseList()
      try close(with: UInt8(ascii: ")"))
      return .group(body, isSubshell: true, try parseRedirects())
    }
    switch peekBareWord() {
    case "{":
      at += 1
      let body = try parseList()
      try expect("}")
      return .group(body, isSubshell: false, try parseRedirects())
    case "if": return try parseBranch()
    case "while", "until":
      at += 5
      let condition = try parseList()
      return .loop(condition: condition, body: try parseBody(), try parseRedirects())
    case "for", "select": return try parseEach()
    case "case": return try parseChoice()
    case "function": return try parseFunction()
    case "[[": return try parseTest()
    case "coproc":
      at += 6
      depth += 1
      guard depth <= ShellLimit.depth else { throw ShellProblem(.tooDeep, at: at) }
      let command = try parseCommand()
      depth -= 1
      return command
    default: return try parseSimple()
    }
  }

  mutating func close(with byte: UInt8) throws(ShellProblem) {
    guard at < end, source.bytes[at] == byte else {
      throw ShellProblem(at < end ? .unexpectedToken : .unclosedBlock, at: at)
    }
    at += 1
  }

  private mutating func parseBranch() throws(ShellProblem) -> BashNode {
    at += 2
    var branches: [(condition: BashList, body: BashList)] = []
    var otherwise: BashList?
    while true {
      let condition = try parseList()
      try expect("then")
      branches.append((condition, try parseList()))
      if peekBareWord() == "elif" {
        at += 4
        continue
      }
      if peekBareWord() == "else" {
        at += 4
        otherwise = try parseList()
      }
      try expect("fi")
      return .branch(branches, otherwise: otherwise, try parseRedirects())
    }
  }

  private mutating func parseBody() throws(ShellProblem) -> BashList {
    try skipNewlines()
    if peekBareWord() == "{" {
      at += 1
      let body = try parseList()
      try expect("}")
      return body
    }
    try expect("do")
    let body = try parseList()
    try expect("done")
    return body
  }

  private mutating func parseEach() throws(ShellProblem) -> BashNode {
    at += starts(with: "for") ? 3 : 6
    try skipBlanks()
    if starts(with: "(("), let close = arithmeticEnd(from: at + 2) {
      at = close
      try skipSemicolon()
      return .each(name: "", words: [], body: try parseBody(), try parseRedirects())
    }
    guard let name = try parseWord().bare else { throw ShellProblem(.unexpectedToken, at: at) }
    var words: [BashWord] = []
    try skipNewlines()
    if peekBareWord() == "in" {
      at += 2
      while true {
        try skipBlanks()
        guard at < end, !Self.isMeta(source.bytes[at]) else { break }
        words.append(try parseWord())
      }
    }
    try skipSemicolon()
    return .each(name: name, words: words, body: try parseBody(), try parseRedirects())
  }

  private mutating func skipSemicolon() throws(ShellProblem) {
    try skipBlanks()
    if at < end, source.bytes[at] == UInt8(ascii: ";") { at += 1 }
    try skipNewlines()
  }

  private mutating func parseChoice() throws(ShellProblem) -> BashNode {
    at += 4
    try skipBlanks()
    let subject = try parseWord()
    try skipNewlines()
    try expect("in")
    var bodies: [BashList] = []
    while true {
      try skipNewlines()
      guard at < end else { throw ShellProblem(.unclosedBlock, at: at) }
      if peekBareWord() == "esac" {
        at += 4
        return .choice(subject, bodies, try parseRedirects())
      }
      try parsePattern()
      bodies.append(try parseList())
      for end: StaticString in [";;&", ";;", ";&"] where starts(with: end) {
        at += end.utf8CodeUnitCount
        break
      }
    }
  }

  /// `(a | b)`; the bracket before it may be missing.
  private mutating func parsePattern() throws(ShellProblem) {
    if source.bytes[at] == UInt8(ascii: "(") { at += 1 }
    while true {
      try skipBlanks()
      guard at < end else { throw ShellProblem(.unclosedBlock, at: at) }
      switch source.bytes[at] {
      case UInt8(ascii: "|"): at += 1
      case UInt8(ascii: ")"):
        at += 1
        return
      default:
        guard !Self.isMeta(source.bytes[at]) else { throw ShellProblem(.unexpectedToken, at: at) }
        _ = try parseWord()
      }
    }
  }

  private mutating func parseFunction() throws(ShellProblem) -> BashNode {
    at += 8
    try skipBlanks()
    let name = try parseWord().bare ?? ""
    try skipBlanks()
    if at < end, source.bytes[at] == UInt8(ascii: "(") {
      at += 1
      try skipBlanks()
      try close(with: UInt8(ascii: ")"))
    }
    return try parseFunctionBody(name)
  }

  mutating func parseFunctionBody(_ name: String) throws(ShellProblem) -> BashNode {
    try skipNewlines()
    depth += 1
    guard depth <= ShellLimit.depth else { throw ShellProblem(.tooDeep, at: at) }
    let body = try parseCommand()
    depth -= 1
    return .function(name: name, body: body)
  }

  /// `[[ … ]]`, in which `<`, `&&` and brackets mean something else.
  private mutating func parseTest() throws(ShellProblem) -> BashNode {
    let start = at
    var words: [BashWord] = []
    while true {
      while at < end, [0x20, 0x09, 0x0A, 0x0D].contains(source.bytes[at]) { at += 1 }
      guard at < end else { throw ShellProblem(.unclosedBlock, at: start) }
      if source.bytes[at] == UInt8(ascii: "\\"), at + 1 < end,
        source.bytes[at + 1] == UInt8(ascii: "\n")
      {
        at += 2
        continue
      }
      if starts(with: "]]"), at + 2 >= end || Self.isMeta(source.bytes[at + 2]) {
        at += 2
        break
      }
      words.append(try parseWord(endsAtBlanksOnly: true))
    }
    return .simple(BashSimple(words: words, redirects: try parseRedirects(), range: start..<at))
  }

  /// The offset behind the `))` that closes arithmetic; nil if it is a subshell in a subshell.
  func arithmeticEnd(from start: Int) -> Int? {
    var offset = start
    var open = 0
    while offset < end {
      switch source.bytes[offset] {
      case UInt8(ascii: "("): open += 1
      case UInt8(ascii: ")"):
        if open == 0 {
          let isDouble = offset + 1 < end && source.bytes[offset + 1] == UInt8(ascii: ")")
          return isDouble ? offset + 2 : nil
        }
        open -= 1
      case UInt8(ascii: "\n") where offset - start > Self.longestArithmetic: return nil
      default: break
      }
      offset += 1
    }
    return nil
  }

  /// Bytes of arithmetic over several lines. Looking further for each `((` would take quadratic
  /// time where none is closed.
  private static let longestArithmetic = 4_096
}
