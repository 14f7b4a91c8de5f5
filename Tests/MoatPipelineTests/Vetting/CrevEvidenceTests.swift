import MoatCrev
import MoatHost
import MoatModel
import MoatPipeline
import MoatTestSupport
import MoatVetting
import Testing

extension CrevProject {
  fileprivate func reviews(
    _ repositories: [String] = ["proofs"], _ change: (inout CrevPolicy) -> Void = { _ in }
  ) async throws -> CrevReviews {
    var policy = CrevPolicy()
    policy.ids = [ann.id]
    change(&policy)
    let project = try await ProjectReader(host: host).projects(at: ["/project/Cargo.lock"])
    let locked = try #require(project.workspaces.first?.locked)
    return await CrevReviews(
      CrevEvidence(repositories, on: host), of: locked, policy: policy, on: host)
  }
}

@Suite struct `Evidence from crev` {
  let project: CrevProject

  init() throws { project = try CrevProject() }

  private func standings(_ reviews: CrevReviews) -> [CrevJudge.Standing] {
    reviews.assessments.flatMap(\.rows).map(\.standing)
  }

  @Test func `is compared with the locked archive`() async throws {
    project.write(try project.ann.review(project.digest("1.1.0"), version: "1.1.0"))
    let found = try await project.reviews()
    #expect(standings(found) == [.counts])
    #expect(found.accepted.map(\.to) == [VetVersion(Version(1, 1, 0))])
    #expect(
      found.accepted.first?.reviewers == [
        "\(project.ann.id) (https://example.org/\(project.ann.id))"
      ])
    #expect(found.assessment(of: "left", VetVersion(Version(1, 1, 0))) != nil)
    #expect(found.assessment(of: "left", VetVersion(Version(1, 0, 0))) == nil)

