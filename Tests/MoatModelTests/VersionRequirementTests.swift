import MoatModel
import Testing

/// What `semver` 1.0 documents and tests (docs.rs/semver, `VersionReq`); `CargoOracleTests` asks the
/// real cargo the same questions.
@Suite struct `a version requirement` {
  @Test(
    arguments: [
      ("1.2.3", ["1.2.3", "1.9.0"], ["1.2.2", "2.0.0", "1.2.4-alpha", "2.0.0-alpha"]),
      (
        "^1.2.3-alpha.3", ["1.2.3-alpha.3", "1.2.3-beta", "1.2.3", "1.3.0"],
        ["1.2.4-alpha", "1.2.3-alpha.2"]
      ),
      ("0.2.3", ["0.2.3", "0.2.9"], ["0.3.0", "0.2.2"]),
      ("0.0.3", ["0.0.3"], ["0.0.4", "0.0.2"]),
      ("0.0", ["0.0.0", "0.0.9"], ["0.1.0"]),
      ("0", ["0.0.0", "0.9.0"], ["1.0.0"]),
      ("~1.2.3", ["1.2.3", "1.2.9"], ["1.3.0"]),
      ("~1.2", ["1.2.0", "1.2.9"], ["1.3.0"]),
      ("~1", ["1.0.0", "1.9.9"], ["2.0.0"]),
      ("=1.2", ["1.2.0", "1.2.9"], ["1.3.0", "1.2.0-a"]),
      ("=1.2.3", ["1.2.3", "1.2.3+build"], ["1.2.4"]),
      (">1", ["2.0.0"], ["1.9.9"]),
      (">1.2", ["1.3.0"], ["1.2.9"]),
      (">=1.2, <1.5", ["1.2.0", "1.4.9"], ["1.5.0", "1.1.9"]),
      ("<=1", ["1.9.9", "0.1.0"], ["2.0.0"]),
      ("<1.2", ["1.1.9"], ["1.2.0", "1.2.0-alpha"]),
      ("1.*", ["1.0.0", "1.9.9"], ["2.0.0"]),
      ("1.2.*", ["1.2.0"], ["1.3.0"]),
      ("*", ["0.0.1", "9.9.9"], ["1.0.0-alpha"]),
      (">=1.0.0-alpha", ["1.0.0-alpha", "1.0.0", "2.0.0"], ["1.0.1-alpha"]),
    ] as [(String, [String], [String])])
  func `matches`(text: String, yes: [String], no: [String]) throws {
    let requirement = try VersionRequirement(parsing: text)
    for version in yes { #expect(requirement.matches(try Version(parsing: version)), "\(version)") }
    for version in no { #expect(!requirement.matches(try Version(parsing: version)), "\(version)") }
  }

  @Test(arguments: [
    "", ",", "1.2.3,", ">", "> *", "*, 1.0", "1.*.3", "a", "1.2.3 - 2.0.0", "1 || 2", "=v1.0",
    "1.2-alpha", "==1",
  ])
  func `refuses`(text: String) {
    #expect(throws: Version.Malformed.self) { try VersionRequirement(parsing: text) }
  }

  @Test func `takes 32 comparators and not one more`() throws {
    let most = Array(repeating: ">1", count: 32).joined(separator: ",")
    #expect(try VersionRequirement(parsing: most).comparators.count == 32)
    #expect(throws: Version.Malformed.tooManyComparators) {
      try VersionRequirement(parsing: most + ",>1")
    }
  }

  @Test func `knows what bounds it from above`() throws {
    #expect(try VersionRequirement(parsing: ">=1, <2").hasUpperBound)
    #expect(try !VersionRequirement(parsing: ">=1").hasUpperBound)
    #expect(try !VersionRequirement(parsing: "*").hasUpperBound)
  }
}
