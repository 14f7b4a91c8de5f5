import MoatCargo
import MoatHost
import MoatModel
import MoatRegistry
import Testing

/// A configuration from texts: the project's file, and the user's.
private func configuration(
  project: String = "", user: String = "", credentials: String? = nil,
  variables: [String: String] = [:]
) throws -> RegistryConfiguration {
  func parsed(_ text: String, _ path: String) throws -> CargoConfiguration {
    try CargoConfiguration(parsing: SourceText(path: path, bytes: Array(text.utf8)))
  }
  return RegistryConfiguration(
    layers: [
      ConfigurationLayer(
        try parsed(project, ".cargo/config.toml"), root: "/project", isUsers: false),
      ConfigurationLayer(
        try parsed(user, "/home/u/.cargo/config.toml"), root: "/home/u", isUsers: true),
    ],
    credentials: try credentials.map { try parsed($0, "credentials.toml") },
    environment: Environment(variables: variables, currentDirectory: "/project"))
}

private let cratesIO = RegistryPlace.Kind.sparse(RedactedURL("https://index.crates.io/"))

@Suite struct `places of sources` {
  private func place(_ project: String, of source: PackageSource = .cratesIO) throws
    -> RegistryPlace
  {
    try configuration(project: project).place(of: source)
  }

  @Test func `crates.io is sparse unless the user wants git`() throws {
    #expect(try place("").kind == cratesIO)
    let git = RegistryPlace.Kind.gitIndex(
      RedactedURL("https://github.com/rust-lang/crates.io-index"))
    #expect(try place("[registries.crates-io]\nprotocol = 'git'").kind == git)
    let variables = ["CARGO_REGISTRIES_CRATES_IO_PROTOCOL": "git"]
    #expect(try configuration(variables: variables).place(of: .cratesIO).kind == git)
    #expect(
      try place(
        "[source.crates-io]\nregistry = 'https://github.com/rust-lang/crates.io-index'"
      ).kind == cratesIO)
  }

  @Test(arguments: [
    ("directory = 'vendor'", RegistryPlace.Kind.directory("/project/vendor")),
    ("directory = '/abs/../vendor'", .directory("/vendor")),
    ("local-registry = '../local'", .localRegistry("/local")),
    ("registry = 'sparse+https://m.example/i/'", .sparse(RedactedURL("https://m.example/i/"))),
    ("registry = 'https://m.example/i'", .gitIndex(RedactedURL("https://m.example/i"))),
    ("git = 'https://m.example/g'", .git(RedactedURL("https://m.example/g"), .defaultBranch)),
    (
      "git = 'https://m.example/g'\nbranch = 'b'",
      .git(RedactedURL("https://m.example/g"), .branch("b"))
    ),
  ])
  func `are replaced by`(table: String, kind: RegistryPlace.Kind) throws {
    let place = try place("[source.crates-io]\nreplace-with = 'm'\n[source.m]\n\(table)")
    #expect(place == RegistryPlace(kind, replacedBy: ["m"]))
  }

  @Test func `are replaced by a named registry`() throws {
    let place = try place(
      "source.crates-io.replace-with = 'corp'\n[registries.corp]\nindex = 'sparse+https://c.example/'"
    )
    #expect(place.kind == .sparse(RedactedURL("https://c.example/")))
  }

  @Test func `follow chains through several files`() throws {
    let configuration = try configuration(
      project: "source.crates-io.replace-with = 'one'\nsource.one.registry = 'https://one.example'",
      user: "source.one.replace-with = 'two'\nsource.two.directory = 'vendor'\n"
        + "source.crates-io.replace-with = 'three'")
    #expect(
      try configuration.place(of: .cratesIO)
        == RegistryPlace(.directory("/home/u/vendor"), replacedBy: ["one", "two"]))
  }

  @Test func `of other registries and of git are replaced too`() throws {
    let text = """
      [source.corp]
      registry = 'sparse+https://corp.example/'
      replace-with = 'm'
      [source.fork]
      git = 'https://github.com/Corp/fork.git'
      branch = 'main'
      replace-with = 'm'
      [source.m]
      directory = 'vendor'
      """
    let vendored = RegistryPlace(.directory("/project/vendor"), replacedBy: ["m"])
    for source in [
      "sparse+https://corp.example/", "git+https://github.com/corp/fork?branch=main#0123",
    ] {
      #expect(try place(text, of: PackageSource(parsing: source)) == vendored)
    }
    for source in [
      "registry+https://corp.example/", "git+https://github.com/corp/fork#0123",
      "git+https://github.com/corp/fork?branch=x#0123",
    ] {
      #expect(try place(text, of: PackageSource(parsing: source)).replacedBy.isEmpty)
    }
  }

  @Test(arguments: [
    (
      "source.crates-io.replace-with = 'x'",
      PlaceFailure.unknownSource("x", lookingFor: "crates-io")
    ),
    (
      "source.crates-io.replace-with = 'a'\n[source.a]\nregistry='https://a'\nreplace-with='crates-io'",
      .cycle("crates-io")
    ),
    (
      "source.crates-io.replace-with = 'a'\n[source.a]\nregistry='https://a'\nreplace-with='b'\n"
        + "[source.b]\nregistry='https://b'\nreplace-with='a'", .cycle("crates-io")
    ),
    ("source.crates-io.replace-with = 'crates-io'", .cycle("crates-io")),
    ("source.crates-io.replace-with = 'a'\nsource.a.branch = 'x'", .noPlace("a")),
    (
      "source.crates-io.replace-with = 'a'\n[source.a]\nregistry='https://a'\ndirectory='v'",
      .severalPlaces("a")
    ),
  ])
  func `are refused`(text: String, failure: PlaceFailure) throws {
    let configuration = try configuration(project: text)
    #expect(throws: failure) { try configuration.place(of: .cratesIO) }
  }

  @Test func `are found by the registry's name`() throws {
    let configuration = try configuration(
      project: "registries.corp.index = 'sparse+https://corp.example/'\nregistry.default = 'corp'",
      variables: ["CARGO_REGISTRIES_MY_ONE_INDEX": "https://one.example/"])
    #expect(
      try configuration.place(ofRegistry: "my-one").kind
        == .gitIndex(RedactedURL("https://one.example/")))
    #expect(
      try configuration.place(ofRegistry: nil).kind == .sparse(RedactedURL("https://corp.example/"))
    )
    #expect(try configuration.place(ofRegistry: "crates-io").kind == cratesIO)
    #expect(throws: PlaceFailure.unknownRegistry("x")) {
      try configuration.place(ofRegistry: "x")
    }
  }
}

