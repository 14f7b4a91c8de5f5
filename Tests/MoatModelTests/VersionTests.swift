import MoatModel
import Testing

@Suite struct `a version` {
  @Test(arguments: [
    "0.0.0", "1.2.3", "18446744073709551615.0.0", "1.0.0-alpha", "1.0.0-0.3.7", "1.0.0-x.7.z.92",
    "1.0.0+20130313144700", "1.0.0-beta+exp.sha.5114f85", "1.0.0--1", "1.0.0+001",
    "111.3.0+1.1.1c",
  ])
  func `prints as it was written`(text: String) throws {
    #expect(try Version(parsing: text).description == text)
  }

  @Test(arguments: [
    "", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.03", "1.2.3-", "1.2.3-01", "1.2.3+", "1.2.3-a..b",
    "v1.2.3", " 1.2.3", "1.2.3 ", "18446744073709551616.0.0", "+1.0.0", "1.-2.3", "1.2.3-é",
    "１.2.3",
  ])
  func `refuses`(text: String) {
    #expect(throws: Version.Malformed.self) { try Version(parsing: text) }
  }

  /// The order of https://semver.org/spec/v2.0.0.html, section 11, with long numeric identifiers.
  @Test func `orders as the specification's example`() throws {
    let texts = [
      "0.9.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.2", "1.0.0-alpha.10",
      "1.0.0-alpha.99999999999999999999998", "1.0.0-alpha.99999999999999999999999",
      "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0",
      "1.0.1", "1.10.0", "2.0.0",
    ]
    let versions = try texts.map(Version.init(parsing:))
    #expect(versions.shuffled().sorted() == versions)
    for (lower, higher) in zip(versions, versions.dropFirst()) {
      #expect(lower.precedence(over: higher) == .lower)
      #expect(higher.precedence(over: lower) == .higher)
    }
  }

  @Test func `ignores build metadata in precedence but not in identity`() throws {
    let one = try Version(parsing: "1.0.0+a")
    let two = try Version(parsing: "1.0.0+b")
    #expect(one.precedence(over: two) == .same)
    #expect(one != two)
  }

  @Test(arguments: [
    ("1.2.3", "1.9.0", true), ("1.2.3", "2.0.0", false), ("0.2.3", "0.2.9", true),
    ("0.2.3", "0.3.0", false), ("0.0.3", "0.0.4", false), ("0.0.3", "0.0.3", true),
  ])
  func `knows compatible updates`(old: String, new: String, expected: Bool) throws {
    #expect(try Version(parsing: old).isCompatible(with: Version(parsing: new)) == expected)
  }
}
