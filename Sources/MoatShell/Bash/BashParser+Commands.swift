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

  // MARK: Simple commands

  private mutating func parseSimple() throws(ShellProblem) -> BashNode {
    let start = at
    var command = BashSimple(range: at..<at)
    var last = at
    while true {
      try skipBlanks()
      guard at < end else { break }
      if let redirect = try parseRedirect() {
        command.redirects.append(redirect)
        last = at
        continue
      }
      let byte = source.bytes[at]
      if byte == UInt8(ascii: "("), command.words.count == 1, command.assignments.isEmpty,
        let name = command.words[0].bare
      {
        at += 1
        try skipBlanks()
        try close(with: UInt8(ascii: ")"))
        return try parseFunctionBody(name)
      }
      let isProcess = (byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">"))
      guard !Self.isMeta(byte) || isProcess else { break }
      if command.words.isEmpty, let assignment = try parseAssignment() {
        command.assignments.append(assignment)
      } else if let name = command.words.first?.bare, Self.declarers.contains(name),
        let assignment = try parseAssignment()
      {
        command.declared.append(assignment)
      } else {
        command.words.append(try parseWord())
      }
      last = at
    }
    guard last > start else { throw ShellProblem(.unexpectedToken, at: at) }
    command.range = start..<last
    return .simple(command)
  }

  private static let declarers: Set<String> = [
    "export", "local", "declare", "typeset", "readonly",
  ]

  /// `NAME=`, `NAME+=` or `NAME[…]=` with its value.
  private mutating func parseAssignment() throws(ShellProblem) -> BashAssignment? {
    let start = at
    var offset = at
    while offset < end, Self.isNameByte(source.bytes[offset], isFirst: offset == at) {
      offset += 1
    }
    guard offset > at, offset < end else { return nil }
    let name = source.string(at..<offset)
    var isElement = false
    if source.bytes[offset] == UInt8(ascii: "[") {
      while offset < end, source.bytes[offset] != UInt8(ascii: "]"),
        !Self.isMeta(source.bytes[offset])
      {
        offset += 1
      }
      guard offset < end, source.bytes[offset] == UInt8(ascii: "]") else { return nil }
      offset += 1
      isElement = true
    }
    var isAppend = false
    if offset < end, source.bytes[offset] == UInt8(ascii: "+") {
      offset += 1
      isAppend = true
    }
    guard offset < end, source.bytes[offset] == UInt8(ascii: "=") else { return nil }
    at = offset + 1
    let value: BashAssignment.Value
    if at < end, source.bytes[at] == UInt8(ascii: "(") {
      at += 1
      value = .array(try parseElements())
    } else if at < end, !Self.isMeta(source.bytes[at]) || isAtProcess {
      value = .scalar(try parseWord())
    } else {
      value = .scalar(BashWord(range: at..<at))
    }
    return BashAssignment(
      name: name, isAppend: isAppend, isElement: isElement, value: value, range: start..<at)
  }

  private var isAtProcess: Bool { starts(with: "<(") || starts(with: ">(") }

  private mutating func parseElements() throws(ShellProblem) -> [BashWord] {
    var words: [BashWord] = []
    while true {
      try skipNewlines()
      guard at < end else { throw ShellProblem(.unclosedBlock, at: at) }
      if source.bytes[at] == UInt8(ascii: ")") {
        at += 1
        return words
      }
      guard !Self.isMeta(source.bytes[at]) || isAtProcess else {
        throw ShellProblem(.unexpectedToken, at: at)
      }
      words.append(try parseWord())
    }
  }

  static func isNameByte(_ byte: UInt8, isFirst: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): !isFirst
    default: false
    }
  }
}
