import Foundation
import MoatCargo
import MoatHost
import MoatModel
import MoatPipeline
import MoatTestSupport
import Testing

/// What is built, against `cargo tree`: the packages and the features of each.
@Suite(.tags(.oracle), .enabled(if: Cargo.isPresent)) struct `Built oracle` {
  /// Workspaces made up by seed, each asked about twice.
  @Test(arguments: 0..<8) func `a made-up workspace`(batch: UInt64) async throws {
    let cargo = try Cargo()
    defer { cargo.remove() }
    var compared = 0
    var refused = 0
    var merged = 0
    for seed in (batch * 25)..<(batch * 25 + 25) {
      var generator = BuiltWorkspaceGenerator(seed: seed)
      let place = "seed-\(seed)"
      try cargo.write(generator.files, in: place)
      if let refusal = try cargo.failure(
        ["generate-lockfile", "--offline", "--quiet"], in: "\(place)/w")
      {
        refused += 1
        print("refused \(seed): \(refusal)")
        continue
      }
      let locked = try await LockedFolder(cargo.folder.appendingPathComponent("\(place)/w").path)
        .locked()
      let metadata = locked.metadata { _ in .unavailable("not local") }
      for _ in 0..<2 {
        // The flags come from the same seed, so a failure can be repeated.
        var flags = generator.flags()
        flags.members = generator.chosenMembers()
        let comparison = BuiltComparison(cargo, in: "\(place)/w", locked, metadata, flags)
        if let lost = try Self.lost(locked, metadata, flags, seed) {
          Issue.record("seed \(seed), \(flags): lost \(lost)")
        }
        switch try comparison.difference() {
        case .none: compared += 1
        case .refused: refused += 1
        case .merged: merged += 1
        case .some(let difference):
          Issue.record("seed \(seed), \(flags): \(difference)")
        }
      }
    }
    #expect(compared >= 30, "\(refused) were refused")
    #expect(merged <= 3, "merged nodes should be rare")
  }
}

extension `Built oracle` {
  /// What is built with all the metadata, and no longer with some of it taken away; it must be
  /// nothing. nil where the flags are refused either way.
  private static func lost(
    _ locked: LockedWorkspace, _ metadata: [Evidence<PackageMetadata>],
    _ flags: BuiltWorkspaceGenerator.Flags, _ seed: UInt64
  ) throws -> [String]? {
    var random = SeededGenerator(seed: seed)
    let members = Set(locked.roots)
    let poorer = metadata.enumerated().map { index, evidence in
      guard !members.contains(index), case .known(let known) = evidence else { return evidence }
      switch Int.random(in: 0..<3, using: &random) {
      case 0: return Evidence<PackageMetadata>.unavailable("taken away")
      case 1:
        // As an index line has it.
        return .known(
          PackageMetadata(
            dependencies: known.dependencies, features: known.features, isProcMacro: nil,
            hasBuildScript: nil))
      default: return evidence
      }
    }
    let selection = try flags.selection()
    let whole: BuiltSet
    let less: BuiltSet
    do throws(BuildSelectionFailure) {
      whole = try locked.built(selection, metadata: metadata)
      less = try locked.built(selection, metadata: poorer)
    } catch {
      return nil
    }
    var lost: [String] = []
    for (index, package) in locked.graph.packages.enumerated() {
      guard let how = whole.package(index) else { continue }
      guard let other = less.package(index) else {
        lost.append("\(package.identity)")
        continue
      }
      if how.isForTargets && !other.isForTargets || how.isForHost && !other.isForHost {
        lost.append("\(package.identity) on one side")
      }
      if Reach.order(less.reach(of: index)) < Reach.order(whole.reach(of: index)) {
        lost.append("the reach of \(package.identity)")
      }
      // Of a package without metadata no feature is known.
      guard case .known = poorer[index] else { continue }
      let missing = Set(how.features).subtracting(other.features)
        .union(Set(how.hostFeatures).subtracting(other.hostFeatures))
      lost += missing.sorted().map { "\(package.identity)/\($0)" }
    }
    return lost.isEmpty ? nil : lost
  }

