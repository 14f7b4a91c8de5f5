import MoatArchive
import MoatCargo
import MoatHost
import MoatModel
import MoatPipeline
import MoatTestSupport
import Testing

/// Where the contents of packages are read, on a machine in memory.
@Suite struct `package sources` {
  private static let registry = "registry+https://github.com/rust-lang/crates.io-index"
  private static let cache = "/cargo/registry/cache/index.crates.io-1949cf8c6b5b557f"

  private let crate: TestCrate
  private let files: InMemoryFileSystem

  init() throws {
    crate = try TestCrate(
      "left", "1.2.0", files: ["src/lib.rs": "pub fn left() {}\n", "build.rs": "fn main() {}\n"])
    let digest = try SHA256Hasher.digest(of: crate.archive)
    files = InMemoryFileSystem([
      "/project/Cargo.toml":
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\n[dependencies]\nleft = \"1\"\n",
      "/project/Cargo.lock": """
      version = 4
      [[package]]
      name = "app"
      version = "0.1.0"
      dependencies = ["fork", "left"]
      [[package]]
      name = "fork"
      version = "0.3.0"
      source = "git+https://GitHub.com/ada/Forks.git?rev=ab#ab12345678901234567890123456789012345678"
      [[package]]
      name = "left"
      version = "1.2.0"
      source = "\(Self.registry)"
      checksum = "\(digest)"

      """,
      "/project/src/main.rs": "fn main() {}\n",
    ])
  }

  private var sources: PackageSources {
    PackageSources(
      host: TestHost(
        files: files, variables: ["CARGO_HOME": "/cargo", "XDG_CACHE_HOME": "/cache"]
      ).host, isOffline: true)
  }

  private func contents(
    of name: String, wholeFiles: Bool = false
  ) async throws -> Evidence<PackageContents> {
    let host = TestHost(files: files, variables: ["CARGO_HOME": "/cargo"]).host
    let project = try await ProjectReader(host: host).projects(at: [])
    let locked = try #require(project.workspaces.first?.locked)
    let index = try #require(locked.graph.packages.firstIndex { $0.name == name })
    return sources.contents(of: index, in: locked, wholeFiles: wholeFiles)
  }

  private func reason<Value>(_ evidence: Evidence<Value>) -> String? {
    if case .unavailable(let reason) = evidence { reason } else { nil }
  }

  // MARK: locked packages

  @Test func `an archive counts when it has the locked digest`() async throws {
    #expect(
      reason(try await contents(of: "left")) == "no archive of it is on this machine")
    files.set("\(Self.cache)/left-1.2.0.crate", .file(crate.archive))
    let found = try #require(try await contents(of: "left").value)
    #expect(found.origin == .archive(try SHA256Hasher.digest(of: crate.archive)))
    #expect(found.files.map(\.path) == ["Cargo.toml", "build.rs", "src/lib.rs"])
    #expect(found.identity == PackageIdentity(name: "left", version: "1.2.0"))

