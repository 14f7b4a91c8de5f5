import MoatRust

/// Which files of a package its targets reach by `mod`, `#[path]` and `include!`
/// (https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames).
///
/// A module below a condition counts as reached, and both files where a condition chooses between
/// them; one that a macro declares is seen where the macro is written, not where it is used.
struct ModuleReach {
  /// What one file asks for.
  struct Requests: Sendable {
    let modules: [ModuleDeclaration]
    /// Paths of `include!` with a literal.
    let inclusions: [String]

    init(_ source: RustSource) {
      modules = source.moduleDeclarations
      inclusions = source.inclusions.compactMap {
        guard $0.kind == .source, case .path(let path) = $0.argument else { return nil }
        return path
      }
    }

    var isEmpty: Bool { modules.isEmpty && inclusions.isEmpty }
  }

  /// A file that is compiled as part of a target.
  struct File {
    let path: String
    let role: FileRole
    /// Whether its modules lie beside it: `lib.rs`, `mod.rs`, and what `#[path]` names.
    let ownsFolder: Bool
  }

  private(set) var roles: [String: FileRole] = [:]
  /// What is still to be read, by role in the order of roles.
  private var waiting: [[File]]

  init(_ layout: PackageLayout) {
    waiting = FileRole.allCases.map { role in
      layout.roots.filter { $0.role == role }.map {
        File(path: $0.path, role: role, ownsFolder: true)
      }
    }
  }

  /// The next file to read; all that a role reaches comes before the next role, so that a file of
  /// several has the first.
  mutating func next() -> File? {
    for role in waiting.indices {
      while let file = waiting[role].popLast() {
        guard roles[file.path] == nil else { continue }
        roles[file.path] = file.role
        return file
      }
    }
    return nil
  }

  /// Follows what a file asks for.
  ///
  /// - Parameter has: whether the package has a file.
  mutating func follow(_ requests: Requests, from file: File, has: (String) -> Bool) {
    for module in requests.modules {
      follow(module, in: file.path, role: file.role, ownsFolder: file.ownsFolder, has: has)
    }
    for path in requests.inclusions {
      let joined = PackagePath.joined(PackagePath.folder(of: file.path), path)
      if let path = PackagePath.normalised(joined), has(path) {
        add(path, file.role, ownsFolder: true)
      }
    }
  }

  private mutating func add(_ path: String, _ role: FileRole, ownsFolder: Bool) {
    guard roles[path] == nil, let place = FileRole.allCases.firstIndex(of: role) else { return }
    waiting[place].append(File(path: path, role: role, ownsFolder: ownsFolder))
  }

  private mutating func follow(
    _ module: ModuleDeclaration, in file: String, role: FileRole, ownsFolder: Bool,
    has: (String) -> Bool
  ) {
    let folder = PackagePath.folder(of: file)
    var place = folder
    let name = file.split(separator: "/").last.map(String.init) ?? file
    if !ownsFolder, name != "mod.rs" {
      place = PackagePath.joined(folder, name.hasSuffix(".rs") ? String(name.dropLast(3)) : name)
    }
    for inner in module.folders { place = PackagePath.joined(place, inner.path ?? inner.name) }
    for path in module.pathAttributes {
      let joined = PackagePath.joined(module.folders.isEmpty ? folder : place, path)
      if let path = PackagePath.normalised(joined), has(path) { add(path, role, ownsFolder: true) }
    }
    if module.hasFixedPath { return }
    if let path = PackagePath.normalised(PackagePath.joined(place, module.name + ".rs")), has(path)
    {
      add(path, role, ownsFolder: false)
    }
    if let path = PackagePath.normalised(PackagePath.joined(place, module.name + "/mod.rs")),
      has(path)
    {
      add(path, role, ownsFolder: true)
    }
  }
}
