extension CfgExpression {
  /// Real expressions nest three or four deep; the reader recurses, so the stack sets the end.
  package static let depthLimit = 128

  /// Reads what stands between the parentheses of `cfg(…)`.
  package init(parsing text: String) throws(Malformed) {
    var reader = CfgReader(text)
    self = try reader.expression(depth: 0)
    guard try reader.next() == nil else { throw .unexpected(offset: reader.start) }
  }
}

extension CfgFact {
  /// Reads one fact as rustc prints it and `--cfg` takes it: `unix`, `target_os="linux"`.
  package init(parsing text: String) throws(CfgExpression.Malformed) {
    var reader = CfgReader(text)
    self = try reader.fact()
    guard try reader.next() == nil else { throw .unexpected(offset: reader.start) }
  }
}

/// Reads tokens as Cargo does: only spaces part them, and strings have no escapes.
private struct CfgReader {
  enum Token: Equatable {
    case open, close, comma, equals
    case word(String, isRaw: Bool)
    case string(String)
  }

  private let bytes: [UInt8]
  private var index = 0
  /// Where the token that was read last begins.
  private(set) var start = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func expression(depth: Int) throws(CfgExpression.Malformed) -> CfgExpression {
    guard depth < CfgExpression.depthLimit else { throw .tooDeep(offset: index) }
    let before = index
    switch try next() {
    case .word("all", isRaw: false): return .all(try list(depth: depth))
    case .word("any", isRaw: false): return .any(try list(depth: depth))
    case .word("not", isRaw: false):
      try expect(.open)
      let inner = try expression(depth: depth + 1)
      try expect(.close)
      return .not(inner)
    default:
      index = before
      let fact = try fact()
      switch fact {
      case CfgFact("true"): return .literal(true)
      case CfgFact("false"): return .literal(false)
      default: return .fact(fact)
      }
    }
  }

  /// The parts of `all(…)` and `any(…)`; a comma may follow the last.
  private mutating func list(depth: Int) throws(CfgExpression.Malformed) -> [CfgExpression] {
    var parts: [CfgExpression] = []
    try expect(.open)
    while try !take(.close) {
      parts.append(try expression(depth: depth + 1))
      if try !take(.comma) {
        try expect(.close)
        break
      }
    }
    return parts
  }

  mutating func fact() throws(CfgExpression.Malformed) -> CfgFact {
    switch try next() {
    case .word(let key, _):
      guard try take(.equals) else { return CfgFact(key) }
      switch try next() {
      case .string(let value): return CfgFact(key, value)
      case nil: throw .unexpectedEnd
      default: throw .unexpected(offset: start)
      }
    case nil: throw .unexpectedEnd
    default: throw .unexpected(offset: start)
    }
  }

  private mutating func take(_ token: Token) throws(CfgExpression.Malformed) -> Bool {
    let before = index
    if try next() == token { return true }
    index = before
    return false
  }

  private mutating func expect(_ token: Token) throws(CfgExpression.Malformed) {
    switch try next() {
    case token: return
    case nil: throw .unexpectedEnd
    default: throw .unexpected(offset: start)
    }
  }

  /// The next token; nil at the end.
  mutating func next() throws(CfgExpression.Malformed) -> Token? {
    while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
    start = index
    guard index < bytes.count else { return nil }
    let first = bytes[index]
    index += 1
    switch first {
    case UInt8(ascii: "("): return .open
    case UInt8(ascii: ")"): return .close
    case UInt8(ascii: ","): return .comma
    case UInt8(ascii: "="): return .equals
    case UInt8(ascii: "\""):
      guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "\"")) else {
        throw .unterminatedString(offset: start)
      }
      defer { index = end + 1 }
      return .string(String(decoding: bytes[index..<end], as: UTF8.self))
    default: return try word(first)
    }
  }

  private mutating func word(_ first: UInt8) throws(CfgExpression.Malformed) -> Token {
    guard Self.isStart(first) else { throw .unexpected(offset: start) }
    var isRaw = false
    var lower = start
    if first == UInt8(ascii: "r"), index < bytes.count, bytes[index] == UInt8(ascii: "#") {
      index += 1
      guard index < bytes.count else { throw .unexpectedEnd }
      guard Self.isStart(bytes[index]) else { throw .unexpected(offset: index) }
      isRaw = true
      lower = index
      index += 1
    }
    while index < bytes.count, Self.isStart(bytes[index]) || (0x30...0x39).contains(bytes[index]) {
      index += 1
    }
    return .word(String(decoding: bytes[lower..<index], as: UTF8.self), isRaw: isRaw)
  }

  private static func isStart(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
  }
}
