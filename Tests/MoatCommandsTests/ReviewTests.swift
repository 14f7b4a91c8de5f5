import Foundation
import MoatArchive
import MoatCargo
import MoatCommands
import MoatCrev
import MoatHost
import MoatTestSupport
import Testing

/// `review` as a whole command: what it serves, until it is ended.
@Suite(.waits) struct `Reviewing` {
  /// A project that locks `left`, whose archives are in Cargo's cache, and `v1`, which locks the older.
  private struct World {
    let old: TestCrate
    let new: TestCrate
    let files: InMemoryFileSystem
    var git = InMemoryGit(top: "/project")

    init() throws {
      old = try TestCrate("left", "1.2.0", files: ["src/lib.rs": "pub fn a() {}\n"])
      new = try TestCrate(
        "left", "1.3.0",
        files: [
          "src/lib.rs": "pub fn a() { std::net::TcpStream::connect(\"h:1\"); }\n",
          "build.rs": "fn main() {}\n",
        ])
      files = InMemoryFileSystem([
        "/project/Cargo.toml": Sample.manifest,
        "/project/Cargo.lock": Self.lockfile(new),
        "/usr/bin/xdg-open": "",
      ])
      for crate in [old, new] {
        files.set(
          "/cargo/registry/cache/index.crates.io-1949cf8c6b5b557f/\(crate.fileName)",
          .file(crate.archive))
      }
      git.revisions = [
        "HEAD": ["Cargo.lock": Array(Self.lockfile(new).utf8)],
        "v1": ["Cargo.lock": Array(Self.lockfile(old).utf8)],
        "empty": [:],
      ]
    }

    private static func lockfile(_ crate: TestCrate) -> String {
      """
      version = 4

      [[package]]
      name = "app"
      version = "0.1.0"
      dependencies = ["left"]

      [[package]]
      name = "left"
      version = "\(crate.version)"
      source = "\(Sample.source)"
      checksum = "\(crate.line.checksum ?? "")"

      """
    }

    func machine() -> TestHost {
      TestHost(
        files: files, git: git,
        variables: ["CARGO_HOME": "/cargo", "HOME": "/home/reader", "PATH": "/usr/bin"])
    }
  }

  /// A page that is being served.
  private struct Page {
    let machine: TestHost
    let port: UInt16
    let token: String

    /// Waits for the address that the command prints.
    init(of machine: TestHost) async throws {
      self.machine = machine
      var found: Substring?
      while found == nil {
        try await Task.sleep(for: .milliseconds(5))
        found = machine.standardOutput.split(separator: "\n").first
        try #require(!machine.standardError.contains("error:"), "\(machine.standardError)")
      }
      let match = try #require(
        found?.wholeMatch(of: ##/http://127\.0\.0\.1:(\d+)/#([0-9a-f]{64})/##))
      port = try #require(UInt16(match.1))
      token = String(match.2)
    }

    func get(_ path: String) throws -> String {
      let client = try RawClient(port: port)
      client.send(
        "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(token)\r\n"
          + "Origin: http://127.0.0.1:\(port)\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\r\n"
      )
      return client.read()
    }
  }

  /// Runs the command, looks at its page, and ends it.
  private func serve(
    _ arguments: [String], _ world: World, on host: ((MoatHost.Host) -> MoatHost.Host)? = nil,
    _ look: (Page) async throws -> Void
  ) async throws -> Run.Result {
    let machine = world.machine()
    let host = host?(machine.host) ?? machine.host
    let task = Task(executorPreference: OwnThreads.waiting) {
      await Moat.run(["review"] + arguments, in: host)
    }
    do {
      try await look(try await Page(of: machine))
    } catch {
      task.cancel()
      throw error
    }
    task.cancel()
    return Run.Result(
      status: await task.value, output: machine.standardOutput, error: machine.standardError)
  }

  /// The items of the queue as `name old → new`, and the title.
  private func queue(_ page: Page) throws -> (title: String, items: [String]) {
    let reply = try page.get("/api/session")
    let start = try #require(reply.range(of: "\r\n\r\n")).upperBound
    let object =
      try JSONSerialization.jsonObject(with: Data(reply[start...].utf8)) as? [String: Any]
    let items = (object?["items"] as? [[String: Any]] ?? []).map { item in
      "\(item["name"] ?? "") \(item["old"] as? String ?? "-") → \(item["new"] as? String ?? "-")"
    }
    return (object?["title"] as? String ?? "", items)
  }

  @Test func `without a name it is everything where nothing changed, until it is ended`()
    async throws
  {
    let result = try await serve([], World()) { page in
      let (title, items) = try queue(page)
      #expect(title == "Everything in Cargo.lock")
      #expect(items == ["left - → 1.3.0"])
      let package = try page.get("/api/package?item=0")
      #expect(package.contains("\"src/lib.rs\""))
    }
    #expect(result.status == 0)
    #expect(result.error == "Ctrl-C ends the page; notes stay.\n")
  }

