import Foundation
import MoatArchive
import MoatModel
import MoatTestSupport
import Testing

extension Tag {
  @Tag static var oracle: Self
}

/// A project that prints `hello_world` by way of one genuine crate, with all its evidence in place.
///
/// The crate is one that an older cargo packed: its manifest does not say that there is no build
/// script, as 204 of the 790 crates that Rust 1.95 vendors do not.
struct Victim: Sendable {
  /// Where the crate comes from.
  enum Place: String, Sendable, CaseIterable {
    case vendor, versionedVendor, localRegistry, cargoHome
  }

  let sandbox: CargoSandbox
  let place: Place
  let registry: LoopbackRegistry

  static let crate = "heck"
  static let version = "0.5.0"
  private static let stem = "heck-0.5.0"
  private static let healthy = "write!(f, \"_\")"
  private static let tampered = "write!(f, \"!\")"
  /// The source file that decides what is printed.
  static let source = "src/snake.rs"

  /// A build script that leaves a mark in the folder Cargo gives it.
  static let buildScript = """
    fn main() {
      let out = std::env::var_os("OUT_DIR").unwrap();
      std::fs::write(std::path::Path::new(&out).join("\(mark)"), "x").unwrap();
    }
    """
  private static let mark = "build-script-ran"

  static func genuine() throws -> TestCrate { try SharedCrates.crate(crate, version) }

  /// The crate with other behaviour, packed anew.
  static func evil() throws -> TestCrate {
    try genuine().repacked { files in
      for index in files.indices where files[index].path == source {
        files[index].bytes = Array(
          tampering(String(decoding: files[index].bytes, as: UTF8.self)).utf8)
      }
    }
  }

  private static func tampering(_ text: String) -> String {
    text.replacingOccurrences(of: healthy, with: tampered)
  }

  init(_ place: Place) async throws {
    self.place = place
    sandbox = try CargoSandbox()
    registry = try LoopbackRegistry([Self.genuine()])
    try sandbox.write([
      "app/Cargo.toml": """
      [package]
      name = "app"
      version = "0.1.0"
      edition = "2021"

      [dependencies]
      heck = "0.5"

      """,
      "app/src/main.rs":
        "fn main() { println!(\"{}\", heck::ToSnakeCase::to_snake_case(\"HelloWorld\")); }\n",
    ])
    try sandbox.replaceCratesIO(with: registry)
    switch place {
    case .cargoHome: try await prepare(["fetch"])
    case .vendor, .versionedVendor:
      try await revendor()
      try FileManager.default.removeItem(at: sandbox.cargoHome)
      try sandbox.replaceCratesIO(with: "directory = \"\(sandbox.url("app/vendor").path)\"")
    case .localRegistry:
      try LocalRegistryFolder.write([Self.genuine()], to: sandbox.url("registry"))
      try sandbox.replaceCratesIO(with: "local-registry = \"\(sandbox.url("registry").path)\"")
      try await prepare(["fetch"])
    }
  }

  func remove() {
    registry.stop()
    sandbox.remove()
  }

  private func prepare(_ arguments: [String]) async throws {
    let outcome = try await sandbox.cargo(arguments, offline: false)
    try #require(outcome.isSuccess, "\(outcome.error)")
  }

  /// Runs `cargo vendor` against the registry, over the tree that is there.
  func revendor() async throws {
    try sandbox.replaceCratesIO(with: registry)
    let option = place == .versionedVendor ? ["--versioned-dirs"] : []
    try await prepare(["vendor", "--respect-source-config"] + option + ["vendor"])
    try sandbox.replaceCratesIO(with: "directory = \"\(sandbox.url("app/vendor").path)\"")
  }

  // MARK: Where things are

  /// The vendored crate, below the sandbox.
  var vendored: String {
    place == .versionedVendor ? "app/vendor/\(Self.stem)" : "app/vendor/\(Self.crate)"
  }

  /// The one folder that Cargo made below `$CARGO_HOME/registry/KIND`, below the sandbox.
  private func registryFolder(_ kind: String) throws -> String {
    let folder = "cargo-home/registry/\(kind)"
    let names = try FileManager.default.contentsOfDirectory(atPath: sandbox.url(folder).path)
    return "\(folder)/\(try #require(names.count == 1 ? names.first : nil))"
  }

  func cachedArchive() throws -> String { "\(try registryFolder("cache"))/\(Self.stem).crate" }
  func unpacked() throws -> String { "\(try registryFolder("src"))/\(Self.stem)" }
  func cachedIndex() throws -> String { "\(try registryFolder("index"))/.cache/he/ck/heck" }
  var localArchive: String { "registry/\(Self.stem).crate" }

