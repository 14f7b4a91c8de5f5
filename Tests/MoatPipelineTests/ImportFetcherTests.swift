import MoatHost
import MoatModel
import MoatPipeline
import MoatTestSupport
import Testing

@Suite struct `A list of audits is read` {
  private static let list = "[audits]\n"

  private func fetcher(
    _ reply: InMemoryHTTPClient.Reply = .init(list), files: [String: String] = [:],
    git: InMemoryGit = InMemoryGit(), mirrors: [ImportFetcher.Mirror] = [], isOffline: Bool = false
  ) -> ImportFetcher {
    let network = InMemoryHTTPClient { _ in .success(reply) }
    let host = TestHost(
      files: InMemoryFileSystem(files), git: git, network: network, variables: ["HOME": "/home"]
    ).host
    return ImportFetcher(host: host, root: "/project", mirrors: mirrors, isOffline: isOffline)
  }

  // MARK: places

  @Test(arguments: [
    ("https://example.org/audits.toml", "https://example.org/audits.toml"),
    ("lists/audits.toml", "/project/lists/audits.toml"),
    ("../central/./audits.toml", "/central/audits.toml"),
    ("/srv/audits.toml", "/srv/audits.toml"), ("file:///srv/audits.toml", "/srv/audits.toml"),
    ("git+https://example.org/r.git#a/audits.toml", "git+https://example.org/r.git#a/audits.toml"),
    (
      "git+ssh://git@example.org/r#v1:audits.toml", "git+ssh://git@example.org/r#v1:audits.toml"
    ),
    ("git+https://user:secret@example.org/r#a.toml", "git+https://***@example.org/r#a.toml"),
  ])
  func `from`(text: String, place: String) throws {
    #expect(try ImportSource(parsing: text, root: "/project").description == place)
  }

  @Test(
    arguments: [
      ("", ImportSource.Malformed.empty), ("ftp://example.org/a", .url(.scheme)),
      ("file://srv/a", .notAbsolute), ("git+https://example.org/r", .noPath),
      ("git+https://example.org/r#", .noPath), ("git+https://example.org/r#:a", .noPath),
      ("git+https://example.org/r#v1:/a", .noPath), ("git+https://example.org/r#v1:../a", .noPath),
      ("git+http://example.org/r#a", .gitScheme), ("git+ext::sh#a", .gitScheme),
    ] as [(String, ImportSource.Malformed)])
  func `not from`(text: String, why: ImportSource.Malformed) {
    #expect(throws: why) { try ImportSource(parsing: text, root: "/project") }
  }

  @Test(arguments: [
    ("https://example.org/a/audits.toml?x=1", "https://example.org/a/imports.lock"),
    ("lists/audits.toml", "/project/lists/imports.lock"),
    ("git+https://example.org/r#audits.toml", "git+https://example.org/r#imports.lock"),
    ("git+https://example.org/r#v1:s/audits.toml", "git+https://example.org/r#v1:s/imports.lock"),
  ])
  func `and what is beside it`(text: String, place: String) throws {
    let source = try ImportSource(parsing: text, root: "/project")
    #expect(source.sibling("imports.lock")?.description == place)
  }

  // MARK: answers

  @Test func `from the web`() async throws {
    let fetcher = fetcher()
    let copy = try await fetcher.fetch(try fetcher.place("https://example.org/audits.toml"))
    #expect(copy.bytes == Array(Self.list.utf8))
    #expect(copy.from == "https://example.org/audits.toml")
    #expect(copy.commit == nil)
    #expect(copy.digest.hex.hasPrefix("5bd3c57e"))
  }

  @Test(arguments: [
    (404, "https://example.org/a: the server answered with status 404"),
    (204, "https://example.org/a: the server answered with status 204"),
    (
      429, "https://example.org/a: the server wants fewer requests (status 429); try again later"
    ),
  ])
  func `not from an answer with a status`(status: Int, message: String) async throws {
    let fetcher = fetcher(.init(status, body: Array("x".utf8)))
    let error = await #expect(throws: ImportFetcher.Failure.self) {
      try await fetcher.fetch(try fetcher.place("https://example.org/a"))
    }
    #expect(error?.message == message)
  }

  @Test func `not from a page for people`() async throws {
    let fetcher = fetcher(
      .init("<html>", fields: [HTTPField("Content-Type", "text/html; charset=utf-8")]))
    await #expect(throws: ImportFetcher.Failure.webPage("https://example.org/a")) {
      try await fetcher.fetch(try fetcher.place("https://example.org/a"))
    }
  }

  @Test func `not from a server that nobody named`() async throws {
    let network = InMemoryHTTPClient { request in
      .success(
        request.url.host == "example.org"
          ? .init(302, fields: [HTTPField("Location", "https://example.com/b")]) : .init(Self.list))
    }
    let host = TestHost(network: network).host
    let fetcher = ImportFetcher(host: host, root: "/", isOffline: false)
    await #expect(
      throws: ImportFetcher.Failure.elsewhere("https://example.org/a", "https://example.com/b")
    ) { try await fetcher.fetch(try fetcher.place("https://example.org/a")) }
  }

  @Test func `not when it is too large`() async throws {
    let fetcher = fetcher(files: ["/project/a.toml": "0123456789"])
    let place = try fetcher.place("a.toml")
    #expect(try await fetcher.fetch(place, limit: 10).bytes.count == 10)
    await #expect(throws: ImportFetcher.Failure.file("a.toml", .tooLarge(limit: 9))) {
      try await fetcher.fetch(place, limit: 9)
    }
  }

  @Test func `offline from files only`() async throws {
    let fetcher = fetcher(files: ["/project/a.toml": Self.list], isOffline: true)
    #expect(try await fetcher.fetch(try fetcher.place("a.toml")).bytes.count == 9)
    await #expect(throws: ImportFetcher.Failure.offline("https://example.org/a")) {
      try await fetcher.fetch(try fetcher.place("https://example.org/a"))
    }
    await #expect(throws: ImportFetcher.Failure.offline("git+https://example.org/r#a")) {
      try await fetcher.fetch(try fetcher.place("git+https://example.org/r#a"))
    }
  }

  @Test func `from the mirror with the longest name`() throws {
    let fetcher = fetcher(mirrors: [
      .init(prefix: "https://example.org/", replacement: "https://short.example/"),
      .init(prefix: "https://example.org/a/", replacement: "mirror/"),
    ])
    #expect(try fetcher.place("https://example.org/b").written == "https://short.example/b")
    #expect(try fetcher.place("https://example.org/a/b").source == .file("/project/mirror/b"))
    #expect(try fetcher.place("https://example.com/a").written == "https://example.com/a")
  }

  @Test func `from git, with the commit`() async throws {
    var git = InMemoryGit()
    git.mirrors = ["https://example.org/r": ["s/audits.toml": Array(Self.list.utf8)]]
    git.commit = GitCommit(
      hash: String(repeating: "1", count: 40), committed: Timestamp(secondsSinceEpoch: 0))
    let fetcher = fetcher(git: git)
    let copy = try await fetcher.fetch(
      try fetcher.place("git+https://example.org/r#main:s/audits.toml"))
    #expect(copy.commit == String(repeating: "1", count: 40))
    await #expect(throws: ImportFetcher.Failure.self) {
      try await fetcher.fetch(try fetcher.place("git+https://example.org/r#main:other.toml"))
    }
  }
}
