import MoatModel
package import MoatSyntax

/// What `cargo metadata --format-version 1` printed, as far as vetting needs it
/// (https://doc.rust-lang.org/cargo/commands/cargo-metadata.html).
///
/// Moat does not run `cargo`; somebody else did, and a value proves only that the text had the form.
package struct CargoMetadata: Sendable {
  /// The packages of `resolve.nodes`, with members marked.
  package let nodes: [VetNode]

  /// More packages than any real project locks (the largest known have a few thousand); keeps a
  /// hostile file from filling memory.
  package static let packageLimit = 100_000

  /// Reads the document.
  ///
  /// - Throws: ``Malformed``, for anything that `cargo` would not print, and for output made with
  ///   `--no-deps`, which has no graph.
  package init(reading bytes: ArraySlice<UInt8>) throws(Malformed) {
    let parts = try Self.parts(of: bytes)
    let packages = try Self.packages(parts.packages)
    let members = Set(try Self.memberIDs(parts.members))
    var places: [String: Int] = [:]
    var nodes: [VetNode] = []
    var edges: [JSONValue] = []
    for node in try Self.nodes(parts.resolve) {
      guard let id = node["id"]?.string else { throw .missing("id", in: "resolve.nodes") }
      guard let package = packages[id] else { throw .unknownPackage(id) }
      guard places.updateValue(nodes.count, forKey: id) == nil else { throw .repeated(id) }
      guard nodes.count < Self.packageLimit else {
        throw .tooManyPackages(limit: Self.packageLimit)
      }
      var made = package
      made.isWorkspaceMember = members.contains(id)
      nodes.append(made)
      edges.append(node["deps"] ?? .null)
    }
    for member in members where places[member] == nil { throw .unknownPackage(member) }
    for place in nodes.indices {
      nodes[place].dependencies = try Self.dependencies(edges[place], places)
    }
    self.nodes = nodes
  }

  /// Why a text is not the output of `cargo metadata`.
  package enum Malformed: Error, Hashable, Sendable {
    case syntax(JSONFailure)
    case missing(String, in: String)
    case malformedVersion(String)
    case unknownKind(String)
    /// An id that no package has.
    case unknownPackage(String)
    /// Two packages with one id.
    case repeated(String)
    /// Made with `--no-deps`.
    case noGraph
    case tooManyPackages(limit: Int)

    /// A lowercase phrase that completes "`FILE` is refused: …".
    package var message: String {
      switch self {
      case .syntax(let failure): failure.message
      case .missing(let key, let place): "`\(place)` has no `\(key)` of the right type"
      case .malformedVersion(let text): "`\(text)` is not a version"
      case .unknownKind(let text): "`\(text)` is not a kind of dependency"
      case .unknownPackage(let id): "it names a package that it does not describe: `\(id)`"
      case .repeated(let id): "it describes `\(id)` twice"
      case .noGraph: "it holds no dependency graph; run `cargo metadata` without `--no-deps`"
      case .tooManyPackages(let limit): "it lists more than \(limit) packages"
      }
    }
  }
}

// MARK: - Parts of the document

extension CargoMetadata {
  private typealias Parts = (
    packages: ArraySlice<UInt8>, members: ArraySlice<UInt8>, resolve: ArraySlice<UInt8>
  )

  private static func syntax<Value>(
    _ read: () throws(JSONFailure) -> Value
  ) throws(Malformed) -> Value {
    do { return try read() } catch { throw .syntax(error) }
  }

  private static func parts(of bytes: ArraySlice<UInt8>) throws(Malformed) -> Parts {
    var found: [String: ArraySlice<UInt8>] = [:]
    let members = try syntax { () throws(JSONFailure) in try JSONReader.rawMembers(of: bytes) }
    for member in members {
      // The first of two equal names counts nowhere else: refuse.
      let name = String(decoding: member.name, as: UTF8.self)
      guard found.updateValue(member.value, forKey: name) == nil else { throw .repeated(name) }
    }
    guard let packages = found["packages"] else { throw .missing("packages", in: "metadata") }
    guard let members = found["workspace_members"] else {
      throw .missing("workspace_members", in: "metadata")
    }
    guard let resolve = found["resolve"] else { throw .missing("resolve", in: "metadata") }
    return (packages, members, resolve)
  }

