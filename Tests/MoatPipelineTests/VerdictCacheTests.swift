import Foundation
import MoatArchive
import MoatFindings
import MoatHost
import MoatPipeline
import MoatPolicy
import MoatTestSupport
import Testing

/// What a check remembers, on a real disk with a real cache folder.
@Suite struct `verdict cache` {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("moat-verdicts-\(UInt64.random(in: 0 ... .max))").path

  private var source: String {
    "\(folder)/cargo/registry/src/index.crates.io-1949cf8c6b5b557f/a-1.0.0"
  }
  private var cached: String {
    "\(folder)/cargo/registry/cache/index.crates.io-1949cf8c6b5b557f/a-1.0.0.crate"
  }
  private var cache: String { "\(folder)/home/moat/verdicts.cache" }

  private func write(_ bytes: [UInt8], to path: String) throws {
    let file = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  /// A project with one locked crate, its archive and its unpacked source.
  private func prepare() throws {
    let crate = try TestCrate("a", "1.0.0", files: ["src/lib.rs": "pub fn a() {}"])
    try write(crate.archive, to: cached)
    for file in crate.files { try write(file.bytes, to: "\(source)/\(file.path)") }
    try write(Array("{\"v\":1}".utf8), to: "\(source)/.cargo-ok")
    let digest = try SHA256Hasher.digest(of: crate.archive)
    try write(
      Array(
        """
        version = 4

        [[package]]
        name = "a"
        version = "1.0.0"
        source = "registry+https://github.com/rust-lang/crates.io-index"
        checksum = "\(digest)"

        """.utf8), to: "\(folder)/project/Cargo.lock")
  }

  private func check(_ effort: ProvenanceRequest.Effort = .changes) async throws -> [String] {
    let machine = TestHost(
      variables: ["CARGO_HOME": "\(folder)/cargo", "XDG_CACHE_HOME": "\(folder)/home"],
      currentDirectory: "\(folder)/project")
    var host = machine.host
    host.files = LiveFileSystem()
    let selection = RuleSelection(only: [RuleSelector(target: .group(.provenance), reach: nil)])
    let outcome = try await CheckPipeline(host: host).run(
      CheckRequest(
        paths: [], selection: selection, policy: Policy(), now: TestHost.now, isOffline: true,
        provenance: ProvenanceRequest(effort: effort)))
    return outcome.report.findings.filter { $0.level == .deny }.map(\.finding.rule)
  }

  @Test func `remembers what was right, and sees what changes after`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try prepare()
    #expect(try await check() == [])
    let size = try Data(contentsOf: URL(fileURLWithPath: cache)).count
    #expect(size == 16 + 32 + 32, "one verdict between the head and its digest")
    #expect(try await check() == [])

    let lib = "\(source)/src/lib.rs"
    let dates = try FileManager.default.attributesOfItem(atPath: lib)
    try write(Array("pub fn b() {}".utf8), to: lib)
    // As large as before and as old: the system's own time of change tells.
    try FileManager.default.setAttributes(
      [.modificationDate: try #require(dates[.modificationDate])], ofItemAtPath: lib)
    #expect(try await check() == ["edited-source"])
    #expect(try await check() == ["edited-source"], "a finding is never remembered")
    #expect(try await check(.everything) == ["edited-source"])
  }

  @Test func `does not ask the cache where everything is to be verified`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try prepare()
    #expect(try await check(.everything) == [])
    #expect(FileManager.default.fileExists(atPath: cache), "what verify finds right helps a check")
  }

  @Test(arguments: [
    [], [1, 2, 3], Array("moat-verdicts-1\n".utf8) + [UInt8](repeating: 0, count: 64),
  ])
  func `a damaged cache is as good as none`(bytes: [UInt8]) async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try prepare()
    try write(bytes, to: cache)
    #expect(try await check() == [])
    #expect(try Data(contentsOf: URL(fileURLWithPath: cache)).count == 80)
  }
}
