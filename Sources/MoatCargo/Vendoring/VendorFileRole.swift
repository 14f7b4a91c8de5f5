/// What a file of a crate is for: the order in which a change of it should be read.
package enum VendorFileRole: Int, Hashable, Sendable, Comparable, CaseIterable {
  /// Runs on the machine that builds.
  case buildScript
  /// Decides what is built, and with which dependencies and features.
  case manifest
  /// Source of a proc macro, which runs in the compiler.
  case procMacro
  case source
  /// Machine code, or an archive: nothing that can be read.
  case binary
  /// C, assembler and whatever else a build may take in.
  case other
  /// Tests, examples and benchmarks, which nobody builds from a vendored crate.
  case test
  case documentation
  /// Cargo's record of the digests.
  case record

  package static func < (one: Self, two: Self) -> Bool { one.rawValue < two.rawValue }

  /// The word before a path.
  package var word: String {
    switch self {
    case .buildScript: "build script"
    case .manifest: "manifest"
    case .procMacro: "proc macro"
    case .source: "source"
    case .binary: "binary"
    case .other: "other"
    case .test: "test"
    case .documentation: "documentation"
    case .record: "record"
    }
  }

  /// By its place and name alone: a crate may include any file anywhere, so no role is harmless.
  package init(of path: String, in crate: VendorSnapshot.Crate) {
    self.init(of: path, buildScripts: crate.buildScripts, isProcMacro: crate.isProcMacro)
  }

  /// - Parameter buildScripts: the paths that the manifest, or its silence, makes build scripts.
  package init(of path: String, buildScripts: Set<String>, isProcMacro: Bool) {
    if buildScripts.contains(path) {
      self = .buildScript
      return
    }
    let names = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    let name = names.last ?? ""
    let parts = name.split(separator: ".")
    let suffix = parts.count > 1 ? parts.last?.lowercased() ?? "" : ""
    if path == "Cargo.toml" {
      self = .manifest
    } else if path == VendorChecksums.fileName || name == ".cargo_vcs_info.json" {
      self = .record
    } else if Self.binarySuffixes.contains(suffix) {
      self = .binary
    } else if names.count > 1, Self.testFolders.contains(names[0]) {
      self = .test
    } else if suffix == "rs" {
      self = isProcMacro ? .procMacro : .source
    } else if Self.isDocumentation(path, suffix, names) {
      self = .documentation
    } else {
      self = .other
    }
  }

  private static let testFolders: Set<String> = ["tests", "test", "examples", "benches", "fuzz"]
  private static let binarySuffixes: Set<String> = [
    "a", "o", "so", "dll", "dylib", "lib", "exe", "obj", "rlib", "wasm", "bin", "gz", "xz", "zst",
    "bz2", "zip", "tar", "crate",
  ]

  private static func isDocumentation(
    _ path: String, _ suffix: String, _ names: [String]
  ) -> Bool {
    if path == "Cargo.toml.orig" || path == "Cargo.lock" { return true }
    if names.count > 1, ["doc", "docs", ".github"].contains(names[0]) { return true }
    if ["md", "adoc", "rst"].contains(suffix) { return true }
    let start = names.last?.uppercased() ?? ""
    return ["LICENSE", "LICENCE", "COPYING", "CHANGELOG", "README", "AUTHORS", "NOTICE"]
      .contains { start.hasPrefix($0) }
  }
}
