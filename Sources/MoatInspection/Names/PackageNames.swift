import MoatCargo
import MoatRust

/// The crates that a package's code can name, by the names it has for them.
///
/// Code sees only what its manifest imports, so that a module called `open` or `home` is not taken for
/// the crate of that name. Renames (`curl = { package = "…" }`) are undone.
///
/// A class because each file of a package holds it.
final class PackageNames: Sendable {
  /// Names in code whose paths are worth looking at.
  let roots: WordTable
  /// Names of which each path that leads somewhere has one, those that are handed on too: a path of the
  /// standard library goes on with one of its modules.
  let names: PathNames
  /// The names without which a file has no such path, and no such import; and what the scanner stops at.
  let interest: TokenInterest
  /// Those of each package.
  private static let always = NameSet(HandedOnName.names + FileScanner.macroNames)
  /// The number that the standard library has in `roots`.
  static let standard = 1
  /// The number of a crate that hands on foreign functions and is nothing else.
  static let foreign = 2
  /// The modules of the standard library that lead to something.
  static let modules = WordTable(CapabilityPaths.all.names(below: "std").map { ($0, 0) })
  /// Every crate that leads to something, by its own name.
  private static let known = Set(CapabilityPaths.all.roots).union(ForeignFunctions.crates)
  /// Names in code to names of packages, both with `_` for `-`; only where the manifest is known.
  private let packages: [String: String]?

  /// - Parameter dependencies: nil where the manifest could not be read: then every crate counts.
  init(dependencies: [ManifestDependency]?) {
    var filter = HandedOnName.filter
    var wanted = Self.always
    var words = WordTable(["std", "core", "alloc"].map { ($0, Self.standard) })
    func add(_ name: String, of package: String) {
      wanted.insert(name)
      let name = Array(name.utf8)
      words.insert(name, value: Self.isForeign(package) ? Self.foreign : 0)
      filter.insert(name: name[...])
    }
    if let dependencies {
      var packages: [String: String] = [:]
      for dependency in dependencies {
        let key = Self.inCode(dependency.key)
        let name = Self.inCode(dependency.name)
        packages[key] = name
        if CapabilityPaths.all.knows(root: name) || Self.known.contains(name) {
          add(key, of: name)
        }
      }
      self.packages = packages
    } else {
      packages = nil
      for name in Self.known.sorted() { add(name, of: name) }
    }
    roots = words
    interest = ScanWord.interest.wanting(wanted)
    var further = filter
    for name in ["std", "core", "alloc"] { further.insert(name: Array(name.utf8)[...]) }
    names = PathNames(first: filter, further: further)
  }

  /// Whether nothing but its foreign functions means anything.
  static func isForeign(_ package: String) -> Bool {
    ForeignFunctions.crates.contains(package) && !CapabilityPaths.all.knows(root: package)
  }

  /// The package, or the standard library as `std`, that the first name of a path stands for.
  func package(of root: String) -> String? {
    if root == "std" || root == "core" || root == "alloc" { return "std" }
    return packages == nil ? root : packages?[root]
  }

  /// Whether components can have a meaning, or paths that begin with them can.
  func leads(_ components: [String]) -> Bool {
    guard let root = components.first else { return false }
    return ForeignFunctions.crates.contains(root) || CapabilityPaths.all.leads(components)
  }

  /// The components of a resolved path, with its package's own name first; nil for one that leads to
  /// no crate of interest.
  func components(of path: String) -> [String]? {
    let bytes = Array(path.utf8)
    let end = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
    guard roots.value(of: bytes, 0, end) != nil,
      let root = package(of: String(decoding: bytes[..<end], as: UTF8.self))
    else { return nil }
    var components = [root]
    var lower = end
    while lower < bytes.count {
      if bytes[lower] == UInt8(ascii: ":") {
        lower += 1
        continue
      }
      let upper = bytes[lower...].firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
      components.append(String(decoding: bytes[lower..<upper], as: UTF8.self))
      lower = upper
    }
    return components
  }

  private static func inCode(_ name: String) -> String {
    String(
      decoding: name.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
  }
}