  /// Puts the genuine archive where Cargo keeps those of crates.io.
  func addArchive() throws {
    let folder = "cargo-home/registry/cache/index.crates.io-1949cf8c6b5b557f"
    try CargoSandbox.put(
      Self.genuine().archive, at: sandbox.url("\(folder)/\(Self.stem).crate"))
  }

  // MARK: What attackers do

  /// Changes the source below a folder, so that the program prints something else.
  func tamper(below folder: String) throws {
    try sandbox.replace(Self.healthy, with: Self.tampered, in: "\(folder)/\(Self.source)")
  }

  /// Puts bytes in the place of a file, which must be there.
  func overwrite(_ path: String, _ bytes: [UInt8]) throws {
    try #require(FileManager.default.fileExists(atPath: sandbox.url(path).path), "\(path)")
    try CargoSandbox.put(bytes, at: sandbox.url(path))
  }

  func removeUnpacked() throws {
    try FileManager.default.removeItem(at: sandbox.url("cargo-home/registry/src"))
  }

  func changeChecksums(_ change: (inout [String: String], inout String?) -> Void) throws {
    let folder = sandbox.url(vendored)
    try VendorFolder(folder.deletingLastPathComponent())
      .changeChecksums(of: folder.lastPathComponent, change)
  }

  /// The digest of a vendored file as it is now.
  func digest(of path: String) throws -> String {
    let bytes = [UInt8](try Data(contentsOf: sandbox.url("\(vendored)/\(path)")))
    return try SHA256Hasher.digest(of: bytes).hex
  }

  func removeLockedChecksum() throws {
    let checksum = try #require(Self.genuine().line.checksum)
    try sandbox.replace("checksum = \"\(checksum)\"\n", with: "", in: "app/Cargo.lock")
  }

  /// Sends a crate of the lockfile to its vendored folder, where no digest counts, and lets cargo
  /// write the lockfile that follows from it.
  func patchIntoVendor() async throws {
    let manifest = try sandbox.read("app/Cargo.toml")
    try sandbox.write([
      "app/Cargo.toml": "\(manifest)\n[patch.crates-io]\nheck = { path = \"vendor/heck\" }\n"
    ])
    try await prepare(["update", "--workspace", "--offline"])
    try #require(!sandbox.read("app/Cargo.lock").contains("checksum"))
  }

  /// Puts a file elsewhere, and a link to it in its place.
  func moveBehindLink(_ path: String) throws {
    let file = sandbox.url(path)
    let target = sandbox.url("elsewhere")
    try FileManager.default.moveItem(at: file, to: target)
    try FileManager.default.createSymbolicLink(at: file, withDestinationURL: target)
  }

  /// Replaces a checksum in Cargo's index cache, whose other bytes stay.
  func replaceInCachedIndex(_ old: String, with new: String) throws {
    let path = try cachedIndex()
    var bytes = [UInt8](try Data(contentsOf: sandbox.url(path)))
    let range = try #require(bytes.firstRange(of: Array(old.utf8)))
    bytes.replaceSubrange(range, with: Array(new.utf8))
    try overwrite(path, bytes)
  }

  /// Forgets what Cargo downloaded, as a fresh machine would not have it.
  func forgetCargoHome() throws {
    try FileManager.default.removeItem(at: sandbox.url("cargo-home/registry"))
  }

  // MARK: What cargo makes of it

  enum Build: Hashable, Sendable {
    /// It was built, and ran; this is what it printed.
    case printed(String)
    /// It was built, ran as it should, and so did a build script that its author never wrote.
    case ranBuildScript
    /// Cargo refused; the text is a part of what it said.
    case refused(String)
  }

  /// Builds into a fresh folder and runs. `Cargo.lock` is put back as it was.
  func build(locked: Bool, offline: Bool = true) async throws -> (outcome: Build, error: String) {
    let lockfile = try sandbox.read("app/Cargo.lock")
    try? FileManager.default.removeItem(at: sandbox.url("app/target"))
    let outcome = try await sandbox.cargo(
      ["run", "--quiet"] + (locked ? ["--locked"] : []), offline: offline)
    try sandbox.write(["app/Cargo.lock": lockfile])
    guard outcome.isSuccess else { return (.refused(outcome.error), outcome.error) }
    let walk = FileManager.default.enumerator(atPath: sandbox.url("app/target").path)
    while let path = walk?.nextObject() as? String {
      if path.hasSuffix("/\(Self.mark)") { return (.ranBuildScript, outcome.error) }
    }
    return (.printed(outcome.output.trimmingCharacters(in: .newlines)), outcome.error)
  }
}