    project.write(try project.ann.review(project.digest("1.0.0"), version: "1.1.0"))
    let other = try await project.reviews()
    #expect(standings(other) == [.otherBytes] && other.accepted.isEmpty)
    #expect(other.assessments.flatMap(\.warnings).count == 1)
  }

  @Test func `without an archive knows nothing`() async throws {
    let digest = try project.digest("1.1.0")
    project.write(try project.ann.review(digest, version: "1.1.0"))
    try project.files.remove("/cargo")
    #expect(standings(try await project.reviews()) == [.unknownBytes])
    // What is vendored may be more or less than was published.
    project.files.set(
      "/project/.cargo/config.toml",
      .file(
        Array(
          "[source.crates-io]\nreplace-with = \"v\"\n[source.v]\ndirectory = \"vendor\"\n".utf8)))
    project.files.set("/project/vendor/left/src/lib.rs", .file(Array("// 1.1.0\n".utf8)))
    project.files.set(
      "/project/vendor/left/Cargo.toml",
      .file(Array("[package]\nname = \"left\"\nversion = \"1.1.0\"\n".utf8)))
    #expect(standings(try await project.reviews()) == [.unknownBytes])
    // Unless the archive is there, too.
    try project.provide("1.1.0")
    #expect(standings(try await project.reviews()) == [.counts])
  }

  @Test func `of a change needs its base`() async throws {
    let base = ("1.0.0", try project.digest("1.0.0"))
    project.write(
      try project.ann.review(project.digest("1.1.0"), version: "1.1.0", base: base))
    let found = try await project.reviews()
    #expect(standings(found) == [.unknownBase] && found.accepted.isEmpty)
  }

  @Test func `is not about a package from elsewhere`() async throws {
    project.write(try project.ann.review(project.digest("1.1.0"), version: "1.1.0"))
    try project.lock(
      """

      [[package]]
      name = "left"
      version = "1.1.0"
      source = "registry+https://example.org/index"
      checksum = "\(String(repeating: "ab", count: 32))"

      """)
    let found = try await project.reviews()
    #expect(found.assessments.count == 1 && found.accepted.isEmpty)
  }

  // MARK: what is not read

  @Test func `says what is missing, and then counts nothing`() async throws {
    let digest = try project.digest("1.1.0")
    project.write(try project.ann.review(digest, version: "1.1.0"))
    let found = try await project.reviews(["proofs", "nowhere"])
    #expect(standings(found) == [.counts], "it is shown")
    #expect(found.accepted.isEmpty)
    #expect(found.evidence.problems.map(\.message) == ["`nowhere`: no such file or folder"])
    let doubt = try #require(found.evidence.doubt)
    #expect(doubt.contains("`nowhere`"), "\(doubt)")
  }

  @Test func `is not hidden by a broken file`() async throws {
    let digest = try project.digest("1.1.0")
    project.write("nonsense\n", to: "/project/proofs/0.proof.crev")
    project.write(
      try project.ann.review(digest, version: "1.1.0").replacing("high", with: "low"),
      try project.bob.review(digest, version: "1.1.0"), to: "/project/proofs/1.proof.crev")
    project.write(try project.ann.trust([project.bob], "high"))
    let found = try await project.reviews()
    #expect(found.accepted.count == 1 && !found.evidence.isWhole)
    #expect(
      found.evidence.refused.map { "\($0.path):\($0.line)" }
        == ["proofs/0.proof.crev:1", "proofs/1.proof.crev:2"])
    #expect(
      found.evidence.refusedFiles.map(\.path) == ["proofs/0.proof.crev", "proofs/1.proof.crev"])
    #expect(found.evidence.unread.count == 2)
  }

  @Test func `too large a file is a problem of its own`() async throws {
    let digest = try project.digest("1.1.0")
    project.write(try project.ann.review(digest, version: "1.1.0"))
    project.files.set(
      "/project/proofs/big.proof.crev",
      .file([UInt8](repeating: 10, count: CrevLimit.file + 1)))
    let found = try await project.reviews()
    #expect(standings(found) == [.counts] && found.accepted.isEmpty)
    #expect(found.evidence.problems.map(\.path) == ["proofs/big.proof.crev"])
  }

  @Test func `leaves links, dots and other names alone`() async throws {
    let proof = try project.ann.review(project.digest("1.1.0"), version: "1.1.0")
    project.write(proof, to: "/elsewhere/a.proof.crev")
    project.write(proof, to: "/project/proofs/.git/a.proof.crev")
    project.write(proof, to: "/project/proofs/a.crev")
    project.files.set("/project/proofs/b.proof.crev", .symlink(to: "/elsewhere/a.proof.crev"))
    project.files.set("/project/proofs/c", .symlink(to: "/elsewhere"))
    let found = try await project.reviews()
    #expect(found.evidence.proofs.reviewCount == 0 && found.evidence.isWhole)
  }

  // MARK: git

  /// The same project with a bare repository at `/mirror`.
  private func withMirror(_ files: [String: String]) -> CrevProject {
    var project = project
    project.files.set("/mirror/HEAD", .file(Array("ref: refs/heads/main\n".utf8)))
    project.files.set("/mirror/objects", .directory)
    project.files.set("/mirror/refs", .directory)
    project.git = InMemoryGit(top: "/mirror")
    project.git.revisions["HEAD"] = files.mapValues { Array($0.utf8) }
    return project
  }

  @Test func `is read from a bare repository`() async throws {
    let proof = try project.ann.review(project.digest("1.1.0"), version: "1.1.0")
    let mirrored = withMirror([
      "ann/reviews/2026-01.proof.crev": proof, ".hidden/a.proof.crev": "nonsense",
      "README.md": "nonsense", "bad.proof.crev": "nonsense",
    ])
    let found = try await mirrored.reviews(["/mirror"])
    #expect(standings(found) == [.counts] && found.accepted.count == 1)
    #expect(found.evidence.refused.map(\.path) == ["/mirror:bad.proof.crev"])
  }

  @Test func `says why a bare repository is not read`() async throws {
    var mirrored = withMirror([:])
    mirrored.git.failure = .unavailable
    let found = try await mirrored.reviews(["/mirror"])
    #expect(found.evidence.problems.map(\.message) == ["`/mirror`: git is not installed"])
    mirrored = withMirror([
      "big.proof.crev": String(repeating: "\n", count: CrevLimit.file + 1)
    ])
    let big = try await mirrored.reviews(["/mirror"])
    #expect(big.evidence.problems.map(\.path) == ["/mirror:big.proof.crev"])
  }
}
