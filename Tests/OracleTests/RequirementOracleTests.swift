import Foundation
import MoatModel
import MoatTestSupport
import Testing

/// Versions and requirements as the real cargo reads them.
@Suite(.tags(.oracle), .enabled(if: Cargo.isPresent)) struct `Requirement oracle` {
  private static let malformedRequirements = [
    "", " ", ",", "1,", ",1", "1,,2", "1.", "1..2", "1.2.3.4", "01", "1.02", "=", ">", "^", "~ ",
    "a", "1.a", "1.2.3-", "1.2.3-01", "1.2.3-a..b", "1.2.3+", "==1", "=>1", "> =1", "1 2", "1 - 2",
    "1 || 2", "*.1", "1.*.2", "*, 1", "1, *", "x.1", "-1", "+1", "1.2-rc", "1-rc", "v1", "1.2.3 ,",
    "18446744073709551616", "1.2.3-é", "latest", "!1", "<>1", "1.2.x.x",
  ]

  private static let oddRequirements = [
    "*", "x", "X", "1.*", "1.x", "1.*.*", "1.2.*", "=1", "=1.2", "~1", "~1.2", "^0", "^0.0",
    "^0.0.3", ">1", ">1.2", ">=1.2", "<1", "<=1", "<=1.2", " 1 ", "1 , <2", ">= 1.2.0 , < 1.3",
    ">=1.2.0-alpha", "<2.0.0-0", "1.2.3-rc.1", "~1.2.3-rc.1", "=1.2.3-rc.1", ">1.2.3-rc.1",
    "<=1.2.3-rc.1", "1.2.3+build", "=1.2.3+build", "=1.*", "~1.*", ">1.*", ">=1.*", "<1.*", "^1.*",
    "18446744073709551615", "0", "0.*", "=0.0.*", ">=0.0.0-0", "1.2.3-rc.1, <2",
  ]

  private static let versions = [
    "0.0.0", "0.0.3", "0.0.4", "0.1.0", "0.2.0-a", "0.2.3", "1.0.0-alpha", "1.0.0", "1.2.0",
    "1.2.2", "1.2.3-alpha", "1.2.3-rc.1", "1.2.3-rc.2", "1.2.3-rc.10", "1.2.3", "1.2.3+build",
    "1.2.4", "1.2.4-rc.1", "1.3.0", "1.10.0", "2.0.0-0", "2.0.0-rc.1", "2.0.0",
    "18446744073709551615.0.0",
  ]

  private static let malformedVersions = [
    "", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.3-", "1.2.3-01", "1.2.3+", "a.b.c", "1.2.x", "v1.2.3",
    "1.2.3-a..b", "1.2.3 beta", "18446744073709551616.0.0", "1.2.3-é", "-1.2.3", "1.2.3-a_b",
  ]

  private static let oddVersions = [
    "1.2.3-0", "1.2.3-a.b.0", "1.2.3--", "1.2.3-0a", "1.2.3+01", "1.2.3-rc+x.y", "0.0.0-0+0",
  ]

  /// Random requirements around the versions, the same on every run.
  private static let pairs: [(requirement: String, version: String)] = {
    var random = SeededGenerator(seed: 20_261_121)
    func pick(_ list: [String]) -> String { list[Int(random.next() % UInt64(list.count))] }
    return (0..<300).map { _ in
      let version = pick(versions)
      if random.next() % 3 == 0 { return (pick(oddRequirements), version) }
      let parts = (0...Int(random.next() % 2)).map { _ in
        let base = random.next() % 2 == 0 ? version : pick(versions)
        let cut = random.next() % 4
        let text =
          cut == 0 ? base.split(separator: ".").prefix(2).joined(separator: ".") : base
        let short = text.contains("-") && text.split(separator: ".").count < 3
        return pick(["", "=", ">", ">=", "<", "<=", "~", "^"]) + (short ? base : text)
      }
      return (parts.joined(separator: ", "), version)
    }
  }()

  private static func manifest(_ name: String, version: String, more: String = "") -> String {
    "[package]\nname = \"\(name)\"\nversion = \"\(version)\"\nedition = \"2021\"\n\(more)"
  }

  /// A project whose dependencies are packages of the given versions, required as given.
  private static func project(_ pairs: [(requirement: String, version: String)]) -> [String: String]
  {
    var files = ["src/lib.rs": ""]
    var dependencies = "\n[dependencies]\n"
    for (number, pair) in pairs.enumerated() {
      files["p\(number)/Cargo.toml"] = manifest("p\(number)", version: pair.version)
      files["p\(number)/src/lib.rs"] = ""
      dependencies +=
        "p\(number) = { path = \"p\(number)\", version = \"\(pair.requirement)\" }\n"
    }
    files["Cargo.toml"] = manifest("top", version: "0.1.0", more: dependencies)
    return files
  }

  private static func matches(_ requirement: String, _ version: String) throws -> Bool {
    try VersionRequirement(parsing: requirement.trimmingCharacters(in: .whitespaces))
      .matches(Version(parsing: version))
  }

  @Test func `matching agrees`() throws {
    let cargo = try Cargo()
    defer { cargo.remove() }
    let lock = ["generate-lockfile", "--offline", "--quiet"]
    var matching: [(requirement: String, version: String)] = []
    var others = 0
    for (number, pair) in Self.pairs.enumerated() {
      guard try !Self.matches(pair.requirement, pair.version) else {
        matching.append(pair)
        continue
      }
      others += 1
      try cargo.write(Self.project([pair]), in: "n\(number)")
      let failure = try cargo.failure(lock, in: "n\(number)")
      #expect(
        failure?.contains("failed to select a version") ?? false,
        "cargo matches `\(pair.requirement)` with \(pair.version): \(failure ?? "yes")")
    }
    // All in one project: one that cargo refuses is named in its message.
    try cargo.write(Self.project(matching), in: "all")
    let failure = try cargo.failure(lock, in: "all")
    #expect(failure == nil, "cargo does not match")
    #expect(matching.count > 60 && others > 60, "\(matching.count) match, \(others) do not")
  }

  @Test func `the same requirements are malformed`() throws {
    let cargo = try Cargo()
    defer { cargo.remove() }
    let read = ["metadata", "--offline", "--no-deps", "--format-version", "1"]
    var accepted: [(requirement: String, version: String)] = []
    for (number, text) in (Self.malformedRequirements + Self.oddRequirements).enumerated() {
      let isAccepted =
        (try? VersionRequirement(parsing: text.trimmingCharacters(in: .whitespaces))) != nil
      if isAccepted {
        accepted.append((text, "1.0.0"))
        continue
      }
      try cargo.write(Self.project([(text, "1.0.0")]), in: "r\(number)")
      #expect(try cargo.failure(read, in: "r\(number)") != nil, "cargo accepts `\(text)`")
    }
    try cargo.write(Self.project(accepted), in: "all")
    #expect(try cargo.failure(read, in: "all") == nil, "cargo refuses one of \(accepted)")
  }

  @Test func `the same versions are malformed`() throws {
    let cargo = try Cargo()
    defer { cargo.remove() }
    let read = ["metadata", "--offline", "--no-deps", "--format-version", "1"]
    let texts = Self.malformedVersions + Self.oddVersions + Self.versions
    for (number, text) in texts.enumerated() {
      try cargo.write(
        ["Cargo.toml": Self.manifest("v", version: text), "src/lib.rs": ""], in: "v\(number)")
      let isRefused = try cargo.failure(read, in: "v\(number)") != nil
      #expect(((try? Version(parsing: text)) == nil) == isRefused, "`\(text)`")
    }
  }
}
