import MoatModel
import MoatVetting

/// Small graphs and stores for tests of one behaviour.
enum Sample {
  static func version(_ major: Int) -> VetVersion { VetVersion(Version(UInt64(major), 0, 0)) }

  /// A root that needs `x` in version 10, which needs `y` in version 10.
  static let nodes = [
    VetNode(
      name: "root", version: version(1), isCratesIO: false, isWorkspaceMember: true,
      dependencies: [VetNode.Dependency(node: 1, kinds: .normal)]),
    VetNode(
      name: "x", version: version(10), isCratesIO: true,
      dependencies: [VetNode.Dependency(node: 2, kinds: .normal)]),
    VetNode(name: "y", version: version(10), isCratesIO: true),
  ]

  static let x = 1
  static let y = 2

  static func audit(_ major: Int, _ criteria: String = "safe-to-deploy") -> AuditEntry {
    AuditEntry(criteria: [criteria], kind: .full(version(major)))
  }

  static func violation(
    _ range: String, _ criteria: String = "safe-to-run"
  ) throws -> AuditEntry {
    AuditEntry(criteria: [criteria], kind: .violation(try VetRequirement(parsing: range)))
  }

  /// Both crates audited by the project itself.
  static var audited: VetStore {
    var store = VetStore()
    store.audits.audits = ["x": [audit(10)], "y": [audit(10)]]
    return store
  }

  static func resolver(
    _ store: VetStore, live: ImportsLock? = nil, _ options: ResolverOptions = ResolverOptions(),
    nodes: [VetNode] = nodes
  ) throws -> VetResolver {
    VetResolver(
      store: store, live: live,
      graph: VetGraph(nodes: nodes, policies: store.configuration.policies),
      criteria: try CriteriaTable(store.audits.criteria), options: options)
  }

  static func report(
    _ store: VetStore, _ options: ResolverOptions = ResolverOptions()
  ) throws -> VetReport {
    try resolver(store, options).resolve()
  }
}