  /// A workspace that `cargo tree` shows too little of: `both` is built for the target with the
  /// feature `plain` of `leaf`, and for a proc macro with `plain` and `more`.
  private static let merging = [
    "w/Cargo.toml": """
    [package]
    name = "app"
    version = "1.0.0"
    edition = "2021"

    [dependencies]
    both = { path = "both" }
    macros = { path = "macros" }

    [workspace]
    """, "w/src/lib.rs": "",
    "w/both/Cargo.toml": """
    [package]
    name = "both"
    version = "1.0.0"

    [dependencies]
    leaf = { path = "../leaf", features = ["plain"] }
    """, "w/both/src/lib.rs": "",
    "w/macros/Cargo.toml": """
    [package]
    name = "macros"
    version = "1.0.0"

    [lib]
    proc-macro = true

    [dependencies]
    both = { path = "../both" }
    leaf = { path = "../leaf", features = ["more"] }
    """, "w/macros/src/lib.rs": "",
    "w/leaf/Cargo.toml": """
    [package]
    name = "leaf"
    version = "1.0.0"

    [features]
    plain = []
    more = []
    """, "w/leaf/src/lib.rs": "",
  ]

  /// The units of a real build, which only an unstable option prints.
  @Test func `unit graph: what cargo tree takes for one is built twice`() async throws {
    let cargo = try Cargo()
    defer { cargo.remove() }
    try cargo.write(Self.merging)
    try #require(try cargo.failure(["generate-lockfile", "--offline"], in: "w") == nil)
    let (text, refusal) = try cargo.output(
      ["build", "--unit-graph", "-Z", "unstable-options", "--locked", "--offline", "-p", "app"],
      in: "w", ["RUSTC_BOOTSTRAP": "1"])
    try #require(refusal == nil, "\(refusal ?? "")")
    struct Graph: Decodable {
      struct Unit: Decodable {
        let id: String
        let features: [String]

        enum CodingKeys: String, CodingKey {
          case id = "pkg_id"
          case features
        }
      }
      let units: [Unit]
    }
    let units = try JSONDecoder().decode(Graph.self, from: Data(text.utf8)).units
    let theirs = Set(units.filter { $0.id.contains("leaf") }.map(\.features))
    #expect(theirs == [["plain"], ["more", "plain"]])

    let locked = try await LockedFolder(cargo.folder.appendingPathComponent("w").path).locked()
    let built = try locked.built(
      BuildSelection(targets: [.host], includesDevelopment: false, members: ["app"]),
      metadata: locked.metadata { _ in .unavailable("not local") })
    let leaf = try #require(locked.graph.packages.firstIndex { $0.name == "leaf" })
    let how = try #require(built.package(leaf))
    #expect(Set([how.features, how.hostFeatures]) == theirs)
  }
}

/// A workspace on disk, as the commands read it.
struct LockedFolder {
  let path: String
  private let host: MoatHost.Host

  /// - Parameter cargoHome: where sources may be.
  init(_ path: String, cargoHome: String? = nil) {
    self.path = path
    let machine = TestHost(
      variables: cargoHome.map { ["CARGO_HOME": $0] } ?? [:], currentDirectory: path)
    var host = machine.host
    host.files = LiveFileSystem()
    self.host = host
  }

  func locked() async throws -> LockedWorkspace {
    let project = try await ProjectReader(host: host).projects(at: [])
    return try #require(project.workspaces.first { !$0.isNested }?.locked)
  }

  func metadata(of locked: LockedWorkspace) -> [Evidence<PackageMetadata>] {
    MetadataEvidence(configurations: locked.workspace.configurations, host: host)
      .metadata(of: locked)
  }
}

/// One set of flags, asked of Cargo and of Moat.
struct BuiltComparison {
  enum Outcome {
    case none
    /// Both refuse the flags, or Cargo does.
    case refused
    /// `cargo tree` takes two ways to build a package for one: see ``BuiltComparison/canMerge``.
    case merged
    case some(String)
  }

  private let cargo: Cargo
  private let place: String
  private let locked: LockedWorkspace
  private let flags: BuiltWorkspaceGenerator.Flags
  private let metadata: [Evidence<PackageMetadata>]

