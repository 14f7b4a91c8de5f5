import MoatCommands
import MoatCrev
import MoatHost
import MoatTestSupport
import Testing

/// What commands make of reviews in crev's proofs. `left 1.1.0` is locked, and its store is empty.
@Suite struct `Reviews in crev` {
  private let project: CrevProject
  private static let exemption = """

    [[exemptions.left]]
    version = "1.1.0"
    criteria = "safe-to-deploy"

    """

  init() throws {
    project = try CrevProject()
    store()
    try policy()
  }

  private func store(_ more: String = "") {
    let texts = [
      "config.toml":
        "\n# cargo-vet config file\n\n[cargo-vet]\nversion = \"0.10\"\n\(more)",
      "audits.toml": "\n# cargo-vet audits file\n\n[audits]\n",
      "imports.lock": "\n# cargo-vet imports lock\n",
    ]
    for (name, text) in texts {
      project.files.set("/project/supply-chain/\(name)", .file(Array(text.utf8)))
    }
  }

  private func policy(
    _ more: String = "criteria = [\"safe-to-deploy\"]", repositories: String = "\"proofs\""
  ) throws {
    let text = """
      version = 1

      [vet.crev]
      ids = ["\(project.ann.id)"]
      repositories = [\(repositories)]
      \(more)

      """
    project.files.set("/project/moat.toml", .file(Array(text.utf8)))
  }

  private func good(_ version: String = "1.1.0") throws -> String {
    try project.ann.review(project.digest(version), version: version)
  }

  private func run(_ name: String, _ arguments: String...) -> Run {
    var run = Run(name, arguments, [:], git: project.git, variables: CrevProject.variables)
    run.files = project.files
    return run
  }

  /// Ann praises and Bob, whom she trusts, read something else; Carol is a stranger.
  private func opinions() throws {
    let carol = try ProofSigner(3)
    let old = try project.digest("1.0.0")
    project.write(
      try project.ann.trust([project.bob], "medium"), try good(),
      try project.bob.review(old, version: "1.1.0", rating: "neutral", thoroughness: "low"),
      try carol.review(
        project.digest("1.1.0"), version: "1.1.0", base: ("1.0.0", old), rating: "negative"))
  }

  // MARK: shown

  @Test func `are shown with who wrote them and what they are worth`() async throws {
    try opinions()
    try await run("vet-crev", "vet", "crev").check()
    try await run("vet-crev-json", "vet", "crev", "--format", "json").check()
    try await run("vet-crev-people", "vet", "crev", "--people").check()
  }

  @Test func `stand beside audits`() async throws {
    try opinions()
    try policy("")
    try await run("vet-crev-explain", "vet", "explain", "left").check()
    try await run("vet-crev-explain-json", "vet", "explain", "left", "--format", "json").check()
    try await run("vet-crev-suggest", "vet", "suggest").check()
    let json = await run("", "vet", "suggest", "--format", "json").result()
    #expect(json.output.contains("\"digest\": \"mismatched\""))
    // A version that is not locked.
    try project.provide("1.0.0")
    let other = await run("", "vet", "explain", "left", "1.0.0").result()
    #expect(other.output.contains("reviews of other versions only"), "\(other.output)")
  }

  @Test func `are shown of a project that has no store`() async throws {
    try project.files.remove("/project/supply-chain")
    project.write(try good())
    let result = await run("", "vet", "crev").result()
    #expect(result.status == 0 && result.output.contains("; counts"), "\(result.error)")
  }

  @Test func `need somewhere to be read from`() async throws {
    try project.files.remove("/project/moat.toml")
    try await run("vet-crev-nowhere", "vet", "crev").check()
    let named = await run(
      "", "vet", "crev", "--proofs", "proofs", "--id", project.ann.id.description
    ).result()
    #expect(named.status == 0 && named.output == "no reviews of locked crates\n")
    let wrong = await run("", "vet", "crev", "--proofs", "proofs", "--id", "me").result()
    #expect(wrong.status == 2 && wrong.error.contains("`me` is not the id"))
  }

  @Test func `that cannot be read are named with their line`() async throws {
    project.write(
      try good(), try good().replacing("rating: positive", with: "rating: strong"))
    try policy(repositories: "\"proofs\", \"nowhere\"")
    try await run("vet-crev-unread", "vet", "crev").check()
  }

  // MARK: counted

  @Test func `change no verdict unless criteria are named`() async throws {
    project.write(try good())
    try policy("")
    let without = await run("", "vet").result()
    #expect(without.status == 1 && !without.output.contains("crev"), "\(without.output)")
    try policy()
    let with = await run("", "vet").result()
    #expect(with.status == 0, "\(with.output)\(with.error)")
    try policy("criteria = [\"safe-to-run\"]")
    #expect(await run("", "vet").result().status == 1)
    try policy("criteria = [\"safe-to-dance\"]")
    let unknown = await run("", "vet").result()
    #expect(unknown.status == 2 && unknown.error.contains("`safe-to-dance`"), "\(unknown.error)")
  }

