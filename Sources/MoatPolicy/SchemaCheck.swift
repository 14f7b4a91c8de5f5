import MoatModel
import MoatSyntax

/// Holds a document against the schema, so that reading it afterwards can be plain.
struct SchemaCheck {
  let source: SourceText

  func check(_ table: TOMLTable, _ fields: [SchemaField]) throws(PolicyError) {
    for entry in table.entries {
      guard let field = fields.first(where: { $0.key == entry.key }) else {
        throw failure(
          .unknownKey(
            entry.key,
            suggestion: Suggestion.nearest(to: entry.key, among: fields.map(\.key))),
          at: entry.keySpan)
      }
      try check(entry.value, field.node, key: entry.key)
    }
    for field in fields where field.isRequired && table[field.key] == nil {
      throw failure(
        .missingKey(field.key),
        at: table.headerSpan ?? SourceSpan(table.span.lower, table.span.lower))
    }
  }

  private func check(_ value: TOMLValue, _ node: SchemaNode, key: String) throws(PolicyError) {
    switch node {
    case .string:
      guard value.string != nil else { throw wrongType(key, "a string", value) }
    case .day:
      guard let text = value.string ?? value.datetime else {
        throw wrongType(key, "a day", value)
      }
      guard Day(text) != nil else { throw failure(.notADay(text), at: value.span) }
    case .integer(let minimum):
      guard let number = value.integer else { throw wrongType(key, "an integer", value) }
      guard number >= minimum, number <= Int32.max else {
        throw failure(.tooSmall(key: key, minimum: minimum), at: value.span)
      }
    case .boolean:
      guard value.boolean != nil else { throw wrongType(key, "`true` or `false`", value) }
    case .choice(let choices):
      guard let text = value.string else { throw wrongType(key, "a string", value) }
      guard choices.contains(text) else {
        throw failure(.notOneOf(key: key, choices: choices, found: text), at: value.span)
      }
    case .array(let element):
      guard let array = value.array else { throw wrongType(key, "an array", value) }
      for value in array { try check(value, element, key: key) }
    case .table(let fields):
      guard let table = value.table else { throw wrongType(key, "a table", value) }
      try check(table, fields)
    case .map(let element):
      guard let table = value.table else { throw wrongType(key, "a table", value) }
      for entry in table.entries { try check(entry.value, element, key: entry.key) }
    }
  }

  private func wrongType(_ key: String, _ expected: String, _ value: TOMLValue) -> PolicyError {
    failure(.wrongType(key: key, expected: expected, found: value.kindName), at: value.span)
  }

  private func failure(_ reason: PolicyError.Reason, at span: SourceSpan) -> PolicyError {
    PolicyError(reason, source: source, span: span)
  }
}

extension PolicyError {
  init(_ reason: Reason, source: SourceText, span: SourceSpan) {
    self.reason = reason
    self.source = source
    self.span = span
  }
}
