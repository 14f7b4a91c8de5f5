import MoatArchive
import MoatCargo
package import MoatCrev
package import MoatHost
import Testing

/// A project on a machine in memory that locks `left 1.1.0`, with archives and proofs.
package struct CrevProject {
  package let ann: ProofSigner
  package let bob: ProofSigner
  package let crates: [String: TestCrate]
  package let files: InMemoryFileSystem
  package var git = InMemoryGit()

  private static let registry = "registry+https://github.com/rust-lang/crates.io-index"
  private static let cache = "/cargo/registry/cache/index.crates.io-1949cf8c6b5b557f"

  package init() throws {
    (ann, bob) = (try ProofSigner(1), try ProofSigner(2))
    crates = try Dictionary(
      uniqueKeysWithValues: ["1.0.0", "1.1.0"].map { version in
        (version, try TestCrate("left", version, files: ["src/lib.rs": "// \(version)\n"]))
      })
    files = InMemoryFileSystem([
      "/project/Cargo.toml":
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\n[dependencies]\nleft = \"1\"\n",
      "/project/src/main.rs": "fn main() {}\n",
    ])
    files.set("/project/proofs", .directory)
    try lock()
    try provide("1.1.0")
  }

  /// Writes the lockfile.
  package func lock(_ more: String = "") throws {
    let crate = try #require(crates["1.1.0"])
    let digest = try SHA256Hasher.digest(of: crate.archive)
    let text = """
      version = 4

      [[package]]
      name = "app"
      version = "0.1.0"
      dependencies = ["left 1.1.0 (\(Self.registry))"]

      [[package]]
      name = "left"
      version = "1.1.0"
      source = "\(Self.registry)"
      checksum = "\(digest)"

      """
    files.set("/project/Cargo.lock", .file(Array((text + more).utf8)))
  }

  /// Puts an archive where Cargo keeps it.
  package func provide(_ version: String) throws {
    let crate = try #require(crates[version])
    files.set("\(Self.cache)/left-\(version).crate", .file(crate.archive))
  }

  /// The digest that a reviewer of a version writes.
  package func digest(_ version: String) throws -> CrevDigest {
    let crate = try #require(crates[version])
    return try TreeDigest.digest(
      of: PackageContents(
        identity: crate.identity, origin: .archive(SHA256Hasher.digest(of: crate.archive)),
        files: crate.files.map { PackageContents.File(path: $0.path, bytes: $0.bytes) }))
  }

  package func write(_ proofs: String..., to path: String = "/project/proofs/a.proof.crev") {
    files.set(path, .file(Array(proofs.joined().utf8)))
  }

  package static let variables = ["CARGO_HOME": "/cargo"]

  package var host: Host { TestHost(files: files, git: git, variables: Self.variables).host }
}
