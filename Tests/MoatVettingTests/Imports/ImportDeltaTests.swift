import MoatModel
import MoatVetting
import Testing

@Suite struct `What changed in an imported list` {
  private func entry(_ crate: String, _ lines: String) -> String {
    "[[audits.\(crate)]]\nwho = \"A <a@b.c>\"\ncriteria = \"safe-to-run\"\n\(lines)\n"
  }

  private func entries(_ text: String) throws -> AuditsFile {
    try VetStoreReader.audits(SourceText(path: "audits.toml", text: text))
  }

  @Test func `is nothing where entries only moved`() throws {
    let one = entry("a", "version = \"1.0.0\"")
    let two = entry("a", "delta = \"1.0.0 -> 1.0.1\"")
    let old = try entries(one + two)
    let new = try entries(two + one)
    #expect(ImportDelta(from: old, to: new).isEmpty)
  }

  @Test func `is told by what entries are about`() throws {
    let old = try entries(
      entry("a", "version = \"1.0.0\"") + entry("b", "violation = \"<1.0\"")
        + entry("c", "version = \"1.0.0\"\nnotes = \"old\""))
    let new = try entries(
      entry("a", "version = \"1.0.1\"") + entry("c", "version = \"1.0.0\"\nnotes = \"new\"")
        + entry("z", "violation = \"*\"") + entry("d", "version = \"1.0.0\""))
    let delta = ImportDelta(from: old, to: new)
    #expect(delta.added.map(\.crate) == ["z", "a", "d"])
    #expect(delta.added.map(\.kind) == [.violation, .audit, .audit])
    #expect(delta.removed.map(\.subject) == ["<1.0", "1.0.0"])
    #expect(delta.reworded.map(\.crate) == ["c"])
  }

  @Test func `pairs look-alikes by their words first`() throws {
    let old = try entries(
      entry("a", "version = \"1.0.0\"\nnotes = \"one\"")
        + entry("a", "version = \"1.0.0\"\nnotes = \"two\""))
    let new = try entries(entry("a", "version = \"1.0.0\"\nnotes = \"two\""))
    let delta = ImportDelta(from: old, to: new)
    #expect(delta.removed.count == 1)
    #expect(delta.reworded.isEmpty)
    #expect(delta.added.isEmpty)
  }

  @Test func `is the same backwards`() throws {
    let one = try entries(entry("a", "version = \"1.0.0\"") + entry("b", "version = \"1.0.0\""))
    let two = try entries(entry("b", "version = \"1.0.0\"") + entry("c", "violation = \"1\""))
    let forth = ImportDelta(from: one, to: two)
    let back = ImportDelta(from: two, to: one)
    #expect(forth.added == back.removed)
    #expect(forth.removed == back.added)
  }

  @Test func `shows criteria that promise something else`() throws {
    let old = AuditsFile(criteria: [
      "same": CriteriaDefinition(description: "x", implies: ["safe-to-run", "safe-to-deploy"]),
      "other": CriteriaDefinition(description: "before"),
      "less": CriteriaDefinition(description: "x", implies: ["safe-to-run"]),
      "gone": CriteriaDefinition(description: "x"),
    ])
    let new = AuditsFile(criteria: [
      "same": CriteriaDefinition(description: "x", implies: ["safe-to-deploy", "safe-to-run"]),
      "other": CriteriaDefinition(description: "after"),
      "less": CriteriaDefinition(description: "x"),
      "new": CriteriaDefinition(description: "x"),
    ])
    let delta = ImportDelta(from: old, to: new)
    #expect(delta.criteria.map(\.name) == ["gone", "less", "new", "other"])
    #expect(delta.redefined.map(\.name) == ["less", "other"])
  }
}

@Suite struct `Accepted lists` {
  private static let digest = String(repeating: "0a", count: 32)

  @Test func `are read as they were written`() throws {
    let pin = ImportPins.Pin(
      url: "https://example.org/\"a\".toml", digest: try SHA256Digest(parsing: Self.digest),
      size: 7,
      accepted: try #require(Timestamp("2026-11-21T12:00:00Z")), from: "../lists/audits.toml",
      commit: String(repeating: "1", count: 40))
    let pins = ImportPins(["a.b": [pin], "c": [pin, pin]])
    let read = try ImportPins(parsing: SourceText(path: "p", text: pins.text))
    #expect(read == pins)
    #expect(read.pin("c", pin.url) == pin)
    #expect(read.pin("c", "https://example.org/") == nil)
    #expect(ImportPins().text.contains("version = 1\n"))
  }

  @Test(arguments: [
    ("", "`version` is not 1: a newer Moat wrote it"),
    ("version = 1\nx = 1", "unknown key `x`"),
    ("version = 1\n[imports]\na = 1", "an import is not an array of tables"),
    ("version = 1\n[[imports.a]]\n", "`url` is not a string"),
    ("version = 1\n[[imports.a]]\nurl = \"u\"\nsha256 = \"0\"", "`sha256` is not a digest"),
    (
      "version = 1\n[[imports.a]]\nurl = \"u\"\nsha256 = \"\(digest)\"\nbytes = -1",
      "`bytes` is not a size"
    ),
    (
      "version = 1\n[[imports.a]]\nurl = \"u\"\nsha256 = \"\(digest)\"\nbytes = 1\naccepted = \"x\"",
      "`accepted` is not a time"
    ),
    ("version = 1\n[[imports.a]]\nurl = \"u\"\nmore = 1", "unknown key `more`"),
  ])
  func `are refused`(text: String, message: String) throws {
    let error = #expect(throws: ImportPins.Malformed.self) {
      try ImportPins(parsing: SourceText(path: "p", text: text))
    }
    #expect(error?.message == message)
  }

  @Test func `have well-known names`() {
    #expect(WellKnownAudits.all.map(\.name) == WellKnownAudits.all.map(\.name).sorted())
    #expect(
      WellKnownAudits.named("google")?.url.hasSuffix("/google/supply-chain/main/audits.toml")
        == true)
    #expect(WellKnownAudits.named("nobody") == nil)
  }
}
