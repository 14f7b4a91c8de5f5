/// Reads one JSON document after RFC 8259, and nothing more lenient: no byte-order mark, no comments,
/// no duplicate keys, no lone surrogates.
///
/// Never traps, whatever the bytes. The size of the input is the caller's to limit.
package struct JSONReader {
  /// Index lines and checksum files nest four deep; the reader recurses, so the stack sets the end.
  package static let depthLimit = 64

  private let bytes: ArraySlice<UInt8>
  private let origin: Int
  private var index: Int

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    origin = bytes.startIndex
    index = bytes.startIndex
  }

  /// Reads a whole document.
  package static func read(_ bytes: ArraySlice<UInt8>) throws(JSONFailure) -> JSONValue {
    var reader = JSONReader(bytes)
    let value = try reader.value(depth: 0)
    try reader.end()
    return value
  }

  /// Reads a document that is an object, and of its members only those in `names`; the others are
  /// checked against the grammar, but cost no memory, and may repeat.
  package static func members(
    _ names: Set<String>, of bytes: ArraySlice<UInt8>
  ) throws(JSONFailure) -> [String: JSONValue] {
    var reader = JSONReader(bytes)
    reader.skipSpace()
    let members = try reader.object(depth: 0, keeping: names)
    try reader.end()
    return members
  }

  /// Reads a document that is an object as the bytes of its members, unread but checked against the
  /// grammar. Names are without quotes and with the escapes they are written with; they may repeat.
  package static func rawMembers(
    of bytes: ArraySlice<UInt8>
  ) throws(JSONFailure) -> [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] {
    var reader = JSONReader(bytes)
    reader.skipSpace()
    var members: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] = []
    guard try reader.open(UInt8(ascii: "{"), closing: UInt8(ascii: "}")) else {
      try reader.end()
      return members
    }
    repeat {
      reader.skipSpace()
      let start = reader.index
      try reader.skipString()
      let name = bytes[(start + 1)..<(reader.index - 1)]
      reader.skipSpace()
      try reader.expect(UInt8(ascii: ":"))
      members.append((name, try reader.rawValue()))
    } while try reader.another(before: UInt8(ascii: "}"))
    try reader.end()
    return members
  }

  /// Reads a document that is an array as the bytes of its elements, unread but checked against the
  /// grammar.
  package static func rawElements(
    of bytes: ArraySlice<UInt8>
  ) throws(JSONFailure) -> [ArraySlice<UInt8>] {
    var reader = JSONReader(bytes)
    reader.skipSpace()
    var elements: [ArraySlice<UInt8>] = []
    guard try reader.open(UInt8(ascii: "["), closing: UInt8(ascii: "]")) else {
      try reader.end()
      return elements
    }
    repeat {
      elements.append(try reader.rawValue())
    } while try reader.another(before: UInt8(ascii: "]"))
    try reader.end()
    return elements
  }

  /// Takes an opening bracket; false where the closing one follows, which is taken too.
  private mutating func open(_ opening: UInt8, closing: UInt8) throws(JSONFailure) -> Bool {
    try expect(opening)
    skipSpace()
    guard try next() == closing else { return true }
    index += 1
    return false
  }

  /// The bytes of the next value, without space around it.
  private mutating func rawValue() throws(JSONFailure) -> ArraySlice<UInt8> {
    skipSpace()
    let start = index
    try skipValue(depth: 1)
    return bytes[start..<index]
  }

  private var offset: Int { index - origin }

  private func next() throws(JSONFailure) -> UInt8 {
    guard index < bytes.endIndex else { throw .unexpectedEnd }
    return bytes[index]
  }

  private mutating func skipSpace() {
    while index < bytes.endIndex {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }

  private mutating func expect(_ byte: UInt8) throws(JSONFailure) {
    guard try next() == byte else { throw .unexpectedByte(offset: offset) }
    index += 1
  }

  private mutating func end() throws(JSONFailure) {
    skipSpace()
    guard index == bytes.endIndex else { throw .unexpectedByte(offset: offset) }
  }

  private mutating func word(_ word: StaticString) throws(JSONFailure) {
    for position in 0..<word.utf8CodeUnitCount {
      try expect(word.utf8Start[position])
    }
  }
}

// MARK: - Values

extension JSONReader {
  private mutating func value(depth: Int) throws(JSONFailure) -> JSONValue {
    guard depth < Self.depthLimit else { throw .tooDeep(offset: offset) }
    skipSpace()
    switch try next() {
    case UInt8(ascii: "{"): return .object(try object(depth: depth, keeping: nil))
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"):
      try word("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try word("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try word("null")
      return .null
    default:
      let start = index
      try number()
      return .number(String(decoding: bytes[start..<index], as: UTF8.self))
    }
  }

  private mutating func object(
    depth: Int, keeping names: Set<String>?
  ) throws(JSONFailure) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    try expect(UInt8(ascii: "{"))
    skipSpace()
    if try next() == UInt8(ascii: "}") {
      index += 1
      return members
    }
    while true {
      skipSpace()
      let start = offset
      let key = try string()
      skipSpace()
      try expect(UInt8(ascii: ":"))
      if let names, !names.contains(key) {
        try skipValue(depth: depth + 1)
      } else if members.updateValue(try value(depth: depth + 1), forKey: key) != nil {
        throw .duplicateKey(offset: start)
      }
      if try !another(before: UInt8(ascii: "}")) { return members }
    }
  }

