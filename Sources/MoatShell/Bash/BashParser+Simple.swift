extension BashParser {
  mutating func parseSimple() throws(ShellProblem) -> BashNode {
    let start = at
    var command = BashSimple(range: at..<at)
    var last = at
    var declares = false
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
      } else if declares, let assignment = try parseAssignment() {
        command.declared.append(assignment)
      } else {
        command.words.append(try parseWord())
        if command.words.count == 1 { declares = Self.declares(command.words[0].bare) }
      }
      last = at
    }
    guard last > start else { throw ShellProblem(.unexpectedToken, at: at) }
    command.range = start..<last
    return .simple(command)
  }

  private static func declares(_ name: String?) -> Bool {
    switch name {
    case "export", "local", "declare", "typeset", "readonly": true
    default: false
    }
  }

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
