import MoatSyntax

/// The members of a line of a registry's index, or of an object in it, with the types they must have.
/// https://doc.rust-lang.org/cargo/reference/registry-index.html
struct IndexLine {
  private let members: [String: JSONValue]

  init(_ members: [String: JSONValue]) { self.members = members }

  /// Reads the named members of a line; nil where it is of a format that Cargo passes over.
  ///
  /// - Parameter version: the version that it has to be for; nil takes the one it names.
  /// - Throws: ``IndexCacheFailure/line(_:)``, also when the line is for another crate or version.
  static func read(
    _ names: Set<String>, of line: ArraySlice<UInt8>, crate: String, version expected: String?
  ) throws(IndexCacheFailure) -> (line: IndexLine, version: String)? {
    let members: [String: JSONValue]
    do throws(JSONFailure) {
      members = try JSONReader.members(names.union(["name", "vers", "v"]), of: line)
    } catch {
      throw .line(error.message)
    }
    if let format = members["v"], format != .null {
      guard let number = format.integer else { throw .line("`v` is not a number") }
      if number > IndexEntry.formatLimit { return nil }
    }
    guard members["name"]?.string?.lowercased() == crate.lowercased(),
      let version = members["vers"]?.string, version == expected ?? version
    else { throw .line("the line is not for `\(crate)\(expected.map { " \($0)" } ?? "")`") }
    return (IndexLine(members), version)
  }

  subscript(name: String) -> JSONValue? { members[name] }

  func text(_ name: String) throws(IndexCacheFailure) -> String? {
    switch members[name] {
    case nil, .null: return nil
    case .string(let text): return text
    default: throw .line("`\(name)` is not a string")
    }
  }

  func flag(_ name: String) throws(IndexCacheFailure) -> Bool? {
    switch members[name] {
    case nil, .null: return nil
    case .bool(let flag): return flag
    default: throw .line("`\(name)` is not a boolean")
    }
  }

  func texts(_ name: String) throws(IndexCacheFailure) -> [String] {
    try Self.texts(members[name], name)
  }

  static func texts(
    _ value: JSONValue?, _ name: String
  ) throws(IndexCacheFailure) -> [String] {
    switch value {
    case nil, .null: return []
    case .array(let elements):
      var all: [String] = []
      for element in elements {
        guard let text = element.string else { throw .line("`\(name)` holds no string") }
        all.append(text)
      }
      return all
    default: throw .line("`\(name)` is not an array")
    }
  }
}
