import MoatModel

/// Turns bytes into the arena of a ``TOMLDocument``, in one pass.
///
/// Every access to the bytes is bounds-checked: ``peek(_:)`` answers 0 beyond the end, and a NUL
/// is allowed nowhere in TOML. Recursion is bounded by ``TOMLDocument/maximumDepth``.
struct TOMLParser {
  let bytes: [UInt8]
  let end: Int
  var at = 0
  var nodes: [TOMLNode] = []
  var largeTables: [TOMLLargeTableKey: UInt32] = [:]
  /// The table that key lines add to.
  var current = 0
  var currentDepth = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    end = bytes.count
  }

  /// The document as a whole: lines of header, key or nothing.
  mutating func parseDocument() throws(TOMLError) {
    guard end <= TOMLDocument.maximumSize else {
      throw TOMLError(.tooLarge(limit: TOMLDocument.maximumSize), 0, end)
    }
    // Lockfiles and manifests have a value about every 20 bytes.
    nodes.reserveCapacity(end / 20 + 8)
    nodes.append(TOMLNode(.table, .rootTable, 0, end))
    if end >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
    while true {
      skipBlanks()
      switch peek() {
      case UInt8(ascii: "\n"): at += 1
      case UInt8(ascii: "["):
        try parseHeader()
        try endLine(of: current)
      case UInt8(ascii: "#"), UInt8(ascii: "\r"): try endLine()
      case 0 where at >= end: return
      default:
        try parseKeyValue(in: current, depth: currentDepth)
        try endLine(of: current)
      }
    }
  }

  // MARK: - Bytes

  /// The byte `ahead` of the place, or 0 beyond the end.
  @inline(__always)
  func peek(_ ahead: Int = 0) -> UInt8 {
    let index = at &+ ahead
    return index < end ? bytes[index] : 0
  }

  @inline(__always)
  mutating func skipBlanks() {
    while at < end, bytes[at] == UInt8(ascii: " ") || bytes[at] == UInt8(ascii: "\t") { at += 1 }
  }

  /// Skips blanks, newlines and comments, as between the elements of an array.
  mutating func skipTrivia() throws(TOMLError) {
    while at < end {
      switch bytes[at] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"): at += 1
      case UInt8(ascii: "\r"): try skipNewline()
      case UInt8(ascii: "#"): try skipComment()
      default: return
      }
    }
  }

  /// Blanks, a comment, and a newline or the end of the text; the line may be a table's own.
  private mutating func endLine(of table: Int = 0) throws(TOMLError) {
    skipBlanks()
    if peek() == UInt8(ascii: "#") { try skipComment() }
    if table != 0 { nodes[table].upper = UInt32(truncatingIfNeeded: at) }
    if at < end { try skipNewline() }
  }

  private mutating func skipNewline() throws(TOMLError) {
    switch peek() {
    case UInt8(ascii: "\n"): at += 1
    case UInt8(ascii: "\r"):
      guard peek(1) == UInt8(ascii: "\n") else { throw TOMLError(.bareCarriageReturn, at, at + 1) }
      at += 2
    default: throw unexpected(.lineEnd)
    }
  }

  /// A [comment](https://toml.io/en/v1.1.0#comment), up to its line ending.
  private mutating func skipComment() throws(TOMLError) {
    while at < end {
      let byte = bytes[at]
      if byte &- 0x20 < 0x5F || byte == UInt8(ascii: "\t") {
        at += 1
      } else if byte == UInt8(ascii: "\n") {
        return
      } else if byte == UInt8(ascii: "\r"), peek(1) == UInt8(ascii: "\n") {
        return
      } else {
        try skipUnusual()
      }
    }
  }

  /// Skips one character above ASCII, and refuses malformed ones and control characters.
  mutating func skipUnusual() throws(TOMLError) {
    guard peek() >= 0x80 else {
      let reason: TOMLError.Reason =
        peek() == UInt8(ascii: "\r") ? .bareCarriageReturn : .controlCharacter(peek())
      throw TOMLError(reason, at, at + 1)
    }
    guard let length = TOMLText.sequenceLength(bytes, at: at) else {
      throw TOMLError(.invalidUTF8, at, at + 1)
    }
    at += length
  }

  // MARK: - Errors

  /// The error for whatever stands at the place.
  func unexpected(_ expected: TOMLError.Expected) -> TOMLError {
    guard at < end else { return TOMLError(.expected(expected, found: .endOfText), end, end) }
    if peek() == UInt8(ascii: "\n") || peek() == UInt8(ascii: "\r") && peek(1) == 0x0A {
      return TOMLError(.expected(expected, found: .endOfLine), at, at)
    }
    if peek() == UInt8(ascii: "\r") { return TOMLError(.bareCarriageReturn, at, at + 1) }
    guard let scalar = scalar(at: at) else { return TOMLError(.invalidUTF8, at, at + 1) }
    let length = UTF8.width(scalar)
    return TOMLError(.expected(expected, found: .character(scalar)), at, at + length)
  }

  /// The character at an offset; nil if it is not UTF-8 or the end.
  func scalar(at offset: Int) -> Unicode.Scalar? {
    guard let length = TOMLText.sequenceLength(bytes, at: offset) else { return nil }
    let text = String(decoding: bytes[offset..<offset + length], as: UTF8.self)
    return text.unicodeScalars.first
  }

  func checkDepth(_ depth: Int, at place: Int) throws(TOMLError) {
    guard depth <= TOMLDocument.maximumDepth else {
      throw TOMLError(.tooDeep(limit: TOMLDocument.maximumDepth), place, place + 1)
    }
  }
}