    files.set("\(Self.cache)/left-1.2.0.crate", .file(crate.archive + [0]))
    let refusal = try #require(reason(try await contents(of: "left")))
    #expect(refusal.contains("left-1.2.0.crate"), "\(refusal)")
  }

  private func replace(by tree: String) {
    files.set(
      "/project/.cargo/config.toml",
      .file(
        Array(
          "[source.crates-io]\nreplace-with = \"v\"\n[source.v]\ndirectory = \"\(tree)\"\n".utf8)))
  }

  @Test func `a vendored crate comes first, whatever its folder is called`() async throws {
    files.set("\(Self.cache)/left-1.2.0.crate", .file(crate.archive))
    replace(by: "vendor")
    #expect(try await contents(of: "left").value?.origin.isArchive == true)
    for folder in ["odd", "left", "left-1.2.0"] {
      files.set(
        "/project/vendor/\(folder)/Cargo.toml",
        .file(Array("[package]\nname = \"left\"\nversion = \"1.2.0\"\n".utf8)))
      files.set("/project/vendor/\(folder)/.cargo-checksum.json", .file(Array("{}".utf8)))
      let found = try #require(try await contents(of: "left").value)
      #expect(found.origin == .folder("vendor/\(folder)"))
      #expect(found.files.map(\.path) == ["Cargo.toml"])
    }
    // Another version in a folder of that name is another crate.
    files.set(
      "/project/vendor/left/Cargo.toml",
      .file(Array("[package]\nname = \"left\"\nversion = \"2.0.0\"\n".utf8)))
    #expect(try await contents(of: "left").value?.origin == .folder("vendor/left-1.2.0"))
  }

  @Test func `a package of the workspace is what belongs to it, and no link is followed`()
    async throws
  {
    for path in [
      "target/debug/build.rs", ".git/hooks/x.rs", "inner/Cargo.toml", "inner/src/lib.rs",
      "src/deep/a.rs", "vendor/left/Cargo.toml",
    ] { files.set("/project/\(path)", .file([])) }
    files.set("/project/src/out.rs", .symlink(to: "/etc/passwd"))
    let found = try #require(try await contents(of: "app").value)
    #expect(
      found.files.map(\.path) == ["Cargo.lock", "Cargo.toml", "src/deep/a.rs", "src/main.rs"])
    #expect(
      found.remarks == [CrateFolder.Remark(path: "src/out.rs", reason: "is a symbolic link")])
  }

  @Test func `a package of a git repository is found in Cargo's checkout`() async throws {
    #expect(
      reason(try await contents(of: "fork"))
        == "Cargo has no checkout of its commit on this machine")
    let checkout = "/cargo/git/checkouts/forks-0123456789abcdef/ab12345"
    files.set("\(checkout)/Cargo.toml", .file(Array("[workspace]\n".utf8)))
    #expect(
      reason(try await contents(of: "fork"))
        == "the checkout of its commit has no package of that name")
    files.set(
      "\(checkout)/crates/fork/Cargo.toml", .file(Array("[package]\nname = \"fork\"\n".utf8)))
    files.set("\(checkout)/crates/fork/src/lib.rs", .file([]))
    let found = try #require(try await contents(of: "fork").value)
    #expect(found.origin == .folder("\(checkout)/crates/fork"))
    #expect(found.identity.version == "0.3.0")
  }

  @Test func `large files that are no Rust source are read by their heads`() async throws {
    let large = [UInt8](repeating: 7, count: ContentsLimit.otherFile + 1)
    files.set("/project/data.bin", .file(large))
    files.set("/project/src/large.rs", .file(large))
    let scanned = try #require(try await contents(of: "app").value)
    #expect(scanned["data.bin"]?.bytes.count == ContentsLimit.head)
    #expect(scanned["data.bin"]?.size == large.count)
    #expect(scanned["data.bin"]?.isWhole == false)
    #expect(scanned["src/large.rs"]?.isWhole == true)
    let whole = try #require(try await contents(of: "app", wholeFiles: true).value)
    #expect(whole["data.bin"]?.isWhole == true)
  }

  // MARK: what a user names

  @Test func `a crate file is read by its name, and said to be unverified`() async throws {
    files.set("/project/left-1.2.0.crate", .file(crate.archive))
    let found = try #require(
      sources.contents(ofArchive: "left-1.2.0.crate", wholeFiles: false).value)
    let digest = try SHA256Hasher.digest(of: crate.archive)
    #expect(found.origin == .unverifiedArchive(path: "left-1.2.0.crate", digest))
    #expect(found.identity == crate.identity)

    files.set("/project/other-1.0.0.crate", .file(crate.archive))
    files.set("/project/download.crate", .file(crate.archive))
    files.set("/project/cut-1.0.0.crate", .file(Array(crate.archive.prefix(40))))
    for (name, words) in [
      ("other-1.0.0.crate", "refused"), ("download.crate", "NAME-VERSION.crate"),
      ("cut-1.0.0.crate", "refused"), ("none-1.0.0.crate", "no such file"),
    ] {
      let why = try #require(reason(sources.contents(ofArchive: name, wholeFiles: false)))
      #expect(why.contains(words), "\(why)")
    }
  }

  @Test func `a published crate needs an index entry and its archive`() async throws {
    let missing = await sources.contents(ofCrate: crate.identity, wholeFiles: false)
    #expect(reason(missing) != nil)
    var bytes: [UInt8] = [3, 2, 0, 0, 0] + Array("etag: \"x\"\0".utf8)
    bytes += Array("1.2.0\0\(crate.line.json)\0".utf8)
    files.set(
      "/cargo/registry/index/index.crates.io-1949cf8c6b5b557f/.cache/le/ft/left", .file(bytes))
    let alone = await sources.contents(ofCrate: crate.identity, wholeFiles: false)
    #expect(reason(alone) != nil)
    files.set("\(Self.cache)/left-1.2.0.crate", .file(crate.archive))
    let found = await sources.contents(ofCrate: crate.identity, wholeFiles: false)
    #expect(found.value?.files.count == 3)
    let other = await sources.contents(
      ofCrate: PackageIdentity(name: "left", version: "1.3.0"), wholeFiles: false)
    #expect(reason(other)?.contains("1.3.0") == true, "\(other)")
  }

  @Test func `a folder needs a manifest`() throws {
    files.set("/project/empty/a.rs", .file([]))
    #expect(
      reason(sources.contents(ofFolder: "empty", wholeFiles: false))
        == "there is no `Cargo.toml` in it")
    #expect(
      reason(sources.contents(ofFolder: "none", wholeFiles: false))
        == "`none` cannot be read: no such file or folder")
    #expect(
      sources.contents(ofFolder: ".", wholeFiles: false).value?.identity
        == PackageIdentity(name: "app", version: "0.1.0"))
  }
}

extension PackageContents.Origin {
  fileprivate var isArchive: Bool {
    if case .archive = self { true } else { false }
  }
}