  init(
    _ cargo: Cargo, in place: String, _ locked: LockedWorkspace,
    _ metadata: [Evidence<PackageMetadata>], _ flags: BuiltWorkspaceGenerator.Flags
  ) {
    self.cargo = cargo
    self.place = place
    self.locked = locked
    self.flags = flags
    self.metadata = metadata
  }

  func difference() throws -> Outcome {
    let (output, refusal) = try cargo.output(arguments, in: place)
    let selection = try flags.selection()
    let ours: Set<String>
    do throws(BuildSelectionFailure) {
      ours = Self.lines(try locked.built(selection, metadata: metadata), locked)
    } catch {
      return refusal == nil ? .some("Moat refuses: \(error.message)") : .refused
    }
    if refusal != nil { return .refused }
    let theirs = Self.lines(output)
    if ours == theirs { return .none }
    if canMerge, theirs.isSubset(of: ours), Self.names(ours) == Self.names(theirs) {
      return .merged
    }
    return .some(
      "missing \(theirs.subtracting(ours).sorted()), extra \(ours.subtracting(theirs).sorted())")
  }

  /// Without `--target` what ships is built for the machine that builds. `cargo tree` then takes a
  /// package with equal features on both sides for one and shows what one side needs, though below it
  /// the sides may differ; the build does not: see `unit graph`.
  private var canMerge: Bool { flags.targets.isEmpty || flags.targets.contains("host") }

  private static func names(_ lines: Set<String>) -> Set<Substring> {
    Set(lines.map { $0.prefix { $0 != "|" } })
  }

  private var arguments: [String] {
    var arguments = ["tree", "--locked", "--offline", "--prefix", "none", "-f", "{p}|{f}|"]
    arguments += ["-e", flags.noDevelopment ? "normal,build" : "normal,build,dev"]
    for target in flags.targets {
      arguments += ["--target", target == "host" ? Self.host : target]
    }
    if flags.targets.isEmpty { arguments += ["--target", "all"] }
    if flags.targets == ["host"] { arguments.removeLast(2) }
    if !flags.features.isEmpty {
      arguments += ["--features", flags.features.joined(separator: ",")]
    }
    if flags.noDefault { arguments.append("--no-default-features") }
    if flags.all { arguments.append("--all-features") }
    arguments += flags.members.isEmpty ? ["--workspace"] : flags.members.flatMap { ["-p", $0] }
    return arguments
  }

  private static let host = TargetTriple.host.name

  /// `name version|features`, once for each way a package is built.
  private static func lines(_ output: String) -> Set<String> {
    var lines: Set<String> = []
    for line in output.split(separator: "\n") {
      let parts = line.split(separator: "|", omittingEmptySubsequences: false)
      guard parts.count >= 2 else { continue }
      let words = parts[0].split(separator: " ")
      guard words.count >= 2 else { continue }
      lines.insert("\(words[0]) \(words[1].dropFirst())|\(parts[1])")
    }
    return lines
  }

  private static func lines(_ built: BuiltSet, _ locked: LockedWorkspace) -> Set<String> {
    var lines: Set<String> = []
    for (index, package) in locked.graph.packages.enumerated() {
      guard let how = built.package(index) else { continue }
      if how.isForTargets {
        lines.insert("\(package.identity)|\(how.features.joined(separator: ","))")
      }
      if how.isForHost {
        lines.insert("\(package.identity)|\(how.hostFeatures.joined(separator: ","))")
      }
    }
    return lines
  }
}

extension BuiltWorkspaceGenerator.Flags {
  func selection() throws -> BuildSelection {
    BuildSelection(
      targets: try targets.map { $0 == "host" ? .host : .triple(try TargetTriple($0)) },
      features: features, usesDefaultFeatures: !noDefault, allFeatures: all,
      includesDevelopment: !noDevelopment, members: members)
  }
}

extension Reach {
  fileprivate static func order(_ reach: Reach) -> Int {
    switch reach {
    case .shipped: 3
    case .build: 2
    case .test: 1
    case .unreached, .unknown: 0
    }
  }
}
