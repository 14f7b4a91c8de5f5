import Foundation
import MoatTestSupport
import Testing

/// The layers of the design, against every import there is.
@Suite(.computes) struct `Layers` {
  /// A target imports only targets of lower rank.
  private static let ranks: [String: Int] = [
    "MoatModel": 0,
    "MoatFindings": 1, "MoatSyntax": 1, "MoatArchive": 1,
    "MoatRust": 1, "MoatDiff": 1, "MoatExpressions": 1, "MoatShell": 1,
    "MoatCargo": 2,
    "MoatLockfile": 3, "MoatSources": 3, "MoatBans": 3, "MoatAdvisories": 3,
    "MoatProvenance": 3, "MoatReleases": 3, "MoatInspection": 3, "MoatVetting": 3,
    "MoatCrev": 3, "MoatWorkflows": 3,
    "MoatHost": 4, "MoatStore": 4, "MoatRegistry": 4,
    "MoatPolicy": 5, "MoatPipeline": 5, "MoatRendering": 5, "MoatReview": 5,
    "MoatCommands": 6, "cargo-moat": 6,
  ]

  /// The imports of equal rank that are allowed.
  private static let sideways: Set<String> = [
    "MoatPipeline → MoatPolicy", "MoatReview → MoatRendering",
    "cargo-moat → MoatCommands",
    "MoatHost → MoatStore", "MoatRegistry → MoatHost", "MoatRegistry → MoatStore",
  ]

  /// Targets that touch the machine or the user; all others only compute.
  private static let impure: Set<String> = [
    "MoatHost", "MoatStore", "MoatRegistry", "MoatPipeline", "MoatReview", "MoatCommands",
    "cargo-moat",
  ]

  private static let platform: Set<String> = [
    "Glibc", "Musl", "Darwin", "Foundation", "FoundationEssentials", "FoundationNetworking",
    "Dispatch", "Subprocess", "SystemPackage", "CCurl",
  ]

  @Test func `every target has a rank and a README`() {
    #expect(SourceFile.targets == Self.ranks.keys.sorted())
    for target in SourceFile.targets {
      let readme = SharedData.packageRoot.appendingPathComponent("Sources/\(target)/README.md")
      #expect(FileManager.default.fileExists(atPath: readme.path), "\(target) has no README.md")
    }
  }

  @Test func `a target imports only lower ranks`() throws {
    var seen = 0
    for file in SourceFile.all {
      let rank = try #require(Self.ranks[file.target], "\(file.target) has no rank")
      for (line, module) in file.imports where module.hasPrefix("Moat") {
        seen += 1
        let other = try #require(Self.ranks[module], "\(module) has no rank")
        let isAllowed = other < rank || Self.sideways.contains("\(file.target) → \(module)")
        #expect(isAllowed, "\(file.path):\(line): \(file.target) imports \(module)")
      }
    }
    #expect(seen > 100, "the imports were not found")
  }

  @Test func `pure targets import no platform`() {
    for file in SourceFile.all where !Self.impure.contains(file.target) {
      for (line, module) in file.imports {
        #expect(!Self.platform.contains(module), "\(file.path):\(line): imports \(module)")
      }
    }
  }

  @Test func `nothing imports all of Foundation`() {
    for file in SourceFile.all {
      for (line, module) in file.imports {
        #expect(module != "Foundation", "\(file.path):\(line): imports Foundation")
      }
    }
  }

  @Test(arguments: ["try!", "fatalError(", " as! ", "preconditionFailure(", "unsafeBitCast("])
  func `no source traps on purpose`(pattern: String) {
    for file in SourceFile.all {
      for (line, text) in file.codeLines where text.contains(pattern) {
        Issue.record("\(file.path):\(line): \(pattern)")
      }
    }
  }

  /// What C declares larger than it is, as the name in a `dirent`, ends where memory may end: it is
  /// looked at where it lies, by `&`.
  @Test func `no source copies a field of C to look at its bytes`() {
    for file in SourceFile.all {
      for (line, text) in file.codeLines
      where text.contains(".pointee.") && text.contains("(of: ") && !text.contains("(of: &") {
        Issue.record("\(file.path):\(line): copies what a pointer leads to")
      }
    }
  }
}