@Suite struct `tokens` {
  private let index = RedactedURL("sparse+https://corp.example/")
  private let table = "[registries.corp]\nindex = 'sparse+https://corp.example/'\n"

  private func token(
    _ configuration: RegistryConfiguration, for index: RedactedURL? = nil,
    printing output: String = "", _ ending: ProcessResult.Ending = .exited(0)
  ) async throws -> (token: Secret?, processes: InMemoryProcessRunner) {
    let processes = InMemoryProcessRunner { _ in
      .success(ProcessResult(ending: ending, output: Array(output.utf8)))
    }
    let files = InMemoryFileSystem()
    files.set("/bin/pass", .file([]))
    let token = try await configuration.token(
      for: index ?? self.index, using: processes, files: files)
    return (token, processes)
  }

  @Test func `come from the environment, then the credentials file, then the user's file`()
    async throws
  {
    let user = table + "token = 'three'"
    let file = "[registries.corp]\ntoken = 'two'"
    let all = try configuration(
      user: user, credentials: file, variables: ["CARGO_REGISTRIES_CORP_TOKEN": "one"])
    #expect(try await token(all).token == Secret("one"))
    #expect(
      try await token(configuration(user: user, credentials: file)).token == Secret("two"))
    #expect(try await token(configuration(user: user)).token == Secret("three"))
    #expect(try await token(configuration(user: table)).token == nil)
  }

  @Test func `are found for an index that only the environment names`() async throws {
    let configuration = try configuration(variables: [
      "CARGO_REGISTRIES_CORP_INDEX": "sparse+https://corp.example/",
      "CARGO_REGISTRIES_CORP_TOKEN": "one",
    ])
    #expect(try await token(configuration).token == Secret("one"))
  }

  @Test func `are not sent where only the project says they belong`() async throws {
    let configuration = try configuration(
      project: "registries.corp.index = 'sparse+https://evil.example/'", user: table,
      credentials: "[registries.corp]\ntoken = 'secret'")
    #expect(try await token(configuration).token == Secret("secret"))
    await #expect(throws: RegistryFailure.self) {
      _ = try await token(configuration, for: RedactedURL("sparse+https://evil.example/"))
    }
    // Nor is it said to be there to anybody who has no name at all.
    #expect(
      try await token(configuration, for: RedactedURL("sparse+https://other.example/")).token
        == nil)
  }

  @Test func `of the project's own files are not used`() async throws {
    let configuration = try configuration(project: table + "token = 'x'", user: table)
    #expect(try await token(configuration).token == nil)
  }

  @Test func `are printed by a command of the user's`() async throws {
    let configuration = try configuration(
      user: table + "credential-provider = ['cargo:token-from-stdout', 'pass', 'show', 'x y']",
      variables: ["PATH": "/usr/bin:/bin", "LANG": "C"])
    let (token, processes) = try await token(configuration, printing: "secret\n")
    #expect(token == Secret("secret"))
    let request = try #require(processes.requests.first)
    #expect(request.executable == "/bin/pass")
    #expect(request.arguments == ["show", "x y"])
    #expect(request.environment["CARGO_REGISTRY_INDEX_URL"] == "sparse+https://corp.example/")
    #expect(request.environment["CARGO_REGISTRY_NAME_OPT"] == "corp")
  }

  @Test func `are never printed by a command of the project's`() async throws {
    let command = "credential-provider = 'cargo:token-from-stdout /bin/evil'\n"
    let configuration = try configuration(
      project: table + command + "[registry]\nglobal-credential-providers = "
        + "['cargo:token-from-stdout /bin/evil']\n[credential-alias]\nx = '/bin/evil'",
      user: table)
    let (token, processes) = try await token(configuration, printing: "x")
    #expect(token == nil)
    #expect(processes.requests.isEmpty)
  }

  @Test(arguments: ["", "\n", "one\ntwo\n"])
  func `are not taken from the output`(output: String) async throws {
    let configuration = try configuration(
      user: table + "credential-provider = 'cargo:token-from-stdout /bin/pass'")
    await #expect(throws: RegistryFailure.self) {
      _ = try await token(configuration, printing: output)
    }
  }

  @Test func `are not taken from a command that fails, whose output is not shown`() async throws {
    let configuration = try configuration(
      user: table + "credential-provider = 'cargo:token-from-stdout /bin/pass'")
    do {
      _ = try await token(configuration, printing: "secret", .exited(1))
      Issue.record("it was taken")
    } catch let failure as RegistryFailure {
      #expect(!failure.message.contains("secret"))
    }
  }

  @Test func `follow the global providers from the last, with aliases`() async throws {
    let user =
      table + """
        [registry]
        global-credential-providers = ['cargo:token', 'mine']
        [credential-alias]
        mine = ['cargo:token-from-stdout', '/bin/pass']
        """
    let configuration = try configuration(
      user: user, variables: ["CARGO_REGISTRIES_CORP_TOKEN": "one"])
    #expect(try await token(configuration, printing: "two").token == Secret("two"))
  }

  @Test(arguments: ["cargo:libsecret", "cargo:wincred", "/bin/cargo-credential-x"])
  func `say that a provider is not supported`(provider: String) async throws {
    let configuration = try configuration(
      user: table + "[registry]\nglobal-credential-providers = ['cargo:token', '\(provider)']")
    do {
      _ = try await token(configuration)
      Issue.record("no word of it")
    } catch RegistryFailure.credentials(let message) {
      #expect(message.contains(provider))
      #expect(message.contains("CARGO_REGISTRIES_CORP_TOKEN"))
    }
  }

  @Test func `are refused to two registries with one index`() async throws {
    let configuration = try configuration(
      user: table + "token = 'x'\n[registries.other]\nindex = 'sparse+https://corp.example/'")
    await #expect(throws: RegistryFailure.self) { _ = try await token(configuration) }
  }

  @Test func `never show`() {
    let secret = Secret("hush")
    #expect("\(secret)" == "***")
    #expect(String(reflecting: secret) == "***")
    #expect(!String(reflecting: [secret]).contains("hush"))
    var text = ""
    dump(secret, to: &text)
    #expect(!text.contains("hush"))
  }
}

