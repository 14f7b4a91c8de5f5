import MoatModel
import MoatTestSupport
import MoatVetting

/// Random small graphs and stores: few crates and versions, so that paths meet.
struct RandomVetting {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  static let criteria = ["safe-to-run", "safe-to-deploy", "a", "b"]
  static let crates = ["first", "p", "q", "r", "s"]

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  mutating func element<Value>(_ values: [Value]) -> Value {
    values[number(0...(values.count - 1))]
  }

  mutating func version() -> VetVersion {
    let isCommit = chance(8)
    return VetVersion(
      Version(UInt64(number(1...6)), 0, 0),
      gitRevision: isCommit ? String(repeating: element(["a", "b"]), count: 40) : nil)
  }

  mutating func names() -> [String] {
    var names = [element(Self.criteria)]
    if chance(15) { names.append(element(Self.criteria)) }
    return names
  }

  // MARK: - Graph

  mutating func nodes() -> [VetNode] {
    var nodes = [
      VetNode(
        name: "root", version: VetVersion(Version(1, 0, 0)), id: "root", isCratesIO: false,
        isWorkspaceMember: true)
    ]
    for crate in Self.crates {
      for copy in 0...number(0...1) {
        nodes.append(
          VetNode(
            name: crate, version: version(), id: "\(crate) \(copy)", isCratesIO: crate != "first",
            isWorkspaceMember: crate == "first" && copy == 0))
      }
    }
    for place in nodes.indices {
      for other in nodes.indices where other > place && chance(place == 0 ? 60 : 30) {
        let kinds: [DependencyKinds] = [.normal, .normal, .build, .development, [.normal, .build]]
        nodes[place].dependencies.append(
          VetNode.Dependency(node: other, kinds: element(kinds)))
      }
    }
    return nodes
  }

  // MARK: - Store

  mutating func audit() -> AuditEntry {
    let kind: AuditKind = chance(40) ? .full(version()) : .delta(from: version(), to: version())
    return AuditEntry(criteria: names(), kind: kind, importable: chance(85))
  }

  mutating func wildcard() -> WildcardAudit {
    let year = number(2020...2022)
    return WildcardAudit(
      criteria: names(), source: .user(UInt64(number(1...2))), start: Self.day(year),
      end: Self.day(year + number(1...2)))
  }

  mutating func trust() -> TrustEntry {
    let year = number(2020...2022)
    return TrustEntry(
      criteria: names(), source: .user(UInt64(number(1...2))), start: Self.day(year),
      end: Self.day(year + number(1...2)))
  }

  static func day(_ year: Int) -> Day { Day("\(year)-01-01") ?? Day(daysSinceEpoch: 0) }

  mutating func file(isOwn: Bool) -> AuditsFile {
    var file = AuditsFile()
    for crate in Self.crates {
      for _ in 0..<number(0...5) { file.audits[crate, default: []].append(audit()) }
      if chance(25) { file.wildcardAudits[crate, default: []].append(wildcard()) }
      if isOwn, chance(20) { file.trusted[crate, default: []].append(trust()) }
    }
    return file
  }

  mutating func store() -> VetStore {
    var store = VetStore()
    store.audits = file(isOwn: true)
    store.audits.criteria = [
      "a": CriteriaDefinition(description: "a", implies: chance(50) ? ["safe-to-run"] : []),
      "b": CriteriaDefinition(description: "b", implies: chance(50) ? ["a"] : []),
    ]
    for name in ["peer", "rival"] {
      store.configuration.imports[name] = ImportDeclaration(urls: ["https://\(name).example"])
      store.imports.audits[name] = file(isOwn: false)
    }
    for crate in Self.crates {
      for _ in 0..<number(0...3) {
        store.imports.publishers[crate, default: []].append(
          PublisherRow(
            version: version(), when: Self.day(number(2020...2023)),
            source: .user(UInt64(number(1...2))), userLogin: "somebody"))
      }
      for _ in 0..<number(0...1) {
        store.configuration.exemptions[crate, default: []].append(
          Exemption(version: version(), criteria: names(), suggest: chance(80)))
      }
      if chance(10) {
        store.imports.unpublished[crate] = [
          UnpublishedRow(version: version(), auditedAs: version())
        ]
      }
    }
    if chance(30) {
      store.configuration.policies[PolicyKey("root")] = CratePolicy(
        criteria: names(), devCriteria: chance(50) ? names() : nil,
        dependencyCriteria: chance(50) ? [element(Self.crates): names()] : [:])
    }
    if chance(30) {
      store.configuration.policies[PolicyKey("first")] = CratePolicy(
        auditAsCratesIO: chance(50), criteria: chance(30) ? names() : nil)
    }
    return store
  }

  mutating func violation() throws -> AuditEntry {
    AuditEntry(
      criteria: names(),
      kind: .violation(try VetRequirement(parsing: element(["=3.0.0", ">=4", "*", "1"]))))
  }

  // MARK: - A crate's worth of evidence more

  /// Adds one entry that vouches for something.
  mutating func addEvidence(to store: inout VetStore) {
    let crate = element(Self.crates)
    switch number(1...6) {
    case 1: store.audits.audits[crate, default: []].append(audit())
    case 2: store.imports.audits["peer"]?.audits[crate, default: []].append(audit())
    case 3: store.audits.wildcardAudits[crate, default: []].append(wildcard())
    case 4: store.audits.trusted[crate, default: []].append(trust())
    case 5:
      store.configuration.exemptions[crate, default: []].append(
        Exemption(version: version(), criteria: names()))
    default:
      store.imports.unpublished[crate, default: []].append(
        UnpublishedRow(version: version(), auditedAs: version()))
    }
  }
}
