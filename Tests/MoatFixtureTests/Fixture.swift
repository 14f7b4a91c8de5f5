import Foundation
import MoatCargo
import MoatFindings
import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatTestSupport

/// A project on which one rule fires, or stays quiet: `Tests/Fixtures/<group>/<rule>/<name>/`.
///
/// `project/` is what is checked. Beside it may stand `cargo-home/`, `cache/`, `advisory-db/`,
/// `committed/` (what `HEAD` has), any other folder the project points to, and the files `git-state` (`tracked`, `untracked`, `ignored`,
/// `none`), `effort` (`everything` for what `verify` does), `now`, `organisation.toml` (for
/// `--policy`), `only` (more rules or groups to run, one a
/// line) and `expected.txt`.
struct Fixture: Sendable {
  let rule: String
  let name: String
  let folder: URL

  var mustFire: Bool { name.hasPrefix("fires-") }

  /// Every one, in order.
  static let all: [Fixture] = {
    let root = SharedData.packageRoot.appendingPathComponent("Tests/Fixtures")
    return names(in: root).flatMap { group -> [Fixture] in
      let folder = root.appendingPathComponent(group)
      return names(in: folder).flatMap { rule -> [Fixture] in
        let folder = folder.appendingPathComponent(rule)
        return names(in: folder).map {
          Fixture(rule: rule, name: $0, folder: folder.appendingPathComponent($0))
        }
      }
    }
  }()

  private static func names(in folder: URL) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.hasPrefix(".") && !$0.hasSuffix(".md") }.sorted()
  }

  /// Runs the rule on the project, or every rule there is.
  func check(everything: Bool = false) async throws -> Report {
    let files = InMemoryFileSystem()
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      let url = folder.appendingPathComponent(name)
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      if isFolder.boolValue {
        try files.copy(url, to: name == "dot-cargo" ? "/.cargo" : "/\(name)")
      }
    }
    let hasCargoHome = try files.kind(of: "/cargo-home") != nil
    var variables = hasCargoHome ? ["CARGO_HOME": "/cargo-home"] : [:]
    if try files.kind(of: "/cache") != nil { variables["XDG_CACHE_HOME"] = "/cache" }
    let machine = TestHost(
      files: files, git: try git(files),
      now: try text("now").flatMap { Timestamp($0) } ?? TestHost.now, variables: variables)
    let pipeline = CheckPipeline(host: machine.host)
    let policy = try policy(files)
    return try await pipeline.run(
      CheckRequest(
        paths: [], selection: everything ? RuleSelection() : RuleSelection(only: try selectors()),
        policy: policy, now: machine.host.clock.now, isOffline: true,
        provenance: ProvenanceRequest(
          effort: try text("effort") == "everything" ? .everything : .changes),
        build: try Self.build(policy.build))
    ).report
  }

  private func selectors() throws -> [RuleSelector] {
    let more = try text("only")?.split(separator: "\n").map(String.init) ?? []
    return try ([rule] + more).map { try RuleSelector.parse($0, rules: RuleCatalog.all).get() }
  }

  private func policy(_ files: InMemoryFileSystem) throws -> Policy {
    var database: Policy.Setting<String?>?
    if try files.kind(of: "/advisory-db") != nil {
      database = Policy.Setting(value: "/advisory-db", origin: .flag("--advisory-db"))
    }
    var repository: PolicyFile?
    if try files.kind(of: "/project/moat.toml") != nil {
      let bytes = try files.read("/project/moat.toml", limit: 1 << 20)
      repository = try Self.policyFile(SourceText(path: "moat.toml", bytes: bytes))
    }
    let organisation = try text("organisation.toml").map {
      try Self.policyFile(SourceText(path: "organisation.toml", text: $0))
    }
    return Policy(organisation: organisation, repository: repository, database: database)
  }

  private static func policyFile(_ source: SourceText) throws -> PolicyFile {
    try PolicyFile(parsing: source, rules: RuleCatalog.all)
  }

  /// The targets of `[build]`, as the command takes them.
  private static func build(_ policy: BuildPolicy) throws -> BuildRequest? {
    guard let names = policy.targets else { return nil }
    return BuildRequest(
      BuildSelection(targets: try names.map { .triple(try TargetTriple($0)) }), isFromFlags: false)
  }

  /// What git says of the project's lockfiles.
  private func git(_ files: InMemoryFileSystem) throws -> InMemoryGit {
    let state = try text("git-state") ?? "none"
    guard state != "none" else { return InMemoryGit() }
    var git = InMemoryGit(top: "/project")
    var listed: [GitListedFile] = []
    for path in try files.filePaths(below: "/project") {
      if PathText.lastComponent(path) != "Cargo.lock" || state == "tracked" {
        listed.append(GitListedFile(path: path, isTracked: true))
      } else if state == "ignored" {
        git.ignoredPaths.insert(path)
      } else {
        listed.append(GitListedFile(path: path, isTracked: false))
      }
    }
    let hasCommit = try files.kind(of: "/committed") != nil
    for path in hasCommit ? try files.filePaths(below: "/committed") : [] {
      git.revisions["HEAD", default: [:]][path] = try files.read(
        "/committed/\(path)", limit: 1 << 20)
    }
    git.listing = GitListing(files: listed)
    files.set("/project/.git", .directory)
    return git
  }

  private func text(_ name: String) throws -> String? {
    let file = folder.appendingPathComponent(name)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    return try String(contentsOf: file, encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
