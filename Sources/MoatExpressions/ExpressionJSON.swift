/// JSON as `fromJSON` and `toJSON` have it, members in order.
struct ExpressionJSONReader {
  /// How deep arrays and objects may nest; GitHub's runner stops at 100.
  static let maximumDepth = 100

  struct Problem: Error { let text: String }

  private let bytes: [UInt8]
  private var at = 0

  static func read(_ text: String) throws(Problem) -> ExpressionValue {
    var reader = ExpressionJSONReader(bytes: Array(text.utf8))
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.at == reader.bytes.count else { throw Problem(text: "text behind the value") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func value(depth: Int) throws(Problem) -> ExpressionValue {
    guard depth <= Self.maximumDepth else { throw Problem(text: "nested too deeply") }
    skipSpace()
    switch at < bytes.count ? bytes[at] : 0 {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t") where take("true"): return .boolean(true)
    case UInt8(ascii: "f") where take("false"): return .boolean(false)
    case UInt8(ascii: "n") where take("null"): return .null
    case UInt8(ascii: "-"), 0x30...0x39: return try number()
    default: throw Problem(text: at < bytes.count ? "unexpected text" : "unexpected end")
    }
  }

  private mutating func object(depth: Int) throws(Problem) -> ExpressionValue {
    at += 1
    var members: [(name: String, value: ExpressionValue)] = []
    skipSpace()
    if take("}") { return .object(ExpressionObject([])) }
    repeat {
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
        throw Problem(text: "expected a name")
      }
      let name = try string()
      skipSpace()
      guard take(":") else { throw Problem(text: "expected `:`") }
      members.append((name, try value(depth: depth + 1)))
      skipSpace()
    } while take(",")
    guard take("}") else { throw Problem(text: "expected `,` or `}`") }
    return .object(ExpressionObject(members))
  }

  private mutating func array(depth: Int) throws(Problem) -> ExpressionValue {
    at += 1
    var elements: [ExpressionValue] = []
    skipSpace()
    if take("]") { return .array(ExpressionArray([])) }
    repeat {
      elements.append(try value(depth: depth + 1))
      skipSpace()
    } while take(",")
    guard take("]") else { throw Problem(text: "expected `,` or `]`") }
    return .array(ExpressionArray(elements))
  }

  private mutating func number() throws(Problem) -> ExpressionValue {
    let lower = at
    while at < bytes.count, bytes[at] &- 0x30 < 10 || "+-.eE".utf8.contains(bytes[at]) { at += 1 }
    let value = ExpressionNumber.parse(String(decoding: bytes[lower..<at], as: UTF8.self))
    guard !value.isNaN else { throw Problem(text: "expected a number") }
    return .number(value)
  }

  private mutating func string() throws(Problem) -> String {
    at += 1
    var units: [UInt8] = []
    var surrogate: UInt32?
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: units, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        units.append(byte)
        continue
      }
      guard at < bytes.count else { break }
      let escape = bytes[at]
      at += 1
      switch escape {
      case UInt8(ascii: "b"): units.append(0x08)
      case UInt8(ascii: "f"): units.append(0x0C)
      case UInt8(ascii: "n"): units.append(0x0A)
      case UInt8(ascii: "r"): units.append(0x0D)
      case UInt8(ascii: "t"): units.append(0x09)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(escape)
      case UInt8(ascii: "u"):
        let value = try hexadecimal()
        if value & 0xFC00 == 0xD800 {
          surrogate = value
        } else if value & 0xFC00 == 0xDC00, let high = surrogate {
          let joined = 0x10000 + (high & 0x3FF) << 10 + (value & 0x3FF)
          units += String(Unicode.Scalar(joined) ?? "\u{FFFD}").utf8
          surrogate = nil
        } else {
          units += String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8
        }
      default: throw Problem(text: "unknown escape sequence")
      }
    }
    throw Problem(text: "expected a closing quote")
  }

  private mutating func hexadecimal() throws(Problem) -> UInt32 {
    let stop = min(at + 4, bytes.count)
    let isHex = bytes[at..<stop].allSatisfy { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 6 }
    guard stop - at == 4, isHex,
      let value = UInt32(String(decoding: bytes[at..<stop], as: UTF8.self), radix: 16)
    else { throw Problem(text: "expected four hexadecimal digits") }
    at = stop
    return value
  }

  private mutating func skipSpace() {
    while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
  }

  private mutating func take(_ text: String) -> Bool {
    guard bytes[at...].starts(with: text.utf8) else { return false }
    at += text.utf8.count
    return true
  }
}

/// Writes JSON over lines, two spaces a level.
enum ExpressionJSONWriter {
  /// - Returns: nil if a part is unknown.
  static func text(_ value: ExpressionValue, indent: String = "") -> String? {
    switch value {
    case .null: return "null"
    case .boolean(let value): return value ? "true" : "false"
    case .number(let number): return ExpressionNumber.text(number)
    case .string(let text): return quoted(text)
    case .unknown: return nil
    case .array(let array):
      if array.elements.isEmpty { return "[]" }
      let inner = indent + "  "
      let lines = array.elements.map { text($0, indent: inner).map { inner + $0 } }
      return joined(lines, "[", "]", indent)
    case .object(let object):
      if object.isOpen { return nil }
      if object.members.isEmpty { return "{}" }
      let inner = indent + "  "
      let lines = object.members.map { member in
        text(member.value, indent: inner).map { "\(inner)\(quoted(member.name)): \($0)" }
      }
      return joined(lines, "{", "}", indent)
    }
  }

  private static func joined(
    _ lines: [String?], _ open: String, _ close: String, _ indent: String
  ) -> String? {
    let known = lines.compactMap { $0 }
    guard known.count == lines.count else { return nil }
    return "\(open)\n\(known.joined(separator: ",\n"))\n\(indent)\(close)"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      default:
        if scalar.value < 0x20 {
          let hex = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