  private mutating func array(depth: Int) throws(JSONFailure) -> [JSONValue] {
    var elements: [JSONValue] = []
    try expect(UInt8(ascii: "["))
    skipSpace()
    if try next() == UInt8(ascii: "]") {
      index += 1
      return elements
    }
    repeat {
      elements.append(try value(depth: depth + 1))
    } while try another(
      before: UInt8(ascii: "]"))
    return elements
  }

  /// Takes a comma, or the closing bracket.
  private mutating func another(before closing: UInt8) throws(JSONFailure) -> Bool {
    skipSpace()
    let byte = try next()
    guard byte == UInt8(ascii: ",") || byte == closing else {
      throw .unexpectedByte(offset: offset)
    }
    index += 1
    return byte != closing
  }

  /// As ``value(depth:)``, without keeping anything.
  private mutating func skipValue(depth: Int) throws(JSONFailure) {
    guard depth < Self.depthLimit else { throw .tooDeep(offset: offset) }
    skipSpace()
    let opening = try next()
    switch opening {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let isObject = opening == UInt8(ascii: "{")
      let closing = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
      index += 1
      skipSpace()
      if try next() == closing {
        index += 1
        return
      }
      repeat {
        if isObject {
          skipSpace()
          try skipString()
          skipSpace()
          try expect(UInt8(ascii: ":"))
        }
        try skipValue(depth: depth + 1)
      } while try another(before: closing)
    case UInt8(ascii: "\""): try skipString()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    default: try number()
    }
  }

  /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
  private mutating func number() throws(JSONFailure) {
    if try next() == UInt8(ascii: "-") { index += 1 }
    if try next() == UInt8(ascii: "0") { index += 1 } else { try digits() }
    if index < bytes.endIndex, bytes[index] == UInt8(ascii: ".") {
      index += 1
      try digits()
    }
    if index < bytes.endIndex, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      let sign = try next()
      if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { index += 1 }
      try digits()
    }
  }

  private mutating func digits() throws(JSONFailure) {
    guard (0x30...0x39).contains(try next()) else { throw .unexpectedByte(offset: offset) }
    while index < bytes.endIndex, (0x30...0x39).contains(bytes[index]) { index += 1 }
  }
}

// MARK: - Strings

extension JSONReader {
  /// Moves over plain bytes up to a quote or a backslash.
  private mutating func plain() throws(JSONFailure) {
    while true {
      let byte = try next()
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
      guard byte >= 0x20 else { throw .unexpectedByte(offset: offset) }
      index += 1
    }
  }

  private mutating func skipString() throws(JSONFailure) {
    try expect(UInt8(ascii: "\""))
    while true {
      try plain()
      if bytes[index] == UInt8(ascii: "\"") { break }
      _ = try escape()
    }
    index += 1
  }

  private mutating func string() throws(JSONFailure) -> String {
    try expect(UInt8(ascii: "\""))
    var start = index
    try plain()
    if bytes[index] == UInt8(ascii: "\"") {
      index += 1
      return try decoded(bytes[start..<(index - 1)], at: start)
    }
    var text = ""
    while true {
      text += try decoded(bytes[start..<index], at: start)
      if bytes[index] == UInt8(ascii: "\"") { break }
      text.unicodeScalars.append(try escape())
      start = index
      try plain()
    }
    index += 1
    return text
  }

  private func decoded(
    _ part: ArraySlice<UInt8>, at start: Int
  ) throws(JSONFailure) -> String {
    guard let text = String(validating: part, as: UTF8.self) else {
      throw .invalidUTF8(offset: start - origin)
    }
    return text
  }

  private mutating func escape() throws(JSONFailure) -> Unicode.Scalar {
    let start = offset
    index += 1
    let letter = try next()
    index += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw .invalidEscape(offset: start)
    }
    var code = try fourHexDigits()
    if (0xD800...0xDBFF).contains(code) {
      guard try next() == UInt8(ascii: "\\") else { throw .invalidEscape(offset: start) }
      index += 1
      guard try next() == UInt8(ascii: "u") else { throw .invalidEscape(offset: start) }
      index += 1
      let low = try fourHexDigits()
      guard (0xDC00...0xDFFF).contains(low) else { throw .invalidEscape(offset: start) }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw .invalidEscape(offset: start) }
    return scalar
  }

  private mutating func fourHexDigits() throws(JSONFailure) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      let byte = try next()
      switch byte {
      case 0x30...0x39: code = code << 4 + UInt32(byte - 0x30)
      case 0x41...0x46: code = code << 4 + UInt32(byte - 0x37)
      case 0x61...0x66: code = code << 4 + UInt32(byte - 0x57)
      default: throw .invalidEscape(offset: offset)
      }
      index += 1
    }
    return code
  }
}
