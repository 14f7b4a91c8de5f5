import MoatArchive
import MoatCargo
import MoatHost
import MoatModel
import MoatRegistry
import Testing

private let base = "https://r.example/index/"
private let config = #"{"dl":"https://r.example/dl","api":"https://r.example"}"#

private func line(_ name: String, _ version: String, digest: String? = nil) -> String {
  let digest = digest ?? String(repeating: "1", count: 64)
  return #"{"name":"\#(name)","vers":"\#(version)","deps":[],"cksum":"\#(digest)","#
    + #""features":{},"yanked":false}"# + "\n"
}

private func open(
  _ pages: [String: InMemoryHTTPClient.Reply], token: Secret? = nil
) async throws -> (registry: SparseIndexClient, network: InMemoryHTTPClient) {
  let all = pages.merging(["config.json": .init(config)]) { given, _ in given }
  let network = InMemoryHTTPClient(
    serving: Dictionary(
      uniqueKeysWithValues: all.map {
        ($0.key.contains("://") ? $0.key : base + $0.key, $0.value)
      }))
  let registry = try await SparseIndexClient.open(
    RedactedURL("sparse+\(base)"), name: "corp", network: network
  ) { () async throws(RegistryFailure) in token }
  return (registry, network)
}

@Suite struct `sparse registries` {
  @Test func `are asked as Cargo asks`() async throws {
    let (registry, network) = try await open([
      "se/rd/serde": .init(
        line("serde", "1.0.0") + line("serde", "1.0.1"), fields: [HTTPField("ETag", "\"x\"")])
    ])
    guard case .file(let file) = try await registry.answer(about: "Serde", since: nil) else {
      Issue.record("no file")
      return
    }
    #expect(file.entries.map(\.version) == ["1.0.0", "1.0.1"])
    #expect(file.revision == .etag("\"x\""))
    #expect(network.requests.map(\.url.unredacted) == [base + "config.json", base + "se/rd/serde"])
    for request in network.requests {
      #expect(request.fields.contains(HTTPField("cargo-protocol", "version=1")))
      #expect(request.fields.contains(HTTPField("accept", "text/plain")))
      #expect(request.authorization == nil)
    }
  }

  @Test func `are asked only for what is new`() async throws {
    let (registry, network) = try await open(["3/f/fnv": .init(304)])
    #expect(try await registry.answer(about: "fnv", since: .etag("\"x\"")) == .unchanged)
    #expect(
      try await registry.answer(about: "fnv", since: .lastModified("yesterday")) == .unchanged)
    #expect(
      network.requests.dropFirst().map { $0.fields.first { $0.name.hasPrefix("if-") } } == [
        HTTPField("if-none-match", "\"x\""), HTTPField("if-modified-since", "yesterday"),
      ])
  }

  @Test func `that answer 304 unasked are refused`() async throws {
    let (registry, _) = try await open(["3/f/fnv": .init(304)])
    await #expect(throws: RegistryFailure.status(304, RedactedURL(base + "3/f/fnv"), text: "")) {
      try await registry.answer(about: "fnv", since: nil)
    }
  }

  @Test(arguments: [404, 410, 451])
  func `have no crate`(status: Int) async throws {
    let (registry, _) = try await open(["3/f/fnv": .init(status)])
    #expect(try await registry.answer(about: "fnv", since: nil) == .absent(status: status))
  }

  @Test func `give their reason`() async throws {
    let (registry, _) = try await open([
      "3/f/fnv": .init(
        403, fields: [HTTPField("Content-Type", "text/plain")],
        body: Array("denied by policy:\n rule 12\n".utf8)),
      "1/a": .init(
        403, fields: [HTTPField("Content-Type", "text/html")], body: Array("<html>".utf8)),
    ])
    await #expect(
      throws: RegistryFailure.status(
        403, RedactedURL(base + "3/f/fnv"), text: "denied by policy: rule 12")
    ) { try await registry.answer(about: "fnv", since: nil) }
    await #expect(throws: RegistryFailure.status(403, RedactedURL(base + "1/a"), text: "")) {
      try await registry.answer(about: "a", since: nil)
    }
  }

  @Test(arguments: ["../x", "", "a/b", "ü", String(repeating: "a", count: 65), "a?b", "a%2f"])
  func `are never asked for`(name: String) async throws {
    let (registry, network) = try await open([:])
    await #expect(throws: RegistryFailure.malformedName(name)) {
      try await registry.answer(about: name, since: nil)
    }
    #expect(network.requests.count == 1)
  }

  @Test(arguments: [
    ("{", "line 1: JSON ends early"),
    (line("serde", "1.0.0"), "line 1: the line is not for `fnv`"),
    (line("fnv", "1.0.0") + line("fnv", "1.0.0"), "line 2: version 1.0.0 is there twice"),
    (line("fnv", "1.0.0", digest: "xyz"), "line 1: `cksum` is not a SHA-256 digest"),
  ])
  func `are not believed`(text: String, why: String) async throws {
    let (registry, _) = try await open(["3/f/fnv": .init(text)])
    await #expect(throws: RegistryFailure.malformed(RedactedURL(base + "3/f/fnv"), why)) {
      try await registry.answer(about: "fnv", since: nil)
    }
  }

  @Test(arguments: [
    "https://r.example/index", "ftp://r.example/", "https://r.example/?/",
  ])
  func `are not opened`(address: String) async throws {
    await #expect(throws: RegistryFailure.self) {
      try await SparseIndexClient.open(
        RedactedURL(address), name: nil, network: InMemoryHTTPClient(serving: [:])
      ) { () async throws(RegistryFailure) in nil }
    }
  }
}