@Suite struct `network settings of the configuration` {
  @Test func `are the user's`() throws {
    let settings = try configuration(
      project: "[http]\nproxy = 'evil.example:1'\ncainfo = '/evil.pem'\ntimeout = 1",
      user: "[http]\nproxy = 'proxy.example:1'\ncainfo = 'ca.pem'\ntimeout = 5",
      variables: ["https_proxy": "other.example"]
    ).networkSettings
    #expect(settings.httpsProxy == RedactedURL("proxy.example:1"))
    #expect(settings.httpProxy == RedactedURL("proxy.example:1"))
    #expect(settings.certificateFile == "/home/u/ca.pem")
    #expect(settings.patience == .seconds(5))
  }

  @Test func `give way to Cargo's variables`() throws {
    let settings = try configuration(
      user: "[http]\nproxy = 'proxy.example:1'\ncainfo = 'ca.pem'\ntimeout = 5",
      variables: [
        "CARGO_HTTP_PROXY": "p.example", "CARGO_HTTP_CAINFO": "/c.pem", "CARGO_HTTP_TIMEOUT": "9",
      ]
    ).networkSettings
    #expect(settings.httpsProxy == RedactedURL("p.example"))
    #expect(settings.certificateFile == "/c.pem")
    #expect(settings.patience == .seconds(9))
  }

  @Test func `any file may close the network`() throws {
    #expect(try configuration(project: "net.offline = true").isOffline)
    #expect(try configuration(variables: ["CARGO_NET_OFFLINE": "true"]).isOffline)
    #expect(try !configuration(project: "net.offline = false").isOffline)
  }
}
