package import MoatSyntax

/// A JSON value as text, indented by two spaces.
package enum JSONText {
  /// - Parameter first: members that come before others of an object, in this order; the rest follow
  ///   by name.
  package static func text(_ value: JSONValue, first: [String] = []) -> String {
    var writer = JSONWriter(isPretty: true)
    write(value, first, to: &writer)
    return writer.text
  }

  private static func write(_ value: JSONValue, _ first: [String], to writer: inout JSONWriter) {
    switch value {
    case .null: writer.value(nil as String?)
    case .bool(let truth): writer.value(truth)
    case .number(let digits): writer.value(Int(digits))
    case .string(let text): writer.value(text)
    case .array(let values):
      writer.array { writer in
        for value in values { write(value, first, to: &writer) }
      }
    case .object(let members):
      let rest = members.keys.filter { !first.contains($0) }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      writer.object { writer in
        for key in first + rest {
          guard let member = members[key] else { continue }
          writer.key(key)
          write(member, first, to: &writer)
        }
      }
    }
  }
}