@Suite struct `registries with a login` {
  @Test func `get the token everywhere once they ask`() async throws {
    let digest = try SHA256Hasher.digest(of: Array("bytes".utf8))
    let (registry, network) = try await open(
      [
        "config.json": .init(#"{"dl":"https://dl.example/{crate}","auth-required":true}"#),
        "3/f/fnv": .init(line("fnv", "1.0.0")),
        "https://dl.example/fnv": .init("bytes"),
      ], token: Secret("t"))
    _ = try await registry.answer(about: "fnv", since: nil)
    _ = try await registry.archive(
      of: PackageIdentity(name: "fnv", version: "1.0.0"), expecting: digest)
    #expect(network.requests.map(\.authorization) == [nil, Secret("t"), Secret("t")])
  }

  @Test func `say where to log in`() async throws {
    let refusal = InMemoryHTTPClient.Reply(
      401,
      fields: [HTTPField("WWW-Authenticate", #"Cargo login_url="https://r.example/me""#)])
    for token in [nil, Secret("old")] {
      await #expect(
        throws: RegistryFailure.unauthorised(
          RedactedURL(base + "config.json"),
          .init(registry: "corp", hadToken: token != nil, address: "https://r.example/me"))
      ) { _ = try await open(["config.json": refusal], token: token) }
    }
    let failure = RegistryFailure.unauthorised(
      RedactedURL(base), .init(registry: "my-corp", hadToken: false, address: nil))
    #expect(
      failure.message
        == "\(base): the registry wants a token; run `cargo login --registry my-corp`, or set "
        + "`CARGO_REGISTRIES_MY_CORP_TOKEN`")
  }

  @Test func `are not opened without a token`() async throws {
    await #expect(throws: RegistryFailure.self) {
      _ = try await open(["config.json": .init(#"{"dl":"x","auth-required":true}"#)])
    }
  }
}

@Suite struct `registry configuration files` {
  @Test(arguments: [
    "", "[]", "{}", #"{"dl":1}"#, #"{"dl":"x","auth-required":"yes"}"#, #"{"dl":"x","api":1}"#,
    #"{"dl":"x","dl":"y"}"#, #"{"dl":"x"} x"#,
  ])
  func `are refused`(text: String) {
    #expect(throws: RegistryConfig.Malformed.self) {
      try RegistryConfig(parsing: Array(text.utf8))
    }
  }

  @Test func `may leave things out`() throws {
    #expect(
      try RegistryConfig(parsing: Array(#"{"dl":"x","api":null,"more":[]}"#.utf8))
        == RegistryConfig(download: "x"))
  }

  @Test(arguments: [
    ("https://d.example", "https://d.example/Serde/1.0.0+b/download"),
    ("https://d.example/{crate}/{version}", "https://d.example/Serde/1.0.0+b"),
    ("https://d.example/{prefix}/x", "https://d.example/Se/rd/x"),
    ("https://d.example/{lowerprefix}/x", "https://d.example/se/rd/x"),
    (
      "https://d.example/{sha256-checksum}",
      "https://d.example/" + String(repeating: "1", count: 64)
    ),
  ])
  func `say where an archive is`(download: String, address: String) throws {
    let url = try RegistryConfig(download: download).archive(
      of: PackageIdentity(name: "Serde", version: "1.0.0+b"),
      checksum: SHA256Digest(parsing: String(repeating: "1", count: 64)))
    #expect(url.unredacted == address.replacing("+", with: "%2B"))
  }

  @Test(arguments: [
    ("https://d.example", "..", "1.0.0"), ("https://d.example", "a", "../1"),
    ("file:///x", "a", "1.0.0"), ("", "a", "1.0.0"),
  ])
  func `lead nowhere else`(download: String, name: String, version: String) throws {
    let digest = try SHA256Digest(parsing: String(repeating: "1", count: 64))
    #expect(throws: RegistryConfig.Malformed.self) {
      try RegistryConfig(download: download).archive(
        of: PackageIdentity(name: name, version: version), checksum: digest)
    }
  }
}

@Suite struct `downloads` {
  private let identity = PackageIdentity(name: "fnv", version: "1.0.0")
  private let place = "https://r.example/dl/fnv/1.0.0/download"

  @Test func `have the digest that was asked for`() async throws {
    let bytes = Array("archive".utf8)
    let digest = try SHA256Hasher.digest(of: bytes)
    let (registry, network) = try await open([place: .init(200, body: bytes)])
    let archive = try await registry.archive(of: identity, expecting: digest)
    #expect(archive.digest == digest)
    #expect(archive.compressedCount == bytes.count)
    let request = try #require(network.requests.last)
    #expect(!request.acceptsCompression)
    #expect(!request.fields.contains { $0.name == "accept" })
  }

  @Test func `of other bytes are refused`() async throws {
    let digest = try SHA256Hasher.digest(of: Array("archive".utf8))
    let (registry, _) = try await open([place: .init("Archive")])
    await #expect(
      throws: RegistryFailure.mismatch(
        RedactedURL(place),
        .digest(expected: digest, actual: try SHA256Hasher.digest(of: Array("Archive".utf8))))
    ) { try await registry.archive(of: identity, expecting: digest) }
  }

  @Test func `that are not there say so`() async throws {
    let digest = try SHA256Hasher.digest(of: [])
    let (registry, _) = try await open([place: .init(404)])
    await #expect(throws: RegistryFailure.absent("\(place): the archive of `fnv 1.0.0`")) {
      try await registry.archive(of: identity, expecting: digest)
    }
  }
}

@Suite struct `local registries` {
  @Test func `have an index and archives`() async throws {
    let files = InMemoryFileSystem()
    let digest = try SHA256Hasher.digest(of: Array("archive".utf8))
    files.set(
      "/local/index/3/f/fnv", .file(Array(line("fnv", "1.0.0", digest: digest.hex).utf8)))
    files.set("/local/fnv-1.0.0.crate", .file(Array("archive".utf8)))
    files.set("/local/fnv-1.0.1.crate", .file(Array("tampered".utf8)))
    let registry = LocalRegistry(root: "/local", files: files)
    guard case .file(let file) = try await registry.answer(about: "fnv", since: nil) else {
      Issue.record("no file")
      return
    }
    #expect(file.entries.map(\.checksum) == [digest])
    #expect(try await registry.answer(about: "other", since: nil) == .absent(status: nil))
    let archive = try await registry.archive(
      of: PackageIdentity(name: "fnv", version: "1.0.0"), expecting: digest)
    #expect(archive.digest == digest)
    for (version, name) in [("1.0.1", "fnv"), ("1.0.2", "fnv"), ("../1", "fnv"), ("1.0.0", "../x")]
    {
      await #expect(throws: RegistryFailure.self) {
        try await registry.archive(
          of: PackageIdentity(name: name, version: version), expecting: digest)
      }
    }
  }
}

@Suite struct `git registries` {
  @Test func `are read from a mirror`() async throws {
    let digest = try SHA256Hasher.digest(of: Array("archive".utf8))
    var git = InMemoryGit(top: "/")
    git.mirrors["https://r.example/git"] = [
      "config.json": Array(config.utf8),
      "3/f/fnv": Array(line("fnv", "1.0.0", digest: digest.hex).utf8),
    ]
    let network = InMemoryHTTPClient(serving: [
      "https://r.example/dl/fnv/1.0.0/download": .init("archive")
    ])
    let registry = try await GitIndexClient.open(
      RedactedURL("https://r.example/git"), name: nil, cache: "/cache", git: git, network: network
    ) { () async throws(RegistryFailure) in nil }
    #expect(try await registry.answer(about: "other", since: nil) == .absent(status: nil))
    guard case .file(let file) = try await registry.answer(about: "fnv", since: nil) else {
      Issue.record("no file")
      return
    }
    #expect(file.entries.map(\.version) == ["1.0.0"])
    #expect(
      try await registry.archive(
        of: PackageIdentity(name: "fnv", version: "1.0.0"), expecting: digest
      ).compressedCount == 7)
  }
}