  /// The packages by id, without edges.
  private static func packages(
    _ bytes: ArraySlice<UInt8>
  ) throws(Malformed) -> [String: VetNode] {
    let names: Set = ["id", "name", "version", "source", "description", "repository"]
    var packages: [String: VetNode] = [:]
    let elements = try syntax { () throws(JSONFailure) in try JSONReader.rawElements(of: bytes) }
    for element in elements {
      let members = try syntax { () throws(JSONFailure) in
        try JSONReader.members(names, of: element)
      }
      let package = try package(members)
      guard packages.updateValue(package, forKey: package.id) == nil else {
        throw .repeated(package.id)
      }
    }
    return packages
  }

  private static func package(_ members: [String: JSONValue]) throws(Malformed) -> VetNode {
    guard let id = members["id"]?.string else { throw .missing("id", in: "packages") }
    guard let name = members["name"]?.string else { throw .missing("name", in: "packages") }
    guard let text = members["version"]?.string else { throw .missing("version", in: "packages") }
    let version: Version
    do { version = try Version(parsing: text) } catch { throw .malformedVersion(text) }
    var source: PackageSource?
    if let raw = members["source"]?.string {
      // A source of a kind that Moat does not know is not crates.io, and that is all that counts.
      do { source = try PackageSource(parsing: raw) } catch { source = nil }
    }
    var revision: String?
    if case .git(_, _, let commit) = source?.kind { revision = commit }
    return VetNode(
      name: name, version: VetVersion(version, gitRevision: revision), id: id,
      isCratesIO: source?.isCratesIO ?? false, description: members["description"]?.string,
      repository: members["repository"]?.string)
  }

  private static func memberIDs(_ bytes: ArraySlice<UInt8>) throws(Malformed) -> [String] {
    guard
      case .array(let values) = try syntax({ () throws(JSONFailure) in
        try JSONReader.read(bytes)
      })
    else { throw .missing("workspace_members", in: "metadata") }
    var ids: [String] = []
    for value in values {
      guard let id = value.string else { throw .missing("workspace_members", in: "metadata") }
      ids.append(id)
    }
    return ids
  }

  private static func nodes(
    _ bytes: ArraySlice<UInt8>
  ) throws(Malformed) -> [[String: JSONValue]] {
    if bytes.elementsEqual("null".utf8) { throw .noGraph }
    let resolve = try syntax { () throws(JSONFailure) in
      try JSONReader.members(["nodes"], of: bytes)
    }
    guard case .array(let nodes)? = resolve["nodes"] else { throw .missing("nodes", in: "resolve") }
    var members: [[String: JSONValue]] = []
    for node in nodes {
      guard let node = node.object else { throw .missing("nodes", in: "resolve") }
      members.append(node)
    }
    return members
  }

  private static func dependencies(
    _ value: JSONValue, _ places: [String: Int]
  ) throws(Malformed) -> [VetNode.Dependency] {
    guard case .array(let values) = value else { throw .missing("deps", in: "resolve.nodes") }
    var dependencies: [VetNode.Dependency] = []
    for value in values {
      guard let id = value.object?["pkg"]?.string else {
        throw .missing("pkg", in: "resolve.nodes.deps")
      }
      guard let place = places[id] else { throw .unknownPackage(id) }
      // Cargo before 1.41 did not print kinds. Without them nothing would count as needed.
      guard case .array(let list)? = value.object?["dep_kinds"] else {
        throw .missing("dep_kinds", in: "resolve.nodes.deps")
      }
      var kinds: DependencyKinds = []
      for entry in list { kinds.insert(try kind(entry)) }
      dependencies.append(VetNode.Dependency(node: place, kinds: kinds))
    }
    return dependencies
  }

  private static func kind(_ entry: JSONValue) throws(Malformed) -> DependencyKinds {
    switch entry.object?["kind"] {
    case .null?: return .normal
    case .string("normal")?: return .normal
    case .string("build")?: return .build
    case .string("dev")?: return .development
    case .string(let text)?: throw .unknownKind(text)
    default: throw .missing("kind", in: "resolve.nodes.deps.dep_kinds")
    }
  }
}

extension VetGraph {
  /// The graph that `cargo metadata` describes.
  package init(metadata: CargoMetadata, policies: [PolicyKey: CratePolicy]) {
    self.init(nodes: metadata.nodes, policies: policies)
  }
}
