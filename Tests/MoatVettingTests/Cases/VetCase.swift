import Foundation
import MoatModel
import MoatSyntax
import MoatTestSupport
import MoatVetting
import Testing

/// One case of cargo-vet's own tests, as data: a graph, a store and perhaps a network in, a report or
/// new files out.
struct VetCase: Sendable, CustomTestStringConvertible {
  let members: [String: JSONValue]
  private let metadata: ArraySlice<UInt8>?

  var testDescription: String { id }

  var id: String { members["id"]?.string ?? "" }
  var kind: String { members["kind"]?.string ?? "" }
  var expected: [String: JSONValue] { members["expect"]?.object ?? [:] }

  /// The cases of one kind; none where the data is absent.
  static func all(_ kind: String) -> [VetCase] { cases.filter { $0.kind == kind } }

  private static let cases: [VetCase] = {
    guard SharedData.isPresent else { return [] }
    do {
      let file = SharedData.folder.appendingPathComponent("vet-cases.json")
      let bytes = try [UInt8](Data(contentsOf: file))
      return try JSONReader.rawElements(of: bytes[...]).map(VetCase.init(reading:))
    } catch {
      fatalError("vet-cases.json: \(error)")
    }
  }()

  private init(reading bytes: ArraySlice<UInt8>) throws {
    var members: [String: JSONValue] = [:]
    var metadata: ArraySlice<UInt8>?
    for member in try JSONReader.rawMembers(of: bytes) {
      let name = String(decoding: member.name, as: UTF8.self)
      if name == "metadata" {
        metadata = member.value.elementsEqual("null".utf8) ? nil : member.value
      } else {
        members[name] = try JSONReader.read(member.value)
      }
    }
    self.members = members
    self.metadata = metadata
  }

  /// Why a case cannot be run.
  struct Unusable: Error {
    let what: String
  }

  /// The clock of the cases.
  static let today = Day("2023-01-01")

  func text(_ file: String) -> String {
    members["initial"]?.object?[file]?.string ?? ""
  }

  func store() throws -> VetStore {
    guard let today = Self.today else { throw Unusable(what: "clock") }
    return try VetStore(
      reading: VetStoreTexts(
        configuration: SourceText(path: "config.toml", text: text("config.toml")),
        audits: SourceText(path: "audits.toml", text: text("audits.toml")),
        imports: SourceText(path: "imports.lock", text: text("imports.lock"))),
      options: VetStoreOptions(today: today, version: StoreVersion(1, 0)))
  }

  func graph(_ store: VetStore) throws -> VetGraph {
    guard let metadata else { return VetGraph(nodes: [], policies: [:]) }
    return VetGraph(
      metadata: try CargoMetadata(reading: metadata), policies: store.configuration.policies)
  }

  func resolver() throws -> VetResolver {
    let store = try store()
    let graph = try graph(store)
    let criteria = try CriteriaTable(store.audits.criteria)
    var live: ImportsLock?
    if members["mode"]?.string == "online" {
      live = try network().live.merged(
        into: store, graph: graph, criteria: criteria,
        acceptsChangedCriteria: members["allow_criteria_changes"]?.bool ?? false)
    }
    return VetResolver(store: store, live: live, graph: graph, criteria: criteria)
  }

  func network() throws -> VetCaseNetwork {
    try VetCaseNetwork(
      members["network"]?.object ?? [:],
      declarations: try store().configuration.imports)
  }
}

/// What the network of a case answers.
struct VetCaseNetwork {
  let live: LiveImports
  let crates: [String: PublishedCrate]
  let peers: [(name: String, urls: [String], lists: [FetchedAudits])]

  init(
    _ members: [String: JSONValue], declarations: [String: ImportDeclaration]
  ) throws {
    var lists: [String: FetchedAudits] = [:]
    for (url, text) in members["audits"]?.object ?? [:] {
      let source = SourceText(path: url, text: text.string ?? "")
      lists[url] = FetchedAudits(url: url, file: try VetStoreReader.foreignAudits(source).file)
    }
    var live = LiveImports(
      audits: declarations.mapValues { $0.urls.compactMap { lists[$0] } })
    var crates: [String: PublishedCrate] = [:]
    for (name, crate) in members["crates"]?.object ?? [:] {
      crates[name] = PublishedCrate(
        description: crate.object?["description"]?.string,
        repository: crate.object?["repository"]?.string)
      guard case .array(let versions)? = crate.object?["versions"] else { continue }
      let releases = try versions.map { try Self.release($0.object ?? [:], members) }
      live.releases[name] = releases
      live.versions[name] = releases.map(\.version)
    }
    self.live = live
    self.crates = crates
    peers = (members["registry_toml"]?.object ?? [:]).sorted { $0.key < $1.key }.map { name, urls in
      guard case .array(let values) = urls else { return (name, [], []) }
      let urls = values.compactMap(\.string)
      return (name, urls, urls.compactMap { lists[$0] })
    }
  }

  private static func release(
    _ release: [String: JSONValue], _ network: [String: JSONValue]
  ) throws -> CrateRelease {
    guard let text = release["version"]?.string,
      let day = Day(String((release["created_at"]?.string ?? "").prefix(10)))
    else { throw VetCase.Unusable(what: "release") }
    var publisher: ReleasePublisher?
    if let user = release["user"]?.integer {
      let account = network["users"]?.object?[String(user)]?.object
      publisher = ReleasePublisher(
        source: .user(UInt64(user)), login: account?["login"]?.string,
        name: account?["name"]?.string)
    } else if let repository = release["trustpub"]?.string {
      publisher = ReleasePublisher(source: .trustedPublisher(repository))
    }
    return CrateRelease(
      version: try Version(parsing: text), published: day, publisher: publisher)
  }
}
