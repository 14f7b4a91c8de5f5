import Foundation
import MoatCargo
import MoatFindings
import MoatHost
import MoatModel
import MoatPolicy
import MoatTestSupport
import MoatVetting
import Testing

@testable import MoatPipeline

/// The project whose author put crates aside by hand because only other platforms build them.
@Suite(.enabled(if: SharedData.isPresent)) struct `esplugin` {
  private let targets = ["x86_64-pc-windows-msvc", "x86_64-unknown-linux-gnu"]

  /// The project, with an index cache that has the facts of its dependencies.
  private func machine() throws -> TestHost {
    let files = InMemoryFileSystem()
    try files.copy(
      SharedData.folder.appendingPathComponent("projects/Ortham__esplugin"), to: "/project")
    let lines = try String(
      contentsOf: SharedData.packageRoot.appendingPathComponent("Tests/Data/esplugin-index.jsonl"),
      encoding: .utf8)
    for line in lines.split(separator: "\n") {
      let parts = line.split(separator: "\"", maxSplits: 8, omittingEmptySubsequences: false)
      let name = String(parts[3])
      let version = String(parts[7])
      var bytes: [UInt8] = [3, 2, 0, 0, 0] + Array("etag: \"x\"".utf8) + [0]
      bytes += Array(version.utf8) + [0] + Array(line.utf8) + [0]
      files.set(
        "/cargo/registry/index/index.crates.io-1949cf8c6b5b557f/.cache/\(Self.path(of: name))",
        .file(bytes))
    }
    return TestHost(files: files, variables: ["CARGO_HOME": "/cargo"])
  }

  /// https://doc.rust-lang.org/cargo/reference/registry-index.html#index-files
  private static func path(of name: String) -> String {
    switch name.count {
    case 1, 2: "\(name.count)/\(name)"
    case 3: "3/\(name.prefix(1))/\(name)"
    default: "\(name.prefix(2))/\(name.dropFirst(2).prefix(2))/\(name)"
    }
  }

  private func selection() throws -> BuildSelection {
    BuildSelection(
      targets: try targets.map { .triple(try TargetTriple($0)) }, allFeatures: true)
  }

  private func judge(_ build: BuildSelection?) async throws -> VettingJudge {
    let host = try machine().host
    let project = try await VetProject.read(
      VetProject.Request(today: TestHost.now.day), on: host)
    return try #require(
      try project.judge(VettingPolicy(), build: build, today: TestHost.now.day, on: host))
  }

  private func names(_ report: VetReport, _ standing: VetReport.Standing) -> Set<String> {
    Set(report.places { $0 == standing }.map { report.graph.packages[$0].name })
  }

  @Test func `needs no audit of what only other platforms build, and nothing else changes`()
    async throws
  {
    let plain = try await judge(nil).resolver.resolve()
    #expect(plain.conclusion == .success)
    let narrowed = try await judge(selection()).resolver.resolve()
    #expect(narrowed.conclusion == .success)
    let leftOut = names(narrowed, .leftOut)
    let suppressed: Set = [
      "js-sys", "r-efi", "wasm-bindgen", "wasm-bindgen-backend", "wasm-bindgen-macro",
      "wasm-bindgen-macro-support", "wasm-bindgen-shared", "web-sys",
      "winapi-i686-pc-windows-gnu", "winapi-x86_64-pc-windows-gnu",
    ]
    #expect(leftOut.isSuperset(of: suppressed))
    #expect(
      leftOut.subtracting(suppressed) == [
        "aho-corasick", "bumpalo", "errno", "log", "rustversion", "crunchy", "wasi", "wasip2",
        "wit-bindgen",
      ])
    for place in narrowed.standings.indices where narrowed.standings[place] != .leftOut {
      #expect(narrowed.standings[place] == plain.standings[place])
    }
  }

  /// The author noted that only WASI builds them; `tempfile` asks for `rustix` on every Unix.
  @Test func `is told of two crates that were put aside and are built`() async throws {
    let judge = try await judge(selection())
    let facts = judge.facts(folder: Label("supply-chain"))
    let findings = VettingRules.all.flatMap { $0.init().findings(in: facts) }
    #expect(findings.map(\.rule) == Array(repeating: "suppressed-exemption-in-use", count: 2))
    #expect(findings.compactMap(\.subject.package?.name).sorted() == ["linux-raw-sys", "rustix"])
  }

  /// As if its author had put nothing aside.
  @Test func `has a smaller backlog`() async throws {
    func backlog(_ build: BuildSelection?) async throws -> Set<String> {
      let judge = try await judge(build)
      var store = judge.store
      store.configuration.exemptions = [:]
      let report = judge.resolver(store, live: nil, graph: judge.graph).resolve()
      return Set(report.failures.map { report.graph.packages[$0.place].name })
    }
    let plain = try await backlog(nil)
    let narrowed = try await backlog(selection())
    #expect(narrowed.isSubset(of: plain))
    #expect(
      narrowed == [
        "criterion", "linux-raw-sys", "memchr", "nom", "plotters", "plotters-backend",
        "plotters-svg", "rustix",
      ])
    #expect(plain.count == 18)
  }

  @Test func `is all built where no index is here`() async throws {
    let files = InMemoryFileSystem()
    try files.copy(
      SharedData.folder.appendingPathComponent("projects/Ortham__esplugin"), to: "/project")
    let host = TestHost(files: files).host
    let project = try await VetProject.read(
      VetProject.Request(today: TestHost.now.day), on: host)
    let judge = try #require(
      try project.judge(
        VettingPolicy(), build: selection(), today: TestHost.now.day, on: host))
    #expect(names(judge.resolver.resolve(), .leftOut).isEmpty)
    // And what is not certain to be built is not reported as built.
    #expect(
      judge.facts(folder: Label("supply-chain")).exemptions.allSatisfy {
        if case .built = $0.use { false } else { true }
      })
  }
}
