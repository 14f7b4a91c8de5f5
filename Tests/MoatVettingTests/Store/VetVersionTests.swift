import MoatModel
import MoatVetting
import Testing

@Suite struct `Versions of a store` {
  private static let commit = "0123456789abcdefABCD0123456789abcdef0123"

  @Test func `have a commit or none`() throws {
    let version = try VetVersion(parsing: "1.2.3-rc.1+b@git:\(Self.commit)")
    #expect(version.semver == Version(1, 2, 3, prerelease: "rc.1", build: "b"))
    #expect(version.gitRevision == Self.commit)
    #expect(version.description == "1.2.3-rc.1+b@git:\(Self.commit)")
    #expect(try VetVersion(parsing: "1.2.3 @ git:\(Self.commit)").description.count == 50)
    #expect(try VetVersion(parsing: "1.2.3").gitRevision == nil)
  }

  @Test(arguments: [
    ("1.2", VetVersion.Malformed.semver(.unexpected(offset: 3))),
    ("1.2.3@hg:\(commit)", .unknownRevision), ("1.2.3@git:0123", .gitRevision),
    ("1.2.3@git: \(commit.dropLast())", .gitRevision),
    ("1.2.3@git:\(commit.dropLast())g", .gitRevision),
    (" 1.2.3", .semver(.unexpected(offset: 0))),
  ])
  func `are refused`(text: String, why: VetVersion.Malformed) {
    #expect(throws: why) { try VetVersion(parsing: text) }
  }

  @Test func `are ordered as the semver crate orders them, published before commits`() throws {
    let ordered = try [
      "0.9.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-9", "1.0.0", "1.0.0+0", "1.0.0+00",
      "1.0.0+1", "1.0.0+1.a", "1.0.0+10", "1.0.0+a", "1.0.1", "1.0.1@git:\(Self.commit)", "1.0.2",
    ].map(VetVersion.init(parsing:))
    let expected = [ordered[0], ordered[3]] + ordered[1...2] + ordered[4...]
    #expect(ordered.reversed().sorted() == expected)
    for (one, two) in zip(expected, expected.dropFirst()) { #expect(one < two && !(two < one)) }
  }

  @Test(arguments: [
    ("1.0", "^1.0"), ("*", "*"), ("1.*", "1.*"), (">=1.0.0,<2", ">=1.0.0, <2"), ("~ 1", "~1"),
    ("=1.2.3-rc.1+build", "=1.2.3-rc.1"), ("1.x.x", "1.*"), ("> 1.2.*", ">1.2"),
  ])
  func `and requirements have one spelling`(text: String, spelling: String) throws {
    let requirement = try VetRequirement(parsing: text)
    #expect(requirement.description == spelling)
    #expect(try VetRequirement(parsing: spelling) == requirement)
  }

  @Test func `of stores have two parts`() {
    #expect(StoreVersion("0.10") == .current)
    #expect(StoreVersion.missing < .current)
    for text in ["", "1", "1.", ".1", "1.2.3", "-1.0", "1.-0", "a.b", "1. 2"] {
      #expect(StoreVersion(text) == nil, "\(text)")
    }
  }

  @Test(arguments: [
    ("2023-01-01", "2024-01-01"), ("2020-02-29", "2021-02-28"), ("2019-02-28", "2020-02-28"),
    ("9999-12-31", "9999-12-31"),
  ])
  func `and the day a year later`(day: String, later: String) throws {
    #expect(try #require(Day(day)).twelveMonthsLater.description == later)
  }
}
