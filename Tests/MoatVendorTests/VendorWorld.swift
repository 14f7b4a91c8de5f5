import MoatCommands
import MoatHost
import MoatModel
import MoatTestSupport

/// A project in memory whose crates are in Cargo's cache.
struct VendorWorld {
  let files: InMemoryFileSystem
  let crates: [TestCrate]
  private static let cache = "/home/.cargo/registry/cache/index.crates.io-1949cf8c6b5b557f"

  /// - Parameter cached: what the cache has instead of a crate's archive, by file name; nil for
  ///   nothing.
  init(_ crates: [TestCrate], cached: [String: [UInt8]?] = [:]) {
    self.crates = crates
    files = InMemoryFileSystem()
    files.set("/project", .directory)
    for crate in crates {
      if let bytes = cached[crate.fileName] ?? crate.archive {
        files.set("\(Self.cache)/\(crate.fileName)", .file(bytes))
      }
    }
    lock(crates)
  }

  /// Locks these crates.
  func lock(_ crates: [TestCrate], extra: String = "") {
    var text = "version = 4\n" + extra
    for crate in crates {
      text += "\n[[package]]\nname = \"\(crate.name)\"\nversion = \"\(crate.version)\"\n"
      text += "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n"
      text += "checksum = \"\(crate.line.checksum ?? "")\"\n"
    }
    files.set("/project/Cargo.lock", .file(Array(text.utf8)))
  }

  struct Outcome {
    let status: Int32
    let output: String
    let error: String
  }

  func run(
    _ arguments: [String], git: InMemoryGit = InMemoryGit(),
    _ change: (inout Host) -> Void = { _ in }
  ) async -> Outcome {
    let machine = TestHost(files: files, git: git, variables: ["HOME": "/home"])
    var host = machine.host
    change(&host)
    let status = await Moat.run(["vendor"] + arguments, in: host)
    return Outcome(
      status: status, output: machine.standardOutput, error: machine.standardError)
  }

  func text(_ path: String) -> String? {
    guard let bytes = try? files.read("/project/\(path)", limit: 1 << 20) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Every file below the project by its path.
  func tree(_ place: String = "") throws -> [String: String] {
    let root = PathText.join("/project", place)
    guard try files.kind(of: root) != nil else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: try files.filePaths(below: root).map {
        (
          $0,
          String(decoding: try files.read(PathText.join(root, $0), limit: 1 << 20), as: UTF8.self)
        )
      })
  }

  func set(_ path: String, _ text: String) {
    files.set("/project/\(path)", .file(Array(text.utf8)))
  }
}
