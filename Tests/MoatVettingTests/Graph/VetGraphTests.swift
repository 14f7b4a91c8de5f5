import MoatModel
import MoatTestSupport
import MoatVetting
import Testing

@Suite struct `The graph` {
  private static func node(
    _ name: String, member: Bool = false, needs: [(Int, DependencyKinds)] = []
  ) -> VetNode {
    VetNode(
      name: name, version: Sample.version(1), isCratesIO: !member, isWorkspaceMember: member,
      dependencies: needs.map { VetNode.Dependency(node: $0.0, kinds: $0.1) })
  }

  /// `a` needs `b`, tests it with `c`; `c` needs `d`; `e` is reached by nobody.
  private static let nodes = [
    node("a", member: true, needs: [(1, .normal), (2, .development)]),
    node("b", needs: [(5, .build)]), node("c", needs: [(3, .normal), (0, .normal)]), node("d"),
    node("e", needs: [(3, .normal)]), node("f"),
  ]

  @Test func `knows roots, order and what only tests reach`() {
    let graph = VetGraph(nodes: Self.nodes, policies: [:])
    #expect(graph.packages.map(\.name) == ["a", "b", "c", "d", "e", "f"])
    #expect(graph.packages.map(\.isRoot) == [true, false, false, false, false, false])
    #expect(graph.packages.map(\.isDevOnly) == [false, false, true, true, true, false])
    #expect(graph.order == [5, 1, 0, 3, 2])
    #expect(graph.packages[0].dependents == [2])
    #expect(graph.packages[0].devDependencies == [2])
    #expect(graph.packages[3].dependents == [2], "what nobody reaches needs nothing")
    #expect(graph.places(named: "c") == 2..<3)
    #expect(graph.places(named: "bb").isEmpty)
  }

  @Test func `has what policies call third-party`() {
    var nodes = Self.nodes
    nodes[1].isCratesIO = false
    let policies = [PolicyKey("b"): CratePolicy(auditAsCratesIO: true)]
    let graph = VetGraph(nodes: nodes, policies: policies)
    #expect(graph.packages[1].isThirdParty)
    #expect(graph.packages[1].isAuditedAsCratesIO)
    #expect(!graph.applying([:]).packages[1].isThirdParty)
  }

  @Test func `keeps what a filter leaves within reach`() throws {
    let graph = VetGraph(nodes: Self.nodes, policies: [:]).keeping([
      try GraphFilter(parsing: "exclude(name(c))")
    ])
    #expect(graph.packages.map(\.name) == ["a", "b", "f"])
    #expect(graph.packages[0].dependencies == [1])
    #expect(graph.order == [2, 1, 0])
  }

  @Test func `is as deep as it is long`() {
    let count = 50_000
    let nodes = (0..<count).map { place in
      VetNode(
        name: "n\(place)", version: Sample.version(1), isCratesIO: true,
        isWorkspaceMember: place == 0,
        dependencies: [VetNode.Dependency(node: place + 1, kinds: .normal)])
    }
    let graph = VetGraph(nodes: nodes, policies: [:])
    #expect(graph.order.count == count)
  }
}

@Suite struct `Output of cargo metadata` {
  private static let text = """
    {"packages": [
      {"id": "a 1", "name": "a", "version": "1.0.0", "source": null, "description": "text",
       "dependencies": [{"anything": [1, 2]}]},
      {"id": "b 2", "name": "b", "version": "2.0.0",
       "source": "registry+https://github.com/rust-lang/crates.io-index"},
      {"id": "c 3", "name": "c", "version": "3.0.0",
       "source": "git+https://example.com/c?branch=x#0123456789012345678901234567890123456789"}],
     "workspace_members": ["a 1"],
     "resolve": {"nodes": [
       {"id": "a 1", "deps": [
         {"pkg": "b 2", "dep_kinds": [{"kind": null}, {"kind": "dev", "target": "cfg(unix)"}]},
         {"pkg": "c 3", "dep_kinds": [{"kind": "build"}]}]},
       {"id": "b 2", "deps": []}, {"id": "c 3", "deps": []}], "root": null}}
    """

  private static func read(_ text: String) throws -> CargoMetadata {
    try CargoMetadata(reading: Array(text.utf8)[...])
  }

  @Test func `is read`() throws {
    let nodes = try Self.read(Self.text).nodes
    #expect(nodes.map(\.name) == ["a", "b", "c"])
    #expect(nodes.map(\.isCratesIO) == [false, true, false])
    #expect(nodes.map(\.isWorkspaceMember) == [true, false, false])
    #expect(nodes[0].description == "text")
    #expect(nodes[0].dependencies.map(\.kinds) == [[.normal, .development], .build])
    #expect(
      "\(nodes[2].version)" == "3.0.0@git:0123456789012345678901234567890123456789")
  }

  @Test(arguments: [
    ("\"b 2\", \"deps\"", "\"d\", \"deps\"", "`d`"), ("\"pkg\": \"c 3\"", "\"pkg\": \"x\"", "`x`"),
    ("[\"a 1\"]", "[\"z\"]", "`z`"), ("2.0.0", "2.0", "`2.0`"), ("\"dev\"", "\"odd\"", "`odd`"),
    ("\"dep_kinds\"", "\"kinds\"", "dep_kinds"), ("\"nodes\"", "\"list\"", "nodes"),
    ("\"c 3\", \"name\"", "\"b 2\", \"name\"", "twice"),
    ("{\"id\": \"c 3\", \"deps\": []}", "{\"id\": \"b 2\", \"deps\": []}", "twice"),
    ("{\"packages\"", "[\"packages\"", "JSON"),
  ])
  func `is refused`(_ part: String, _ other: String, _ why: String) throws {
    let text = Self.text.replacing(part, with: other)
    #expect(text != Self.text)
    let failure = try #require(throws: CargoMetadata.Malformed.self) { try Self.read(text) }
    #expect(failure.message.contains(why))
  }

  @Test func `is refused without a graph`() throws {
    let text = #"{"packages": [], "workspace_members": [], "resolve": null}"#
    #expect(throws: CargoMetadata.Malformed.noGraph) { try Self.read(text) }
  }

  @Test func `never traps`() {
    var random = SeededGenerator(seed: 5)
    let bytes = Array(Self.text.utf8)
    var read = 0
    for _ in 0..<3_000 {
      do {
        let nodes = try CargoMetadata(reading: random.damaged(bytes)[...]).nodes
        read += VetGraph(nodes: nodes, policies: [:]).order.isEmpty ? 0 : 1
      } catch {}
    }
    #expect(read > 0)
  }
}
