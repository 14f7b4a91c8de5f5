import MoatModel
import MoatSyntax

/// The members of a JSON object, each of the type that is asked for or refused.
struct JSONFields {
  private let members: [String: JSONValue]
  /// Where the object is in the document, for messages.
  private let path: String

  init(_ value: JSONValue?, _ path: String) throws(Malformed) {
    guard let members = value?.object else { throw Malformed(path, "an object") }
    self.members = members
    self.path = path
  }

  func text(_ name: String) throws(Malformed) -> String {
    guard let text = try optionalText(name) else { throw Malformed("\(path).\(name)", "a string") }
    return text
  }

  /// nil for a member that is absent or null.
  func optionalText(_ name: String) throws(Malformed) -> String? {
    switch members[name] {
    case nil, .null: return nil
    case .string(let text): return text
    default: throw Malformed("\(path).\(name)", "a string")
    }
  }

  func integer(_ name: String) throws(Malformed) -> Int {
    guard let number = members[name]?.integer else {
      throw Malformed("\(path).\(name)", "a whole number")
    }
    return number
  }

  func flag(_ name: String) throws(Malformed) -> Bool {
    guard let flag = try optionalFlag(name) else { throw Malformed("\(path).\(name)", "a boolean") }
    return flag
  }

  /// nil for a member that is absent or null.
  func optionalFlag(_ name: String) throws(Malformed) -> Bool? {
    switch members[name] {
    case nil, .null: return nil
    case .bool(let flag): return flag
    default: throw Malformed("\(path).\(name)", "a boolean")
    }
  }

  func moment(_ name: String) throws(Malformed) -> Timestamp {
    guard let moment = Timestamp(try text(name)) else {
      throw Malformed("\(path).\(name)", "a date")
    }
    return moment
  }

  /// The objects of an array.
  func objects(_ name: String) throws(Malformed) -> [JSONFields] {
    guard case .array(let elements)? = members[name] else {
      throw Malformed("\(path).\(name)", "an array")
    }
    var objects: [JSONFields] = []
    for (index, element) in elements.enumerated() {
      objects.append(try JSONFields(element, "\(path).\(name)[\(index)]"))
    }
    return objects
  }

  /// nil for a member that is absent or null.
  func object(_ name: String) throws(Malformed) -> JSONFields? {
    switch members[name] {
    case nil, .null: nil
    case let value: try JSONFields(value, "\(path).\(name)")
    }
  }

  /// A member is not what it should be.
  struct Malformed: Error, Hashable {
    let reason: String

    init(_ path: String, _ kind: String) {
      reason = "`\(path)` is not \(kind)"
    }
  }
}
