/// Which packages of a graph are looked at: one `include(…)` or `exclude(…)`.
///
/// The language is that of cargo-vet's `--filter-graph`, as its parser takes it (`src/cli.rs`; the
/// example of its help, with `eq(…)`, is not of it): `any(q, …)`, `all(q, …)`, `not(q)`, and the
/// properties `name(…)`, `version(…)`, `is_root(…)`, `is_workspace_member(…)`, `is_third_party(…)`
/// and `is_dev_only(…)`. Spaces may stand around words.
package struct GraphFilter: Hashable, Sendable {
  /// Whether packages that match are looked at, or those that do not.
  package let includes: Bool
  package let query: Query

  package indirect enum Query: Hashable, Sendable {
    case any([Query])
    case all([Query])
    case not(Query)
    case name(String)
    case version(VetVersion)
    case isRoot(Bool)
    case isWorkspaceMember(Bool)
    case isThirdParty(Bool)
    case isDevOnly(Bool)
  }

  /// More than anybody writes by hand; keeps a hostile argument from filling the stack.
  package static let depthLimit = 64

  package init(parsing text: String) throws(Malformed) {
    var reader = GraphFilterReader(text)
    self = try reader.filter()
  }

  init(includes: Bool, query: Query) {
    self.includes = includes
    self.query = query
  }

  /// Why a text is not a filter.
  package struct Malformed: Error, Hashable, Sendable {
    /// In UTF-8 bytes.
    package let offset: Int
    /// What should stand there.
    package let expected: String
  }

  /// Whether the filter lets a package pass.
  package func passes(_ package: VetPackage) -> Bool {
    Self.matches(package, query) == includes
  }

  private static func matches(_ package: VetPackage, _ query: Query) -> Bool {
    switch query {
    case .any(let queries): queries.contains { matches(package, $0) }
    case .all(let queries): queries.allSatisfy { matches(package, $0) }
    case .not(let query): !matches(package, query)
    case .name(let name): package.name == name
    case .version(let version): package.version == version
    case .isRoot(let value): package.isRoot == value
    case .isWorkspaceMember(let value): package.isWorkspaceMember == value
    case .isThirdParty(let value): package.isThirdParty == value
    case .isDevOnly(let value): package.isDevOnly == value
    }
  }
}

/// Reads a filter from left to right.
private struct GraphFilterReader {
  private let bytes: [UInt8]
  private var position = 0

  private static let words = [
    "any", "all", "not", "name", "version", "is_root", "is_workspace_member", "is_third_party",
    "is_dev_only",
  ]

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func filter() throws(GraphFilter.Malformed) -> GraphFilter {
    let start = position
    let word = self.word()
    guard word == "include" || word == "exclude" else {
      throw GraphFilter.Malformed(offset: start, expected: "`include(…)` or `exclude(…)`")
    }
    try expect("(")
    let query = try query(depth: 0)
    try expect(")")
    guard position == bytes.count else {
      throw GraphFilter.Malformed(offset: position, expected: "the end")
    }
    return GraphFilter(includes: word == "include", query: query)
  }

  private mutating func query(depth: Int) throws(GraphFilter.Malformed) -> GraphFilter.Query {
    skipSpaces()
    let start = position
    guard depth < GraphFilter.depthLimit else {
      throw GraphFilter.Malformed(
        offset: start, expected: "no more than \(GraphFilter.depthLimit) queries in each other")
    }
    let word = self.word()
    guard Self.words.contains(word) else {
      throw GraphFilter.Malformed(
        offset: start,
        expected: "one of \(Self.words.map { "`\($0)(…)`" }.joined(separator: ", "))")
    }
    try expect("(")
    let query: GraphFilter.Query =
      switch word {
      case "any": .any(try queries(depth: depth))
      case "all": .all(try queries(depth: depth))
      case "not": .not(try self.query(depth: depth + 1))
      case "name": .name(try value("the name of a package"))
      case "version": .version(try version())
      case "is_root": .isRoot(try flag())
      case "is_workspace_member": .isWorkspaceMember(try flag())
      case "is_third_party": .isThirdParty(try flag())
      default: .isDevOnly(try flag())
      }
    try expect(")")
    return query
  }

  private mutating func queries(
    depth: Int
  ) throws(GraphFilter.Malformed) -> [GraphFilter.Query] {
    var queries = [try query(depth: depth + 1)]
    while current == UInt8(ascii: ",") {
      position += 1
      queries.append(try query(depth: depth + 1))
    }
    return queries
  }

  // MARK: values

  private mutating func version() throws(GraphFilter.Malformed) -> VetVersion {
    skipSpaces()
    let start = position
    let text = try value("a version")
    do throws(VetVersion.Malformed) { return try VetVersion(parsing: text) } catch {
      throw GraphFilter.Malformed(offset: start, expected: "a version")
    }
  }

  private mutating func flag() throws(GraphFilter.Malformed) -> Bool {
    skipSpaces()
    let start = position
    switch word() {
    case "true": return true
    case "false": return false
    default: throw GraphFilter.Malformed(offset: start, expected: "`true` or `false`")
    }
  }

  /// Everything up to a space or the closing parenthesis.
  private mutating func value(_ kind: String) throws(GraphFilter.Malformed) -> String {
    skipSpaces()
    let start = position
    while let byte = current, byte != UInt8(ascii: ")"), byte != UInt8(ascii: " ") {
      position += 1
    }
    guard position > start else { throw GraphFilter.Malformed(offset: start, expected: kind) }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  // MARK: bytes

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpaces() {
    while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func word() -> String {
    skipSpaces()
    let start = position
    while let byte = current, byte == UInt8(ascii: "_") || (0x61...0x7A).contains(byte) {
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Goes over one character and the spaces around it.
  private mutating func expect(_ character: Character) throws(GraphFilter.Malformed) {
    skipSpaces()
    guard let byte = current, byte == character.asciiValue else {
      throw GraphFilter.Malformed(offset: position, expected: "`\(character)`")
    }
    position += 1
    skipSpaces()
  }
}
