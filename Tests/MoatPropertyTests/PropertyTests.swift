import MoatCargo
import MoatFindings
import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatTestSupport
import Testing

/// What holds for every input, tried on seeded ones.
@Suite struct `Properties` {
  @Test func `a mutated lockfile is printed as it was or refused`() throws {
    var random = SeededGenerator(seed: 1)
    let original = Array(Corpus.lockfile.utf8)
    var accepted = 0
    for _ in 0..<2_000 {
      let bytes = random.mutated(original)
      do throws(DocumentError) {
        let lockfile = try Lockfile(parsing: SourceText(path: "Cargo.lock", bytes: bytes))
        accepted += 1
        // Layout and comments are Cargo's own after one printing; the second changes nothing.
        let once = lockfile.printed()
        let again = try Lockfile(parsing: SourceText(path: "Cargo.lock", text: once))
        #expect(again.printed() == once)
        #expect(again.packages.map(\.identity) == lockfile.packages.map(\.identity))
        #expect(again.packages.map(\.checksum) == lockfile.packages.map(\.checksum))
        #expect(again.packages.map { $0.source?.raw } == lockfile.packages.map { $0.source?.raw })
      } catch {
        #expect(!error.message.isEmpty)
        #expect(error.span.upper <= bytes.count, "\(error)")
      }
    }
    #expect(accepted > 100 && accepted < 1_900, "\(accepted) of 2000 accepted")
  }

  @Test func `a whole check of mutated files ends with a verdict`() async throws {
    var random = SeededGenerator(seed: 2)
    let files = Corpus.files().sorted { $0.key < $1.key }
    for _ in 0..<300 {
      let memory = InMemoryFileSystem(Corpus.files())
      let (path, text) = files[random.below(files.count)]
      memory.set(path, .file(random.mutated(Array(text.utf8))))
      let report = try await check(memory)
      #expect(report.scope.lockfiles == 1)
      // Never clean: the sample has faults, and a mutation cannot hide all of them.
      #expect(report.verdict != .clean, "\(path)")
    }
  }

  @Test func `the order of packages does not matter`() async throws {
    var random = SeededGenerator(seed: 3)
    let expected = try await words(of: InMemoryFileSystem(Corpus.files()))
    #expect(expected.count > 8)
    for _ in 0..<20 {
      let shuffled = Corpus.head + Corpus.entries.shuffled(using: &random).joined(separator: "\n")
      let found = try await words(of: InMemoryFileSystem(Corpus.files(shuffled)))
      #expect(found.filter { !expected.contains($0) } == [])
      #expect(expected.filter { !found.contains($0) } == [])
    }
  }

  @Test func `the same input gives the same report`() async throws {
    let first = try await check(InMemoryFileSystem(Corpus.files()))
    let second = try await check(InMemoryFileSystem(Corpus.files()))
    #expect(first.findings == second.findings)
  }

  @Test func `a stricter policy never gives a laxer verdict`() async throws {
    var random = SeededGenerator(seed: 4)
    let order: [Verdict] = [.clean, .undetermined, .findings]
    let names = RuleCatalog.all.map(\.id) + RuleGroup.allCases.map(\.rawValue)
    for round in 0..<60 {
      var levels: [(name: String, level: Int)] = []
      for name in Set((0..<6).map { _ in names[random.below(names.count)] }).sorted() {
        levels.append((name, random.below(Level.allCases.count)))
      }
      let failOn = random.below(PolicySchema.severityNames.count)
      let lax = try file(levels, failOn: failOn)
      let strict = try file(
        levels.map { ($0.name, min($0.level + 1, Level.allCases.count - 1)) },
        failOn: max(0, failOn - 1))
      let memory = InMemoryFileSystem(Corpus.files())
      let laxVerdict = try await check(memory, Policy(repository: lax, database: database)).verdict
      for policy in [
        Policy(repository: strict, database: database),
        Policy(organisation: lax, repository: strict, database: database),
        Policy(organisation: strict, repository: lax, database: database),
        Policy(organisation: lax, database: database),
      ] {
        let verdict = try await check(memory, policy).verdict
        #expect(
          try #require(order.firstIndex(of: verdict))
            >= #require(order.firstIndex(of: laxVerdict)), "round \(round)")
      }
    }
  }

  // MARK: helpers

  private let database = Policy.Setting<String?>(value: "/db", origin: .flag("--advisory-db"))

  private func check(
    _ files: InMemoryFileSystem, _ policy: Policy? = nil
  ) async throws -> Report {
    let machine = TestHost(files: files)
    return try await CheckPipeline(host: machine.host).run(
      CheckRequest(
        paths: [], selection: RuleSelection(), policy: policy ?? Policy(database: database),
        now: TestHost.now, isOffline: true)
    ).report
  }

  /// What is said, without places and order.
  private func words(of files: InMemoryFileSystem) async throws -> [String] {
    try await check(files).findings.map { judged in
      let finding = judged.finding
      return [
        finding.rule, finding.severity.name, judged.level.rawValue, finding.message,
        finding.notes.joined(separator: "|"), finding.help ?? "",
        finding.paths.map { $0.names.joined(separator: ">") }.sorted().joined(separator: "|"),
      ].joined(separator: " · ")
    }.sorted()
  }

  private func file(_ levels: [(name: String, level: Int)], failOn: Int) throws -> PolicyFile {
    let text =
      "version = 1\nfail-on = \"\(PolicySchema.severityNames[failOn])\"\n\n[levels]\n"
      + levels.map { "\($0.name) = \"\(Level.allCases[$0.level].rawValue)\"\n" }.joined()
    return try PolicyFile(
      parsing: SourceText(path: "moat.toml", text: text), rules: RuleCatalog.all)
  }
}
