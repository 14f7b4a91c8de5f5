import MoatHost
import MoatTestSupport
import Testing

@Suite struct `Vendoring` {
  private static func crates() throws -> [TestCrate] {
    [
      try TestCrate(
        "left", "1.0.0",
        files: [
          "src/lib.rs": "one", ".gitignore": "x", "src/.gitattributes": "x", ".github/a": "y",
        ]),
      try TestCrate("left", "2.0.0", files: ["src/lib.rs": "two", "build.rs": "fn main() {}"]),
      try TestCrate("right", "0.1.0"),
    ]
  }

  @Test func `writes one folder a crate, and prints the configuration`() async throws {
    let world = VendorWorld(try Self.crates())
    let run = await world.run([])
    #expect(run.status == 0, "\(run.error)")
    #expect(
      run.output == """
        [source.crates-io]
        replace-with = "vendored-sources"

        [source.vendored-sources]
        directory = "vendor"

        """)
    let tree = try world.tree("vendor")
    #expect(
      tree.keys.sorted() == [
        "left-1.0.0/.cargo-checksum.json", "left-1.0.0/.github/a", "left-1.0.0/Cargo.toml",
        "left-1.0.0/src/lib.rs", "left/.cargo-checksum.json", "left/Cargo.toml", "left/build.rs",
        "left/src/lib.rs", "right/.cargo-checksum.json", "right/Cargo.toml", "right/src/lib.rs",
      ])
    #expect(tree["left/src/lib.rs"] == "two")
    #expect(try world.tree().keys.allSatisfy { !$0.contains(".moat-") })
  }

  /// What is done to a tree, and what is said of it.
  static let changes: [(String, @Sendable (VendorWorld) -> Void, String)] = [
    ("edited", { $0.set("vendor/left/src/lib.rs", "evil") }, "`left/src/lib.rs` differs"),
    ("added", { $0.set("vendor/right/build.rs", "") }, "`right/build.rs` is not in"),
    (
      "edited, with its digest renewed",
      { world in
        world.set("vendor/right/src/lib.rs", "evil")
        world.set("vendor/right/.cargo-checksum.json", "{\"files\":{},\"package\":null}")
      }, "`right/src/lib.rs` is not listed"
    ),
    ("a crate of no lockfile", { $0.set("vendor/mine/Cargo.toml", "") }, "`mine` has no"),
    ("a file beside the crates", { $0.set("vendor/notes.txt", "") }, "`notes.txt` is not"),
    (
      "a link", { $0.files.set("/project/vendor/left/link", .symlink(to: "src/lib.rs")) },
      "`left/link` is a symbolic link"
    ),
    (
      "no record", { $0.set("vendor/left/.cargo-checksum.json", "") },
      "`left/.cargo-checksum.json`"
    ),
  ]

  @Test(arguments: changes.indices)
  func `does not write over a tree that was changed`(index: Int) async throws {
    let (_, change, words) = Self.changes[index]
    let world = VendorWorld(try Self.crates())
    _ = await world.run([])
    change(world)
    let before = try world.tree()
    let run = await world.run([])
    #expect(run.status == 2)
    #expect(run.error.contains(words), "\(run.error)")
    #expect(try world.tree() == before)
    #expect(await world.run(["--replace"]).status == 0)
    #expect(try world.tree("vendor").keys.count == 11)
  }

  @Test func `writes over a tree of an earlier lockfile`() async throws {
    let crates = try Self.crates()
    let world = VendorWorld(crates)
    world.lock([crates[0]])
    #expect(await world.run([]).status == 0)
    #expect(try world.tree("vendor").keys.contains("left/src/lib.rs"))
    // As Cargo 1.97 writes the record, and with a file left out as older ones do.
    world.set(
      "vendor/left/.cargo-checksum.json",
      (world.text("vendor/left/.cargo-checksum.json") ?? "").replacing(
        "{\"files\"", with: "{\"$comment\":\"…\",\"files\""))
    world.lock(crates)
    let run = await world.run([])
    #expect(run.status == 0, "\(run.error)")
    #expect(world.text("vendor/left/src/lib.rs") == "two")
  }

  @Test func `keeps hidden files beside the crates, and no hidden folder is lost`() async throws {
    let world = VendorWorld(try Self.crates())
    _ = await world.run([])
    world.set("vendor/.gitattributes", "* -text")
    #expect(await world.run([]).status == 0)
    #expect(world.text("vendor/.gitattributes") == "* -text")
    world.set("vendor/.git/HEAD", "ref")
    let run = await world.run(["--replace"])
    #expect(run.status == 2)
    #expect(run.error.contains("`.git`"), "\(run.error)")
    #expect(world.text("vendor/.git/HEAD") == "ref")
  }

  /// Folders that are no vendored tree stay, told to replace them or not.
  @Test(arguments: [".", "..", "src", "/project", "Cargo.lock"])
  func `never replaces what is no vendored tree`(folder: String) async throws {
    let world = VendorWorld(try Self.crates())
    world.set("src/main.rs", "fn main() {}")
    let before = try world.tree()
    for options in [[], ["--replace"]] {
      let run = await world.run([folder] + options)
      #expect(run.status == 2, "\(run.error)")
      #expect(try world.tree() == before)
    }
  }

  @Test func `refuses archives that are not the locked ones`() async throws {
    let crates = try Self.crates()
    let other = try TestCrate("right", "0.1.0", files: ["src/lib.rs": "evil"])
    for (bytes, words) in [(other.archive as [UInt8]?, "sha-256"), (nil, "right 0.1.0")] {
      let world = VendorWorld(crates, cached: [other.fileName: bytes])
      let run = await world.run([])
      #expect(run.status == 3)
      #expect(run.error.contains("`right 0.1.0`"), "\(run.error)")
      #expect(run.error.lowercased().contains(words), "\(run.error)")
      #expect(try world.tree("vendor").isEmpty)
    }
  }

  @Test func `takes archives from a local registry, and says what it passed over`() async throws {
    let crates = try Self.crates()
    let world = VendorWorld(crates)
    world.files.set("/mirror/right-0.1.0.crate", .file([1, 2, 3]))
    let run = await world.run(["--local-registry", "/mirror"])
    #expect(run.status == 0)
    #expect(run.error.contains("passed over `/mirror/right-0.1.0.crate`"), "\(run.error)")
  }

  /// Lockfile entries that cannot be vendored, with what is said.
  @Test(arguments: [
    ("source = \"git+https://example.org/x#0123456789012345678901234567890123456789\"", "git"),
    ("source = \"registry+https://github.com/rust-lang/crates.io-index\"", "no checksum"),
    (
      "source = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"AB\"",
      "malformed checksum"
    ),
    (
      "source = \"sparse+https://me:secret@example.org/\"\nchecksum = \""
        + String(repeating: "0", count: 64) + "\"", "credentials"
    ),
  ])
  func `refuses a package that cannot be vendored`(entry: String, words: String) async throws {
    let world = VendorWorld([])
    world.lock([], extra: "[[package]]\nname = \"x\"\nversion = \"1.0.0\"\n\(entry)\n")
    let run = await world.run([])
    #expect(run.status == 2)
    #expect(run.error.contains("`x 1.0.0`") && run.error.contains(words), "\(run.error)")
    #expect(!run.error.contains("secret"))
  }

  @Test func `names no folder after a hostile package`() async throws {
    let world = VendorWorld([])
    let digest = String(repeating: "0", count: 64)
    world.lock(
      [],
      extra: "[[package]]\nname = \"../../x\"\nversion = \"1.0.0\"\nsource = \"registry+"
        + "https://github.com/rust-lang/crates.io-index\"\nchecksum = \"\(digest)\"\n")
    #expect(await world.run([]).status == 2)
  }

  @Test func `adds the configuration to what is there, once`() async throws {
    let world = VendorWorld(try Self.crates())
    world.set(".cargo/config.toml", "# mine\n[build]\njobs = 2")
    let run = await world.run(["third/party", "--write-config"])
    #expect(run.status == 0, "\(run.error)")
    #expect(run.output.isEmpty)
    let text = """
      # mine
      [build]
      jobs = 2

      [source.crates-io]
      replace-with = "vendored-sources"

      [source.vendored-sources]
      directory = "third/party"

      """
    #expect(world.text(".cargo/config.toml") == text)
    #expect(await world.run(["third/party", "--write-config"]).status == 0)
    #expect(world.text(".cargo/config.toml") == text)
  }

  /// Configurations that say something else, or cannot be added to.
  @Test(arguments: [
    "[source.crates-io]\nreplace-with = \"mirror\"\n", "[source.vendored-sources]\n",
    "source = { }\n", "source = 1\n", "[source\n",
  ])
  func `refuses a configuration that says something else`(text: String) async throws {
    let world = VendorWorld(try Self.crates())
    world.set(".cargo/config.toml", text)
    let run = await world.run(["--write-config"])
    #expect(run.status == 2, "\(run.error)")
    #expect(run.error.contains(".cargo/config.toml:"), "\(run.error)")
    #expect(world.text(".cargo/config.toml") == text)
    #expect(try world.tree("vendor").isEmpty)
  }

  @Test(arguments: [false, true])
  func `is old or new whichever operation fails`(isCrash: Bool) async throws {
    let crates = try Self.crates()
    func world() async -> VendorWorld {
      let world = VendorWorld(crates)
      world.lock([crates[0]])
      _ = await world.run([])
      world.lock(crates)
      return world
    }
    let rehearsal = await world()
    let old = try rehearsal.tree("vendor")
    let counter = FaultyStore(InMemoryFileStore(rehearsal.files), failingAt: nil)
    _ = await rehearsal.run(["--write-config"]) { $0.store = counter }
    let new = try rehearsal.tree("vendor")
    try #require(old != new && counter.operationCount > 50)
    for operation in 0..<counter.operationCount {
      let world = await world()
      let store = FaultyStore(
        InMemoryFileStore(world.files), failingAt: operation, isCrash: isCrash)
      let run = await world.run(["--write-config"]) { $0.store = store }
      let state = try world.tree("vendor")
      #expect(state == new || (state == old && run.status != 0), "operation \(operation)")
      #expect(run.status == 0 || run.status == 2, "operation \(operation): \(run.error)")
      let configuration = world.text(".cargo/config.toml")
      #expect(configuration == nil || state == new, "operation \(operation)")
      // And whatever is left, the next run works.
      #expect(await world.run(["--write-config"]).status == 0, "operation \(operation)")
      #expect(try world.tree("vendor") == new)
      let staged = try world.tree().keys.filter { $0.contains(".vendor.moat-") }
      #expect(staged == [], "operation \(operation)")
    }
  }
}
