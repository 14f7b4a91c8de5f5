import MoatModel
import MoatRust

/// The paths of one file that lead to something a package's code can do.
struct FileNames {
  /// A path, resolved.
  struct Path {
    /// The first is `std`, or a package with `_` for `-`.
    let components: [String]
    /// Its names among the tokens.
    let tokens: ClosedRange<Int>
    /// How an import led there.
    let via: String?
    /// How many of the components a glob gave, where the name may have come by one, and may not.
    let glob: Int?
  }

  /// An import that leads to something, and whether a path of the file begins with it.
  struct Alias {
    let components: [String]
    let item: Import
    var isUsed = false
  }

  /// In the order of the text.
  private(set) var paths: [Path] = []
  private(set) var aliases: [Alias] = []

  init(source: RustSource, package: PackageNames) {
    var finder = PathFinder(source, package)
    source.forEachPath(of: finder.interest) { finder.add($0) }
    paths = finder.paths
    aliases = finder.aliases
  }
}

private struct PathFinder {
  let source: RustSource
  let package: PackageNames
  private let tokens: ScannedTokens
  private(set) var paths: [FileNames.Path] = []
  private(set) var aliases: [FileNames.Alias] = []
  /// For each import, its place among `aliases`; -1 where it leads to nothing.
  private var places: [Int] = []
  /// Whether each import may name what another file or crate hands on.
  private var handsOn: [Bool] = []
  /// Whether its path has a name of which what is handed on has one.
  private var hasWord: [Bool] = []
  /// What `add` would not look at need not be found.
  private(set) var interest: PathInterest

  init(_ source: RustSource, _ package: PackageNames) {
    self.source = source
    self.package = package
    tokens = ScannedTokens(source)
    var isOfInterest: [Bool] = []
    for item in source.imports {
      // Most imports are of types and traits that do nothing.
      if let components = package.components(of: item.path), package.leads(components) {
        places.append(aliases.count)
        aliases.append(FileNames.Alias(components: components, item: item))
      } else {
        places.append(-1)
      }
      handsOn.append(places.last == -1 && HandedOnName.mayBegin(with: item.path))
      hasWord.append(handsOn.last == true && HandedOnName.hasWord(item.path))
      isOfInterest.append(
        places.last != -1 || hasWord.last == true
          || handsOn.last == true && HandedOnName.hasWord(item.name))
    }
    interest = PathInterest(names: package.filter, imports: isOfInterest)
  }

  mutating func add(_ path: ResolvedPath) {
    if let alias = path.alias {
      guard places.indices.contains(alias) else { return }
      guard places[alias] >= 0 else {
        if handsOn[alias], !path.isCandidate { addHandedOn(path) }
        return
      }
      aliases[places[alias]].isUsed = true
    } else {
      guard mayLead(path) else {
        if HandedOnName.mayBegin(path.tokens, in: tokens) { addHandedOn(path) }
        return
      }
    }
    guard let components = package.components(of: source.name(of: path)),
      package.leads(components)
    else {
      if HandedOnName.mayBegin(path.tokens, in: tokens) { addHandedOn(path) }
      return
    }
    let via = path.alias.flatMap { self.via($0) }
    paths.append(
      FileNames.Path(
        components: components, tokens: path.tokens, via: via,
        glob: path.isCandidate ? path.alias.map { aliases[places[$0]].components.count } : nil))
  }

  private mutating func addHandedOn(_ path: ResolvedPath) {
    guard
      HandedOnName.hasWord(path.tokens, in: tokens)
        || path.alias.map({ hasWord[$0] }) ?? false
    else { return }
    guard let name = HandedOnName(source.name(of: path)) else { return }
    paths.append(
      FileNames.Path(
        components: name.components, tokens: path.tokens, via: "through `\(name.giver)`", glob: nil)
    )
  }

  /// Whether a path's first names are a crate of interest, and of the standard library one of its
  /// modules that are.
  private func mayLead(_ path: ResolvedPath) -> Bool {
    let index = path.tokens.lowerBound
    let first = tokens.nameRange(index)
    guard
      let root = package.roots.value(of: tokens.bytes, first.lowerBound, first.upperBound)
    else { return false }
    guard root == PackageNames.standard, tokens.isName(index + 3) else { return true }
    let second = tokens.nameRange(index + 3)
    return PackageNames.modules.value(of: tokens.bytes, second.lowerBound, second.upperBound) != nil
  }

  /// nil where the path is written out.
  private func via(_ alias: Int) -> String? {
    let item = source.imports[alias]
    if item.path == item.name { return nil }
    let line = source.line(of: item.span.lower) + 1
    return item.kind == .glob
      ? "by `use \(item.path)::*` (line \(line))"
      : "`\(item.name)` is `\(item.path)` (line \(line))"
  }
}
