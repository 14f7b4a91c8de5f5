/// Writes JSON piece by piece, in the order of the calls.
///
/// Callers balance values themselves: a ``key(_:)`` is followed by exactly one value. The text is
/// plain ASCII where it matters: quotes, backslashes, every control or invisible character and
/// U+2028/U+2029 are escaped, so that a log which shows it is as safe as a terminal report.
package struct JSONWriter: Sendable {
  private var bytes: [UInt8] = []
  private let isPretty: Bool
  private var depth = 0
  /// Whether the innermost container has a member yet.
  private var hasMember = false
  private var isAfterKey = false

  /// - Parameter isPretty: two-space indents and one member a line.
  package init(isPretty: Bool) { self.isPretty = isPretty }

  /// What was written so far.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// An object whose members `body` writes.
  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    container(open: UInt8(ascii: "{"), close: UInt8(ascii: "}"), body)
  }

  /// An array whose elements `body` writes.
  package mutating func array(_ body: (inout JSONWriter) -> Void) {
    container(open: UInt8(ascii: "["), close: UInt8(ascii: "]"), body)
  }

  /// The name of the next member.
  package mutating func key(_ name: String) {
    beginValue()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    if isPretty { bytes.append(UInt8(ascii: " ")) }
    isAfterKey = true
  }

  /// A string, or null.
  package mutating func value(_ text: String?) {
    beginValue()
    if let text { quote(text) } else { bytes += "null".utf8 }
  }

  /// A number, or null.
  package mutating func value(_ number: Int?) {
    beginValue()
    bytes += (number.map { String($0) } ?? "null").utf8
  }

  /// true or false.
  package mutating func value(_ truth: Bool) {
    beginValue()
    bytes += (truth ? "true" : "false").utf8
  }

  /// A member that is a string or null.
  package mutating func member(_ name: String, _ text: String?) {
    key(name)
    value(text)
  }

  /// A member that is a number or null.
  package mutating func member(_ name: String, _ number: Int?) {
    key(name)
    value(number)
  }

  /// A member that is true, false or null.
  package mutating func member(_ name: String, _ truth: Bool?) {
    key(name)
    if let truth { value(truth) } else { value(String?.none) }
  }

  /// A member that is an array of strings.
  package mutating func member(_ name: String, _ texts: [String]) {
    array(name) { writer in
      for text in texts { writer.value(text) }
    }
  }

  /// A member that is an object.
  package mutating func object(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    object(body)
  }

  /// A member that is an array.
  package mutating func array(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    array(body)
  }

  private mutating func container(
    open: UInt8, close: UInt8, _ body: (inout JSONWriter) -> Void
  ) {
    beginValue()
    bytes.append(open)
    depth += 1
    hasMember = false
    body(&self)
    depth -= 1
    if hasMember { newLine() }
    bytes.append(close)
    hasMember = true
  }

  private mutating func beginValue() {
    if isAfterKey {
      isAfterKey = false
      return
    }
    if hasMember { bytes.append(UInt8(ascii: ",")) }
    if depth > 0 { newLine() }
    hasMember = true
  }

  private mutating func newLine() {
    guard isPretty else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: depth * 2)
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": bytes += "\\\"".utf8
      case "\\": bytes += "\\\\".utf8
      case "\n": bytes += "\\n".utf8
      case "\r": bytes += "\\r".utf8
      case "\t": bytes += "\\t".utf8
      default:
        if TerminalText.isUnsafe(scalar) {
          for unit in UTF16.encode(scalar) ?? .init() { escape(unit) }
        } else {
          bytes += UTF8.encode(scalar) ?? .init()
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ unit: UInt16) {
    let digits = String(unit, radix: 16)
    bytes += "\\u".utf8
    bytes += repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count)
    bytes += digits.utf8
  }
}
