import MoatAdvisories
import MoatModel
import Testing

@Suite struct `Affected versions` {
  @Test(arguments: [
    (["^1.2.3"], "1.2.3", false), (["^1.2.3"], "2.0.0-0", true), (["^1.2.3"], "1.999.0", false),
    (["^0.2.3"], "0.3.0-0", true), (["^0.2.3"], "0.2.9", false), (["^0.0.3"], "0.0.3", false),
    (["^0.0.3"], "0.0.4-0", true), (["~1.2"], "1.2.9", false), (["~1.2"], "1.3.0-0", true),
    (["1.2.3"], "1.5.0", false), (["=1.2.3"], "1.2.3", false), (["=1.2.3"], "1.2.4", true),
    (["=1.2.3"], "1.2.3+build", false), (["> 1.2"], "1.2.0", true), (["> 1.2"], "1.2.1", false),
    (["<= 1.2"], "1.2.0", false), (["<= 1.2"], "1.2.1", true),
    (["< 0.12"], "0.12.0-alpha.1", false),
    (["< 0.12"], "0.12.0", true), ([">= 0.7.0"], "0.7.0-alpha", true),
    ([">=0.23.0-alpha.3"], "0.23.0-alpha.4", false), ([">= 1.0, < 2.0"], "1.5.0", false),
    ([">= 1.0, < 2.0"], "2.0.0", true), ([">= 0.0.8 "], "0.0.8", false), ([], "1.0.0", true),
    (["< 2", "> 1"], "1.5.0", false),
  ])
  func `one interval per requirement`(patched: [String], version: String, affected: Bool) throws {
    let versions = try AffectedVersions(patched: patched, unaffected: [])
    #expect(versions.affects(try Version(parsing: version)) == affected)
    let same = try AffectedVersions(patched: [], unaffected: patched)
    #expect(same.affects(try Version(parsing: version)) == affected)
  }

  @Test(arguments: [
    ("*", AffectedVersions.Malformed.Reason.wildcard), ("1.*", .wildcard),
    (">= 1, < 2, < 3", .tooManyComparators), ("^1, < 2", .notAlone), ("=1.0.0, < 2", .notAlone),
    ("> 1, >= 2", .sameSideTwice), ("< 1, < 2", .sameSideTwice), ("> 2, < 1", .empty),
    (">= 1, < 1", .empty), ("^18446744073709551615", .tooLarge),
    ("", .notARequirement(.unexpected(offset: 0))),
  ])
  func `refuses`(requirement: String, reason: AffectedVersions.Malformed.Reason) {
    let error = #expect(throws: AffectedVersions.Malformed.self) {
      try AffectedVersions(patched: [requirement], unaffected: [])
    }
    #expect(error?.reason == reason)
  }

  @Test func `names the nearest fix above`() throws {
    let versions = try AffectedVersions(
      patched: [">= 2.1.0", "^1.4.2", "> 3.0.0"], unaffected: ["< 1.0.0"])
    #expect(versions.fixedVersion(for: Version(1, 2, 0)) == Version(1, 4, 2))
    #expect(versions.fixedVersion(for: Version(2, 0, 0)) == Version(2, 1, 0))
    let open = try AffectedVersions(patched: ["> 3.0.0"], unaffected: [])
    #expect(open.fix(for: Version(3, 0, 0))?.requirement == "> 3.0.0")
    #expect(open.fixedVersion(for: Version(3, 0, 0)) == nil)
    let none = try AffectedVersions(patched: ["< 1.0.0"], unaffected: [])
    #expect(none.fix(for: Version(1, 0, 0)) == nil)
  }

  @Test func `counts overlapping ranges together and says so`() throws {
    let versions = try AffectedVersions(patched: [">= 1.0", ">= 2.0"], unaffected: ["< 1.0"])
    #expect(versions.overlaps.map { "\($0.0) / \($0.1)" } == [">= 1.0 / >= 2.0"])
    #expect(!versions.affects(Version(3, 0, 0)))
    let it = try advisory("RUSTSEC-2026-0001", "foo", patched: #"">= 1.0", ">= 2.0""#).advisory
    #expect(it.problems == ["`>= 1.0` and `>= 2.0` overlap"])
  }
}
