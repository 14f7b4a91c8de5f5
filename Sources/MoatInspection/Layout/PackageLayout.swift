import MoatCargo
import MoatModel
import MoatRust
import MoatSyntax

/// What a package's manifest and its folders say of its targets
/// (https://doc.rust-lang.org/cargo/reference/cargo-targets.html).
struct PackageLayout: Sendable {
  /// The file that a target is compiled from.
  struct Root: Hashable, Sendable {
    let path: String
    let role: FileRole
  }

  /// Only files that the package has.
  let roots: [Root]
  let hasBuildScript: Bool
  let isProcMacro: Bool
  let edition: RustEdition
  /// nil where the manifest cannot be read.
  let dependencies: [ManifestDependency]?
  let gap: PackageInspection.Gap?
  /// Targets that are compiled from what is not in the package, or by other rules than the others.
  let targetGaps: [PackageInspection.Gap]

  init(_ contents: PackageContents, _ manifest: ContentsManifest) {
    let path = "Cargo.toml"
    switch manifest {
    case .missing: self.init(contents, nil, gap: .init(path: path, reason: "is missing"))
    case .notTOML: self.init(contents, nil, gap: .init(path: path, reason: "is not TOML"))
    case .document(let document, .failure):
      self.init(
        contents, document.root,
        gap: .init(path: path, reason: "has a part that Cargo does not read"))
    case .document(let document, .success(let manifest)):
      let shared = manifest.workspace?.dependencies ?? []
      let dependencies = manifest.dependencies.map { dependency in
        guard dependency.isInherited, let base = shared.first(where: { $0.key == dependency.key })
        else { return dependency }
        return dependency.inheriting(from: base)
      }
      self.init(contents, document.root, dependencies: dependencies, gap: nil)
    }
  }

  private init(
    _ contents: PackageContents, _ root: TOMLTable?, dependencies: [ManifestDependency]? = nil,
    gap: PackageInspection.Gap?
  ) {
    let package = root?["package"]?.table ?? root?["project"]?.table
    let library = root?["lib"]?.table
    edition = RustEdition(manifest: package?["edition"]?.string ?? root.map { _ in "2015" })
    isProcMacro = Self.isProcMacro(library)
    self.dependencies = dependencies
    self.gap = gap

    var roots: [Root] = []
    func add(_ path: String, _ role: FileRole) {
      let path = PackagePath.normalised(path)
      if let path, contents[path] != nil { roots.append(Root(path: path, role: role)) }
    }
    let scripts = Self.buildScripts(package)
    for script in scripts ?? ["build.rs"] { add(script, .buildScript) }
    // One that the manifest names and that is not here may be anywhere on the disk. And a link or a file
    // that could not be read is one for Cargo all the same.
    hasBuildScript =
      !roots.isEmpty || scripts?.isEmpty == false
      || scripts == nil && contents.remarks.contains { $0.path == "build.rs" }
    targetGaps = Self.gaps(root, scripts ?? [], contents)
    add(library?["path"]?.string ?? "src/lib.rs", isProcMacro ? .procMacro : .library)
    add("src/main.rs", .binary)
    for (key, folder, role) in Self.kinds {
      if let targets = root?[key]?.array {
        for target in targets {
          guard let table = target.table else { continue }
          if let path = table["path"]?.string {
            add(path, role)
          } else if let name = table["name"]?.string {
            add("\(folder)/\(name).rs", role)
            add("\(folder)/\(name)/main.rs", role)
          }
        }
      }
      let prefix = folder + "/"
      for file in contents.files where file.path.hasPrefix(prefix) && file.path.hasSuffix(".rs") {
        let rest = file.path.dropFirst(prefix.count).split(separator: "/")
        if rest.count == 1 || rest.count == 2 && rest[1] == "main.rs" { add(file.path, role) }
      }
    }
    self.roots = roots
  }

  private static func gaps(
    _ root: TOMLTable?, _ scripts: [String], _ contents: PackageContents
  ) -> [PackageInspection.Gap] {
    var gaps: [PackageInspection.Gap] = []
    let library = root?["lib"]?.table
    for path in scripts + [library?["path"]?.string].compactMap({ $0 }) {
      let inside = PackagePath.normalised(path)
      if inside.map({ contents[$0] }) ?? nil == nil {
        gaps.append(.init(path: path, reason: "is compiled, and is not in the package"))
      }
    }
    let edition = (root?["package"]?.table ?? root?["project"]?.table)?["edition"]?.string
    let targets = ["bin", "example", "test", "bench"].flatMap { key in
      root?[key]?.array?.compactMap(\.table) ?? []
    }
    for path in targets.compactMap({ $0["path"]?.string }) {
      if PackagePath.normalised(path) == nil {
        gaps.append(.init(path: path, reason: "is compiled, and is not in the package"))
      }
    }
    for target in [library].compactMap({ $0 }) + targets {
      // Tokens differ by edition, and files are read by the package's.
      if let own = target["edition"]?.string, own != edition ?? "2015" {
        gaps.append(.init(path: "Cargo.toml", reason: "gives a target another edition, \(own)"))
      }
    }
    return gaps
  }

  private static let kinds: [(String, String, FileRole)] = [
    ("bin", "src/bin", .binary), ("example", "examples", .example), ("test", "tests", .test),
    ("bench", "benches", .bench),
  ]

  /// nil where the manifest does not say, and a `build.rs` beside it is one.
  private static func buildScripts(_ package: TOMLTable?) -> [String]? {
    guard let build = package?["build"] else { return nil }
    if let path = build.string { return [path] }
    if let isThere = build.boolean { return isThere ? nil : [] }
    return build.array?.compactMap(\.string)
  }

  private static func isProcMacro(_ library: TOMLTable?) -> Bool {
    guard let library else { return false }
    if (library["proc-macro"] ?? library["proc_macro"])?.boolean ?? false { return true }
    let types = (library["crate-type"] ?? library["crate_type"])?.array
    return types?.contains { $0.string == "proc-macro" } ?? false
  }
}

/// Paths within a package.
enum PackagePath {
  /// Without `.` and `..`; nil for what leads out of the package, or is absolute.
  static func normalised(_ path: String) -> String? {
    if isNormal(path) { return path }
    var parts: [Substring] = []
    guard !path.hasPrefix("/"), !path.hasPrefix("\\") else { return nil }
    let slashes = [UInt8(ascii: "/"), UInt8(ascii: "\\")]
    for part in path.utf8.split(whereSeparator: slashes.contains).map(Substring.init) {
      switch part {
      case ".": break
      case "..":
        if parts.isEmpty { return nil }
        parts.removeLast()
      default: parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  /// Whether nothing is to be changed, as is so for most.
  private static func isNormal(_ path: String) -> Bool {
    var isStart = true
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): return false
      // A name that begins with a point is looked at closely.
      case UInt8(ascii: "/"), UInt8(ascii: "."): if isStart { return false }
      default: break
      }
      isStart = byte == UInt8(ascii: "/")
    }
    return !isStart
  }

  /// The folder of a file; empty for the package's own.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(path[..<slash])
  }

  static func joined(_ folder: String, _ path: String) -> String {
    folder.isEmpty ? path : folder + "/" + path
  }
}
