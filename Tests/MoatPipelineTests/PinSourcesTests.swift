import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatTestSupport
import MoatWorkflows
import Testing

@Suite struct `Pins from clones` {
  /// Whoever makes a commit chooses its date.
  @Test(arguments: [
    (Timestamp("2026-07-17T00:00:00Z"), Day("2026-07-17")),
    (Timestamp(secondsSinceEpoch: .max), nil), (Timestamp(secondsSinceEpoch: .min), nil),
  ])
  func `a commit's date is known if a record can hold it`(
    moment: Timestamp?, day: Day?
  ) async throws {
    let hash = String(repeating: "a", count: 40)
    var git = InMemoryGit()
    git.references["/clones/o/r"] = GitReferences(
      references: [GitReference(kind: .tag, name: "v1.0.0", commit: hash, committed: moment)],
      isShallow: false)
    let host = TestHost(files: InMemoryFileSystem(["/clones/o/r/HEAD": ""]), git: git).host
    let repository = ActionRepository(owner: "o", name: "r")
    let commit = try #require(CommitHash(hash))
    let known = await PinSources(
      host: host, policy: Policy(), request: PinRequest(clones: "/clones")
    ).evidence(for: [repository: [commit]], at: "/project")[repository].value
    #expect(try #require(known).committed[commit] == day)
    let record = PinRecord([try #require(known)])
    #expect(
      try PinRecord(parsing: SourceText(path: "moat-pins.toml", bytes: Array(record.text.utf8)))
        .repositories.count == 1)
  }

  @Test(arguments: [
    ("https://github.com/o/r.git", "o/r"), ("git@github.com:o/r", "o/r"),
    ("ssh://git@github.com/o/r/", "o/r"), ("https://notgithub.com/o/r", nil),
    ("https://example.com/o/r", nil),
  ])
  func `the own repository is told by the address of origin`(
    url: String, name: String?
  ) async {
    var git = InMemoryGit()
    git.settings["remote.origin.url"] = url
    let files = InMemoryFileSystem(["/project/.git/HEAD": "", "/other/file": ""])
    let own = OwnRepository(host: TestHost(files: files, git: git).host)
    #expect(await own.repository(at: "/project")?.description == name)
    #expect(await own.repository(at: "/project/folder")?.description == name)
    // No checkout: git is not asked.
    #expect(await own.repository(at: "/other") == nil)
  }
}
