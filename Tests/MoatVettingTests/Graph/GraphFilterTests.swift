import MoatVetting
import Testing

@Suite struct `Filters of the graph` {
  /// `app` needs `lib` 1.0.0 and tests with `check` 2.0.0.
  private static let graph = VetGraph(
    nodes: [
      VetNode(
        name: "app", version: Sample.version(1), isCratesIO: false, isWorkspaceMember: true,
        dependencies: [
          VetNode.Dependency(node: 1, kinds: .normal),
          VetNode.Dependency(node: 2, kinds: .development),
        ]),
      VetNode(name: "lib", version: Sample.version(1), isCratesIO: true),
      VetNode(name: "check", version: Sample.version(2), isCratesIO: true),
    ], policies: [:])

  @Test(
    arguments: [
      ("include(name(lib))", []), ("exclude(name(lib))", ["app", "check"]),
      ("exclude(version(2.0.0))", ["app", "lib"]), ("exclude(is_dev_only(true))", ["app", "lib"]),
      ("include(any(is_root(true),name(check)))", ["app", "check"]),
      ("include(all(is_third_party(false), is_workspace_member(true)))", ["app"]),
      ("exclude(not(any( name( lib ) , is_root(true) )))", ["app", "lib"]),
      (" exclude ( is_dev_only ( true ) ) ", ["app", "lib"]),
    ] as [(String, [String])])
  func `keep what they let pass and a member reaches`(_ text: String, _ kept: [String]) throws {
    let filter = try GraphFilter(parsing: text)
    #expect(Self.graph.keeping([filter]).packages.map(\.name) == kept)
  }

  @Test func `hold all at once`() throws {
    let filters = try ["exclude(name(lib))", "exclude(name(check))"].map {
      try GraphFilter(parsing: $0)
    }
    #expect(Self.graph.keeping(filters).packages.map(\.name) == ["app"])
  }

  @Test(
    arguments: [
      ("", 0, "include"), ("keep(name(a))", 0, "include"), ("include", 7, "`(`"),
      ("include(eq(name(a)))", 8, "`is_root(…)`"), ("include(name())", 13, "the name"),
      ("include(name(a)", 15, "`)`"), ("include(name(a)))", 16, "the end"),
      ("include(version(1.0))", 16, "a version"), ("include(is_root(yes))", 16, "`true`"),
      ("include(any(name(a),))", 20, "one of"), ("include(name(a) name(b))", 16, "`)`"),
    ] as [(String, Int, String)])
  func `are refused with the place`(_ text: String, _ offset: Int, _ expected: String) throws {
    let failure = try #require(throws: GraphFilter.Malformed.self) {
      try GraphFilter(parsing: text)
    }
    #expect(failure.offset == offset)
    #expect(failure.expected.contains(expected), "\(failure.expected)")
  }

  @Test func `are not as deep as the stack`() {
    let deep = String(repeating: "not(", count: 100_000)
    #expect(throws: GraphFilter.Malformed.self) {
      try GraphFilter(parsing: "include(\(deep)name(a)")
    }
  }
}
