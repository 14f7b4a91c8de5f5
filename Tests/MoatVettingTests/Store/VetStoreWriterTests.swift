import MoatModel
import MoatSyntax
import Testing

@testable import MoatVetting

@Suite struct `Writing a store` {
  @Test(arguments: [
    ("", #""""#), ("plain é", #""plain é""#), ("a\tb", #""a\tb""#), (#"say "x""#, #"'say "x"'"#),
    (#"C:\x"#, #"'C:\x'"#), (#"it's "x""#, #""""it's "x"""""#), (#"it's \"#, #"'''it's \'''"#),
    ("two\nlines", "\"\"\"\ntwo\nlines\"\"\""), ("\\\n", "'''\n\\\n'''"),
    ("\"\"\"\n", "'''\n\"\"\"\n'''"), ("'''\"\"\"\n", "\"\"\"\n'''\"\"\\\"\n\"\"\""),
    ("'''\\", #""'''\\""#), ("\u{1}\u{7F}", #""\u0001\u007F""#),
    ("a\r\nb", "\"\"\"\na\\r\nb\"\"\""), ("\u{8}\u{C}\"", #""\b\f\"""#),
  ])
  func `chooses the style of a string`(text: String, written: String) throws {
    #expect(StoreString.value(text) == written)
    let document = try TOMLDocument(parsing: SourceText(path: "x", text: "k = \(written)\n"))
    #expect(document.root["k"]?.string.map { Array($0.utf8) } == Array(text.utf8))
  }

  @Test(arguments: [
    ("a-B_9", "a-B_9"), ("", #""""#), ("a:1.0", #""a:1.0""#), (#"a"b"#, #"'a"b'"#),
    (#"a"'b"#, #""a\"'b""#), ("a\nb", #""a\nb""#), ("é", #""é""#), ("a\tb", #""a\tb""#),
  ])
  func `quotes a key`(text: String, written: String) {
    #expect(StoreString.key(text) == written)
  }

  private static func policy(_ policy: CratePolicy, name: String = "a") -> String {
    let text = VetStoreWriter.text(of: VetConfiguration(policies: [PolicyKey(name): policy]))
    return String(
      text.dropFirst("\n# cargo-vet config file\n\n[cargo-vet]\nversion = \"0.10\"\n\n".count))
  }

  @Test func `puts long lists on several lines, counted in characters`() {
    // `criteria = ["…", "x"]` is 80 characters wide with 60 in the first.
    let fits = String(repeating: "é", count: 60)
    #expect(
      Self.policy(CratePolicy(criteria: [fits, "x"]))
        == "[policy.a]\ncriteria = [\"\(fits)\", \"x\"]\n")
    #expect(
      Self.policy(CratePolicy(criteria: [fits + "é", "x"]))
        == "[policy.a]\ncriteria = [\n    \"\(fits)é\",\n    \"x\",\n]\n")
    #expect(Self.policy(CratePolicy(criteria: [])) == "[policy.a]\ncriteria = []\n")
  }

  @Test func `keeps a short map of dependencies inline`() {
    // `dependency-criteria = { b = "…" }` is 120 characters wide with 88.
    let fits = String(repeating: "x", count: 88)
    #expect(
      Self.policy(CratePolicy(dependencyCriteria: ["b": [fits]], notes: "n"))
        == "[policy.a]\ndependency-criteria = { b = \"\(fits)\" }\nnotes = \"n\"\n")
    #expect(
      Self.policy(CratePolicy(dependencyCriteria: ["b": [fits + "x"]], notes: "n"))
        == "[policy.a]\nnotes = \"n\"\n\n[policy.a.dependency-criteria]\nb = \"\(fits)x\"\n")
    #expect(
      Self.policy(CratePolicy(dependencyCriteria: ["b": [fits + "x"]]))
        == "[policy.a.dependency-criteria]\nb = \"\(fits)x\"\n")
    #expect(Self.policy(CratePolicy(), name: "a.b") == "[policy.\"a.b\"]\n")
  }

  @Test func `names people behind their numbers, but not in their own rows`() throws {
    let day = try #require(Day("2020-01-01"))
    func row(_ user: UInt64, _ login: String, _ name: String?) -> PublisherRow {
      PublisherRow(
        version: VetVersion(Version(1, 0, 0)), when: day, source: .user(user), userLogin: login,
        userName: name)
    }
    let lock = ImportsLock(publishers: [
      "b": [row(1, "late", "Later"), row(2, "bare", nil)],
      "a": [row(1, "ann", "Ann\nB"), row(3, "x", "X")],
    ])
    let audits = AuditsFile(trusted: [
      "c": [1, 2, 9].map { TrustEntry(criteria: ["x"], source: .user($0), start: day, end: day) }
    ])
    let text = VetStoreWriter.text(of: audits, publisherNames: PublisherNames(lock))
    #expect(
      text.split(separator: "\n").filter { $0.hasPrefix("user-id") } == [
        "user-id = 1 # Ann B (ann)", "user-id = 2 # bare", "user-id = 9",
      ])
    let rows = VetStoreWriter.text(of: lock, publisherNames: PublisherNames(lock))
    #expect(!rows.dropFirst(26).contains("#"))
  }

  @Test func `writes what is empty as cargo-vet does`() throws {
    let texts = VetStoreWriter.texts(
      of: VetStore(
        audits: AuditsFile(audits: ["a": []]),
        imports: ImportsLock(audits: ["peer": AuditsFile()])))
    #expect(texts.configuration == "\n# cargo-vet config file\n\n[cargo-vet]\nversion = \"0.10\"\n")
    #expect(texts.audits == "\n# cargo-vet audits file\n\n[audits]\n")
    #expect(texts.imports == "\n# cargo-vet imports lock\n\n[audits.peer.audits]\n")
    #expect(
      VetStoreWriter.text(of: VetConfiguration(defaultCriteria: "x"))
        == "\n# cargo-vet config file\n\ndefault-criteria = \"x\"\n\n[cargo-vet]\nversion = \"0.10\"\n"
    )
    #expect(VetStoreWriter.bareText(of: AuditsFile()) == "\n[audits]\n")
  }

  @Test func `sorts by what an audit is about first`() throws {
    let one = try VetVersion(parsing: "1.9.0")
    let two = try VetVersion(parsing: "1.10.0")
    let entries = [
      AuditEntry(criteria: ["a"], kind: .violation(try VetRequirement(parsing: "*"))),
      AuditEntry(criteria: ["a"], kind: .delta(from: one, to: two)),
      AuditEntry(criteria: ["a"], kind: .full(two)),
      AuditEntry(who: ["B"], criteria: ["a"], kind: .full(one)),
      AuditEntry(who: ["A"], criteria: ["a"], kind: .full(one), notes: "n"),
      AuditEntry(who: ["A"], criteria: ["a"], kind: .full(one)),
      AuditEntry(who: ["Z"], criteria: ["Z"], kind: .full(one)),
    ]
    let tidy = AuditsFile(audits: ["x": entries]).tidied()
    #expect(tidy.audits["x"] == entries.reversed())
  }
}