  @Test func `say that a verdict rests on them, and nothing is written`() async throws {
    try opinions()
    try await run("vet-crev-check", "vet").check()
    try await run("vet-crev-check-json", "vet", "--format", "json").check()
    let plain = await run("", "vet", "--like-cargo-vet").result()
    #expect(plain.status == 1 && !plain.output.contains("crev"), "\(plain.output)")
    #expect(await run("", "vet", "prune").result().status == 0)
    let audits = try project.files.read("/project/supply-chain/audits.toml", limit: 1000)
    #expect(audits == Array("\n# cargo-vet audits file\n\n[audits]\n".utf8))
    store(Self.exemption)
    let exempt = await run("", "vet").result()
    #expect(exempt.status == 0 && exempt.output.contains("1 exempted"))
    #expect(!exempt.output.contains("and by nothing else"), "the exemption would do")
  }

  @Test func `that are gone or changed count no more`() async throws {
    project.write(try good())
    #expect(await run("", "vet").result().status == 0)
    project.write()
    #expect(await run("", "vet").result().status == 1)
    project.write(try good().replacing("high", with: "medium"))
    #expect(await run("", "vet").result().status == 1, "its signature is wrong")
    project.write(try project.ann.review(project.digest("1.0.0"), version: "1.1.0"))
    let other = await run("", "vet").result()
    #expect(other.status == 1 && other.output.contains("reviewed other bytes"))
    project.write(try good(), try project.ann.trust([project.bob], "low"))
    #expect(await run("", "vet").result().status == 0)
    project.write(
      try good(), try project.ann.trust([project.bob], "low"),
      try project.bob.review(project.digest("1.1.0"), version: "1.1.0", rating: "negative"))
    let warned = await run("", "vet").result()
    #expect(warned.status == 1 && warned.output.contains("rated negative by"), "\(warned.output)")
  }

  @Test func `of changes lead on from what is vetted`() async throws {
    try project.provide("1.0.0")
    try index()
    let base = ("1.0.0", try project.digest("1.0.0"))
    let change = try project.ann.review(project.digest("1.1.0"), version: "1.1.0", base: base)
    project.write(change)
    #expect(await run("", "vet").result().status == 1, "nobody vouches for 1.0.0")
    project.write(change, try good("1.0.0"))
    let both = await run("", "vet", "explain", "left").result()
    #expect(both.status == 0 && both.output.contains("1.0.0 → 1.1.0"), "\(both.output)")
  }

  /// Cargo's copy of the index, which says what 1.0.0 is.
  private func index() throws {
    let lines = try ["1.0.0", "1.1.0"].map { version in
      let line = try #require(project.crates[version]).line
      return "\(version)\0\(line.json)\0"
    }
    var bytes: [UInt8] = [3, 2, 0, 0, 0] + Array("etag\0".utf8)
    for line in lines { bytes += Array(line.utf8) }
    project.files.set(
      "/cargo/registry/index/index.crates.io-1949cf8c6b5b557f/.cache/le/ft/left", .file(bytes))
  }

  @Test func `that may be missing leave a verdict open`() async throws {
    project.write(try good())
    try policy(
      "criteria = [\"safe-to-deploy\"]", repositories: "\"proofs\", \"nowhere\"")
    try await run("vet-crev-doubt", "vet").check()
    store(Self.exemption)
    #expect(await run("", "vet").result().status == 0, "nothing rests on them")
  }

  // MARK: check

  @Test func `are told of by check`() async throws {
    try opinions()
    try await run("vet-crev-findings", "check", "--only", "vetting").check()
    store(Self.exemption)
    let exempt = await run("", "check", "--only", "vetting").result()
    #expect(!exempt.output.contains("and by nothing else"), "\(exempt.output)")
  }

  @Test func `are configured where config show says`() async throws {
    try await run("vet-crev-config", "config", "show").check()
  }

  @Test func `of an organisation are not loosened by a repository`() async throws {
    project.write(try good())
    let silent = "/project/organisation.toml"
    project.files.set(silent, .file(Array("version = 1\n".utf8)))
    #expect(await run("", "vet", "--policy", silent).result().status == 1)
    let strict =
      "version = 1\n[vet.crev]\nids = [\"\(project.bob.id)\"]\ncriteria = [\"safe-to-deploy\"]\n"
    project.files.set(silent, .file(Array(strict.utf8)))
    #expect(await run("", "vet", "--policy", silent).result().status == 1, "Ann is not trusted")
    project.files.set(
      silent,
      .file(
        Array(strict.replacing(project.bob.id.description, with: project.ann.id.description).utf8)))
    #expect(await run("", "vet", "--policy", silent).result().status == 0)
  }
}
