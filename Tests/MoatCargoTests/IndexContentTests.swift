import MoatCargo
import Testing

@Suite struct `The content of an index line` {
  private func content(_ line: String) throws -> [UInt8] {
    try IndexEntry.content(of: Array(line.utf8)[...])
  }

  private static let line = #"""
    {"name":"a","vers":"1.0.0","deps":[{"name":"b","req":"^1","features":["x","y"],
    "optional":false,"default_features":true,"target":null,"kind":"normal"},
    {"name":"c","req":"^2","features":[],"optional":true,"default_features":false,"target":"cfg(unix)",
    "kind":"build","package":"d"}],"cksum":"00","features":{"p":["b/x"],"q":[]},"yanked":false,"v":2}
    """#

  @Test(arguments: [
    // Another order of members, dependencies and features.
    #"""
    {"features":{"q":[],"p":["b/x"]},"cksum":"00","deps":[{"kind":"build","name":"c","req":"^2",
    "features":[],"default_features":false,"optional":true,"package":"d","target":"cfg(unix)"},
    {"name":"b","req":"^1","features":["y","x"],"kind":"normal"}],"vers":"1.0.0","name":"a"}
    """#,
    // Defaults left out or written as old versions of crates.io did; members of later formats.
    #"""
    {"name":"a","vers":"1.0.0","deps":[{"name":"b","req":"^1","features":["","x","y"],"kind":null,
    "registry":null},{"name":"c","req":"^2","features":[""],"optional":true,"default_features":false,
    "target":"cfg(unix)","kind":"build","package":"d"}],"cksum":"11","features":{"p":["b/x"]},
    "features2":{"q":[]},"links":null,"yanked":true,"rust_version":"1.70",
    "pubtime":"2026-01-02T03:04:05Z","later":[1,2]}
    """#,
  ]) func `is the same in every spelling`(other: String) throws {
    #expect(try content(other) == content(Self.line))
  }

  @Test(arguments: [
    (#""vers":"1.0.0""#, #""vers":"1.0.1""#), (#""name":"a""#, #""name":"A""#),
    (#""req":"^1""#, #""req":"^1.1""#), (#""optional":false"#, #""optional":true"#),
    (#""default_features":true"#, #""default_features":false"#), (#"["x","y"]"#, #"["x"]"#),
    (#""target":null"#, #""target":"cfg(windows)""#), (#""kind":"normal""#, #""kind":"dev""#),
    (#""package":"d""#, #""package":"e""#), (#"["b/x"]"#, #"["b/y"]"#), (#""q":[]"#, #""q":["p"]"#),
    (#","q":[]"#, ""), (#""v":2"#, #""links":"z""#),
    (#""deps":["#, #""deps":[{"name":"evil","req":"*"},"#),
    (#""target":null"#, #""registry":"https://example.com/index""#),
  ]) func `differs with`(old: String, new: String) throws {
    let changed = Self.line.replacing(old, with: new, maxReplacements: 1)
    #expect(changed != Self.line)
    #expect(try content(changed) != content(Self.line))
  }

  @Test(arguments: ["", "[]", "{", #"{"deps":{}}"#, #"{"deps":[1]}"#, #"{"features":[]}"#, "{}x"])
  func `is refused of`(line: String) {
    #expect(throws: IndexCacheFailure.self) { try content(line) }
  }
}
