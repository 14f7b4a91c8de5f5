/// A JSON document, read strictly.
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// The digits as written: no precision is lost, and none is promised.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The text of a string.
  package var string: String? { if case .string(let text) = self { text } else { nil } }

  /// The value of a boolean.
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The members of an object.
  package var object: [String: JSONValue]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The integer of a number written without fraction and exponent.
  package var integer: Int? {
    // `Int` takes `+` too, which a number of the grammar never starts with.
    if case .number(let digits) = self { Int(digits) } else { nil }
  }
}

/// Why bytes are not a JSON document, with the offset of the first byte that is wrong.
package enum JSONFailure: Error, Hashable, Sendable {
  case unexpectedEnd
  case unexpectedByte(offset: Int)
  case invalidUTF8(offset: Int)
  /// An escape that is unknown, or half of a surrogate pair.
  case invalidEscape(offset: Int)
  /// Two members of one object with one name: which one counts would depend on the reader.
  case duplicateKey(offset: Int)
  /// Deeper than ``JSONReader/depthLimit``.
  case tooDeep(offset: Int)

  /// A phrase for a reason.
  package var message: String {
    switch self {
    case .unexpectedEnd: "JSON ends early"
    case .unexpectedByte(let offset): "unexpected byte in JSON at offset \(offset)"
    case .invalidUTF8(let offset): "JSON is not UTF-8 at offset \(offset)"
    case .invalidEscape(let offset): "invalid escape in JSON at offset \(offset)"
    case .duplicateKey(let offset): "duplicate key in JSON at offset \(offset)"
    case .tooDeep(let offset): "JSON is nested too deeply at offset \(offset)"
    }
  }
}
