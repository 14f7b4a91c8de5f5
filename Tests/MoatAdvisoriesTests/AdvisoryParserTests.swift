import MoatAdvisories
import MoatModel
import Testing

@Suite struct `Advisory parser` {
  private func parse(_ text: String) throws(AdvisoryError) -> AdvisoryDocument {
    try AdvisoryParser.parse(
      SourceText(path: "crates/foo/RUSTSEC-2026-0001.md", text: text), collection: .crates)
  }

  @Test func `takes everything the format has`() throws {
    let document = try advisory(
      "RUSTSEC-2026-0001", "foo", title: "Overflow in `bar`", patched: #"">= 1.2.0""#,
      unaffected: #""< 1.0.0""#,
      extra: """
        url = "https://example.org"
        references = ["https://example.org/2"]
        categories = ["memory-corruption"]
        keywords = ["overflow"]
        aliases = ["CVE-2026-1"]
        related = ["GHSA-x"]
        cvss = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
        license = "CC0-1.0"
        [affected]
        arch = ["x86"]
        os = ["windows"]
        functions = { "foo::b" = ["*"], "foo::a" = ["< 1"] }
        """)
    let it = document.advisory
    #expect(it.problems == [])
    #expect(it.kind == .vulnerability)
    #expect(it.title == "Overflow in `bar`")
    #expect(document.description == "Words about foo.")
    #expect(it.date == Day("2026-01-02"))
    #expect(it.rating == .critical)
    #expect(it.cvssTenths == 98)
    #expect(it.affectedFunctions == ["foo::a", "foo::b"])
    #expect(it.affectedSystems == ["windows"])
    #expect(it.affectedArchitectures == ["x86"])
    #expect(it.aliases == ["CVE-2026-1"])
    #expect(it.page == "https://rustsec.org/advisories/RUSTSEC-2026-0001")
  }

  @Test func `reads line endings and marks of other systems`() throws {
    let text = advisoryText("RUSTSEC-2026-0001", "foo", patched: #""1.0.0""#)
    let windows =
      "\u{FEFF}"
      + text.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    let document = try parse(windows)
    #expect(document.advisory == (try parse(text)).advisory)
    #expect(document.description == "Words about foo.")
  }

  @Test func `notes what it does not know and keeps the rest`() throws {
    let it = try advisory(
      "RUSTSEC-2026-0001", "foo",
      extra: """
        informational = "haunted"
        cvss = "CVSS:9.9/X:Y"
        aliases = [1]
        withdrawn = "soon"
        colour = "red"
        [weather]
        wind = 1
        """
    ).advisory
    #expect(it.kind == .other("haunted"))
    #expect(it.cvss == "CVSS:9.9/X:Y")
    #expect(it.cvssTenths == nil)
    #expect(it.withdrawn == nil)
    #expect(
      it.problems == [
        "unknown key `advisory.colour`", "unknown table `weather`", "unknown kind `haunted`",
        "`withdrawn` is not a day", "`aliases` holds an integer",
        "CVSS vector of an unknown version",
      ])
    #expect(it.affected.affects(Version(1, 0, 0)))
  }

  @Test(arguments: [
    ("", "does not begin with a line \"```toml\"", 0),
    ("# Title\n", "does not begin with a line \"```toml\"", 0),
    ("```toml\n[advisory]\n", "has no line \"```\" after its front matter", 0),
    ("```toml\n[advisory]\nid = \"x\"\n```\n", "`advisory.package` is missing", 8),
    ("```toml\n[advisory]\nid = 1\n```\n", "`advisory.id` is an integer", 24),
    ("```toml\nadvisory = 1\n```\n", "`advisory` is an integer", 19),
    (
      "```toml\n[advisory]\nid = \"x\"\npackage = \"y\"\n```\n", "`versions` is missing", 0
    ),
    (
      "```toml\n[advisory]\nid = \"x\"\npackage = \"y\"\n[versions]\n```\n",
      "`versions.patched` is missing", 42
    ),
    (
      "```toml\n[advisory]\nid = \"x\"\npackage = \"y\"\n[versions]\npatched = [\">=1,<2,<3\"]\n```\n",
      "`>=1,<2,<3` has more than two comparators", 64
    ),
  ])
  func `refuses`(text: String, message: String, offset: Int) {
    let error = #expect(throws: AdvisoryError.self) { try parse(text) }
    #expect(error?.message == message)
    #expect(error?.span.lower == offset)
  }

  @Test func `places a TOML error in the file`() throws {
    let text = "```toml\n[advisory]\nid = \n```\n# T\n"
    let error = #expect(throws: AdvisoryError.self) { try parse(text) }
    let span = try #require(error?.span)
    let source = SourceText(path: "a.md", text: text)
    #expect(LineIndex(source.bytes).position(at: span.lower).line == 3)
  }

  @Test func `recognises a takedown by category or title`() throws {
    let title = "`foo` was removed from crates.io due to affiliation with malicious code"
    #expect(try advisory("RUSTSEC-2026-0001", "foo", title: title).advisory.isMalicious)
    let category = #"categories = ["malicious"]"#
    #expect(try advisory("RUSTSEC-2026-0001", "foo", extra: category).advisory.isMalicious)
    let other = "Panic on malicious input"
    #expect(try !advisory("RUSTSEC-2026-0001", "foo", title: other).advisory.isMalicious)
  }
}