  @Test func `a version has the reviews of crev beside it`() async throws {
    let world = try World()
    let (ann, bob) = (try ProofSigner(1), try ProofSigner(2))
    let digest = try TreeDigest.digest(
      of: PackageContents(
        identity: world.new.identity, origin: .archive(SHA256Hasher.digest(of: world.new.archive)),
        files: world.new.files.map { PackageContents.File(path: $0.path, bytes: $0.bytes) }))
    let other = try #require(CrevDigest([UInt8](repeating: 1, count: 32)))
    world.files.set(
      "/project/moat.toml",
      .file(
        Array(
          "version = 1\n[vet.crev]\nids = [\"\(ann.id)\"]\nrepositories = [\"proofs\"]\n".utf8)))
    let proofs = try [
      ann.trust([bob], "low"), ann.review(digest, version: "1.3.0"),
      bob.review(other, version: "1.3.0"),
    ]
    world.files.set("/project/proofs/a.proof.crev", .file(Array(proofs.joined().utf8)))
    let result = try await serve([], world) { page in
      let package = try page.get("/api/package?item=0")
      for words in [
        "\"weight\":\"alert\",\"title\":\"other-bytes\"", "MISMATCHED: of other bytes",
        "\"weight\":\"detail\",\"title\":\"counts\"", "\(ann.id)", "trust low, distance 5",
      ] {
        #expect(package.contains(words), "\(words) in \(package)")
      }
    }
    #expect(result.status == 0, "\(result.error)")
  }

  @Test func `without a name it is the update, where the lockfile differs from the commit's`()
    async throws
  {
    var world = try World()
    world.git.revisions["HEAD"] = world.git.revisions["v1"]
    _ = try await serve([], world) { page in
      let (title, items) = try queue(page)
      #expect(title == "Cargo.lock: HEAD → working tree")
      #expect(items == ["left 1.2.0 → 1.3.0"])
      let package = try page.get("/api/package?item=0")
      #expect(package.contains("gains a build script"))
      #expect(package.contains("std::net::TcpStream::connect"))
    }
  }

  @Test(arguments: [
    ("v1..HEAD", "Cargo.lock: v1 → HEAD", ["left 1.2.0 → 1.3.0"]),
    ("v1..", "Cargo.lock: v1 → working tree", ["left 1.2.0 → 1.3.0"]),
    ("..v1", "Cargo.lock: HEAD → v1", ["left 1.3.0 → 1.2.0"]),
    ("HEAD..", "Cargo.lock: HEAD → working tree", []),
  ])
  func `two commits`(range: String, title: String, items: [String]) async throws {
    _ = try await serve(["--lockfile", range], World()) { page in
      let queue = try queue(page)
      #expect(queue.title == title)
      #expect(queue.items == items)
    }
  }

  @Test func `locked crates by name, others by version, and what cannot be read`() async throws {
    _ = try await serve(["left", "gone@1.0.0", "--offline"], World()) { page in
      let items = try queue(page).items
      #expect(items == ["left - → 1.3.0", "gone - → 1.0.0"])
      let reply = try page.get("/api/package?item=1")
      #expect(reply.contains("gone 1.0.0 cannot be read: "))
    }
  }

  @Test(arguments: [
    (["--lockfile", "v1"], 2, "`v1` names no two lockfiles"),
    (["--lockfile", "empty.."], 3, "`empty` has no lockfile"),
    (["--lockfile", "v1..empty"], 3, "`empty` has no `Cargo.lock`"),
    (["--lockfile", "nowhere.."], 2, "`nowhere` is neither a file nor a revision"),
    (["--lockfile", "v1..", "left"], 2, "name crates or lockfiles, not both"),
    (["--idle", "0"], 2, "`--idle` is at least one minute"),
    (["lefts"], 2, "no locked package is called `lefts`"),
    (["./nothing"], 2, "there is no `./nothing`"),
  ])
  func `is refused`(arguments: [String], status: Int32, message: String) async throws {
    let machine = try World().machine()
    #expect(await Moat.run(["review"] + arguments, in: machine.host) == status)
    #expect(machine.standardError.contains(message), "\(machine.standardError)")
    #expect(machine.standardOutput.isEmpty)
  }

  @Test func `a port that is taken is said`() async throws {
    let world = try World()
    _ = try await serve([], world) { page in
      let other = world.machine()
      let status = await Moat.run(["review", "--port", "\(page.port)"], in: other.host)
      #expect(status == 2)
      #expect(other.standardError.contains("hint: leave out `--port` to use any"))
    }
  }

  @Test func `the browser gets a file of the reader's own, never the address`() async throws {
    let world = try World()
    let runner = InMemoryProcessRunner { _ in
      .success(ProcessResult(ending: .exited(0), output: [], error: []))
    }
    let place = "/home/reader/.local/share/moat/review.html"
    let result = try await serve(["--open"], world) { host in
      var host = host
      host.processes = runner
      return host
    } _: { page in
      while runner.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      let request = try #require(runner.requests.first)
      #expect(request.arguments.suffix(2) == ["/usr/bin/xdg-open", "file://\(place)"])
      #expect(!request.arguments.joined().contains(page.token))
      let text = String(decoding: try world.files.read(place, limit: 9_999), as: UTF8.self)
      #expect(text.contains("http://127.0.0.1:\(page.port)/#\(page.token)"))
      #expect(world.files.mode(of: place) == 0o600)
    }
    #expect(result.status == 0)
    #expect(try world.files.kind(of: place) == nil)
  }

  @Test func `without a browser the address is enough`() async throws {
    let world = try World()
    try world.files.remove("/usr/bin/xdg-open")
    let result = try await serve(["--open"], world) { page in
      while !page.machine.standardError.contains("note:") {
        try await Task.sleep(for: .milliseconds(5))
      }
    }
    #expect(result.status == 0)
    #expect(result.error.contains("there is no program to open the page with"))
  }
}
