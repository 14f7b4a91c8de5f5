import MoatModel
import MoatSyntax

/// The fields of one mapping in a proof. Keys that are not asked for are passed over: crev's format
/// is open, and programs add their own.
struct ProofFields {
  let mapping: YAMLMapping
  /// How messages call it: "the proof", "`package`".
  let name: String

  struct Refusal: Error {
    let reason: CrevError.Reason
    let span: SourceSpan

    init(_ reason: CrevError.Reason, _ span: SourceSpan) {
      self.reason = reason
      self.span = span
    }
  }

  init(_ node: YAMLNode, _ name: String) throws(Refusal) {
    guard let mapping = node.resolved.mapping else {
      throw Refusal(.type(name, expected: "a mapping"), node.span)
    }
    self.mapping = mapping
    self.name = name
  }

  /// nil where the key is missing or has no value.
  func node(_ key: String) -> YAMLNode? {
    guard let node = mapping[key]?.resolved else { return nil }
    if let scalar = node.scalar, scalar.value == .null { return nil }
    return node
  }

  func required(_ key: String) throws(Refusal) -> YAMLNode {
    guard let node = node(key) else { throw Refusal(.missing(key, in: name), mapping.span) }
    return node
  }

  func string(_ key: String) throws(Refusal) -> String? {
    guard let node = node(key) else { return nil }
    guard let scalar = node.scalar else { throw Refusal(.type(key, expected: "text"), node.span) }
    return scalar.text
  }

  func requiredString(_ key: String) throws(Refusal) -> String {
    guard let text = try string(key) else { throw Refusal(.missing(key, in: name), mapping.span) }
    return text
  }

  func boolean(_ key: String) throws(Refusal) -> Bool {
    guard let node = node(key) else { return false }
    guard case .boolean(let value)? = node.scalar?.value else {
      throw Refusal(.type(key, expected: "`true` or `false`"), node.span)
    }
    return value
  }

  func fields(_ key: String) throws(Refusal) -> ProofFields? {
    guard let node = node(key) else { return nil }
    return try ProofFields(node, "`\(key)`")
  }

  /// The entries of a list; none where the key is missing.
  func list(_ key: String) throws(Refusal) -> [YAMLNode] {
    guard let node = node(key) else { return [] }
    guard let sequence = node.sequence else {
      throw Refusal(.type(key, expected: "a list"), node.span)
    }
    return Array(sequence)
  }

  /// A value of a few; the fallback, if there is one, where the key is missing.
  func choice<Value>(
    _ key: String, _ names: [String], or fallback: Value? = nil, _ value: (String) -> Value?
  ) throws(Refusal) -> Value {
    guard let text = try string(key) else {
      guard let fallback else { throw Refusal(.missing(key, in: name), mapping.span) }
      return fallback
    }
    guard let value = value(text) else {
      throw Refusal(.value(key, text, expected: names), self.node(key)?.span ?? mapping.span)
    }
    return value
  }

  func scale<Scale: CrevScale>(_ key: String) throws(Refusal) -> Scale {
    try choice(key, Scale.allCases.map(\.name)) { Scale(name: $0) }
  }

  func range() throws(Refusal) -> CrevRange {
    try choice("range", CrevRange.allCases.map(\.rawValue), or: .all) { CrevRange(rawValue: $0) }
  }

  func person() throws(Refusal) -> CrevPerson {
    let kind = try requiredString("id-type")
    guard kind == "crev" else {
      throw Refusal(.value("id-type", kind, expected: ["crev"]), mapping.span)
    }
    let text = try requiredString("id")
    guard let id = CrevID(parsing: text) else {
      throw Refusal(.id(text), node("id")?.span ?? mapping.span)
    }
    return CrevPerson(id: id, url: try string("url"))
  }

  func people(_ key: String) throws(Refusal) -> [CrevPerson] {
    var people: [CrevPerson] = []
    for node in try list(key) { people.append(try ProofFields(node, "`\(key)`").person()) }
    return people
  }
}
