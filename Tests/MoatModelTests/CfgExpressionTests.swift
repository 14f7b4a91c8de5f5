import MoatModel
import Testing

@Suite struct `a cfg expression` {
  private let linux: Set<CfgFact> = [
    CfgFact("unix"), CfgFact("target_os", "linux"), CfgFact("target_env", ""),
  ]

  @Test(
    arguments: [
      ("unix", true), ("windows", false), ("target_os = \"linux\"", true),
      ("target_os=\"linux\"", true), ("target_os", false), ("target_env = \"\"", true),
      ("not(windows)", true), ("not(unix)", false), ("all(unix, not(windows))", true),
      ("all(unix, windows)", false), ("any(windows, unix)", true), ("all()", true),
      ("any()", false), ("any(windows, unix,)", true), ("true", true), ("false", false),
      ("not(false)", true), ("r#unix", true), (" unix ", true),
      ("feature = \"std\"", false), ("all(any(all(unix)), not(any()))", true),
    ])
  func `holds`(text: String, isTrue: Bool) throws {
    #expect(try CfgExpression(parsing: text).holds(among: linux) == isTrue)
  }

  @Test(
    arguments: [
      ("", CfgExpression.Malformed.unexpectedEnd), ("all", .unexpectedEnd),
      ("all(unix", .unexpectedEnd), ("not()", .unexpected(offset: 4)),
      ("not(unix, windows)", .unexpected(offset: 8)), ("unix windows", .unexpected(offset: 5)),
      ("target_os = linux", .unexpected(offset: 12)), ("target_os =", .unexpectedEnd),
      ("target_os = \"linux", .unterminatedString(offset: 12)), ("a-b", .unexpected(offset: 1)),
      ("all(,)", .unexpected(offset: 4)), ("\tunix", .unexpected(offset: 0)),
      ("r#", .unexpectedEnd), ("r#1", .unexpected(offset: 2)), ("(unix)", .unexpected(offset: 0)),
    ]) func `refuses`(text: String, why: CfgExpression.Malformed)
  {
    #expect(throws: why) { try CfgExpression(parsing: text) }
  }

  @Test func `ends where nesting has no end`() {
    let deep = String(repeating: "not(", count: 100_000)
    #expect(throws: CfgExpression.Malformed.tooDeep(offset: 512)) {
      try CfgExpression(parsing: deep)
    }
  }

  @Test(arguments: ["all(unix, not(target_os = \"linux\"), any(true, false))", "not(windows)"])
  func `is written as it is read`(text: String) throws {
    #expect(try CfgExpression(parsing: text).description == text)
  }
}

@Suite struct `a platform condition` {
  @Test(
    arguments: [
      ("cfg(windows)", "x86_64-pc-windows-msvc", true),
      ("cfg(windows)", "x86_64-unknown-linux-gnu", false),
      ("x86_64-unknown-linux-gnu", "x86_64-unknown-linux-gnu", true),
      ("x86_64-unknown-linux-gnu", "x86_64-unknown-linux-musl", false),
      ("cfg(target_family = \"wasm\")", "wasm32-unknown-unknown", true),
      ("cfg(all(unix, target_vendor = \"apple\"))", "aarch64-apple-darwin", true),
      ("cfg(target_feature = \"sse2\")", "x86_64-unknown-linux-gnu", true),
      ("my-board.json", "x86_64-unknown-linux-gnu", false),
    ]) func `holds on a target`(text: String, target: String, isTrue: Bool) throws
  {
    #expect(try PlatformCondition(parsing: text).holds(on: TargetTriple(target)) == isTrue)
  }

  @Test(arguments: ["cfg(", "cfg(windows) ", "not(windows)", "a b", "cfg(all(unix)"])
  func `refuses what Cargo refuses`(text: String) {
    #expect(throws: CfgExpression.Malformed.self) { try PlatformCondition(parsing: text) }
  }
}

@Suite struct `a target` {
  @Test func `is one of those rustc has built in`() throws {
    #expect(BuiltInTargets.names.count > 250)
    for name in BuiltInTargets.names {
      let facts = try TargetTriple(name).facts
      #expect(facts.contains { $0.key == "target_arch" && $0.value != nil }, "\(name)")
    }
  }

  @Test func `is refused where its facts are not known`() {
    #expect(throws: TargetTriple.Unknown.name) { try TargetTriple("x86_64-unknown-plan9") }
    #expect(throws: TargetTriple.Unknown.name) { try TargetTriple("") }
    #expect(throws: TargetTriple.Unknown.specificationFile) { try TargetTriple("board.json") }
  }

  @Test func `can have facts that flags add`() throws {
    let target = try TargetTriple("x86_64-unknown-linux-gnu").adding([CfgFact("loom")])
    #expect(try PlatformCondition(parsing: "cfg(all(loom, unix))").holds(on: target))
    #expect(target.name == "x86_64-unknown-linux-gnu")
  }

  @Test func `is the machine by default`() {
    #expect(!TargetTriple.host.facts.isEmpty)
  }
}
