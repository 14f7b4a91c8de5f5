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
    /// As it is resolved.
    let path: String
    /// Whether it is of a crate of which only foreign functions mean something.
    let isForeign: Bool
    var isUsed = false
    /// What ``Path/via`` says of it, once that was asked for.
    fileprivate var via: String??
  }

  /// In the order of the text.
  private(set) var paths: [Path] = []
  private(set) var aliases: [Alias] = []

  init(source: RustSource, package: PackageNames) {
    guard source.isResolved else { return }
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
  private var uses: [Use] = []
  /// What `add` would not look at need not be found.
  private(set) var interest: PathInterest

  /// What is known of one import.
  private struct Use {
    /// Its place among `aliases`; -1 where it leads to nothing.
    var place = -1
    /// Whether it leads to nothing, but its path has a name of which what is handed on has one.
    var hasWord = false
  }

  init(_ source: RustSource, _ package: PackageNames) {
    self.source = source
    self.package = package
    tokens = ScannedTokens(source)
    uses.reserveCapacity(source.imports.count)
    var isOfInterest: [Bool] = []
    isOfInterest.reserveCapacity(source.imports.count)
    interest = PathInterest(names: package.names, imports: [])
    for item in source.imports {
      var use = Use()
      // Most imports are of types and traits that do nothing.
      if source.mayHave(item, package.names) { use = look(at: item) }
      isOfInterest.append(use.place >= 0 || use.hasWord)
      uses.append(use)
    }
    interest = PathInterest(names: package.names, imports: isOfInterest)
  }

  private mutating func look(at item: Import) -> Use {
    let path = source.path(of: item)
    var use = Use()
    if let components = package.components(of: path), package.leads(components) {
      use.place = aliases.count
      aliases.append(
        FileNames.Alias(
          components: components, item: item, path: path,
          isForeign: components.first.map(PackageNames.isForeign) ?? false))
    } else {
      use.hasWord = HandedOnName.hasWord(path)
    }
    return use
  }

  mutating func add(_ path: ResolvedPath) {
    if let alias = path.alias {
      guard uses.indices.contains(alias) else { return }
      let use = uses[alias]
      guard use.place >= 0 else {
        if !path.isCandidate, handsOn(source.imports[alias]) { addHandedOn(path) }
        return
      }
      aliases[use.place].isUsed = true
      if path.isWholeImport {
        if aliases[use.place].isForeign,
          aliases[use.place].components.last.flatMap(ForeignFunctions.capability) == nil
        {
          return
        }
        paths.append(
          FileNames.Path(
            components: aliases[use.place].components, tokens: path.tokens, via: via(alias),
            glob: nil))
        return
      }
      if aliases[use.place].isForeign, !mayBeFunction(path) { return }
    } else {
      guard let root = lead(of: path) else {
        if HandedOnName.mayBegin(path.tokens, in: tokens) { addHandedOn(path) }
        return
      }
      if root == PackageNames.foreign, !mayBeFunction(path) { return }
    }
    guard let components = package.components(of: source.name(of: path)),
      package.leads(components)
    else {
      if HandedOnName.mayBegin(path.tokens, in: tokens) { addHandedOn(path) }
      return
    }
    var via: String?
    if let alias = path.alias { via = self.via(alias) }
    paths.append(
      FileNames.Path(
        components: components, tokens: path.tokens, via: via,
        glob: path.isCandidate ? path.alias.map { aliases[uses[$0].place].components.count } : nil))
  }

  /// Whether an import may name what another file or crate hands on.
  private func handsOn(_ item: Import) -> Bool {
    item.isInModules || HandedOnName.hasWord(source.path(of: item))
  }

  private mutating func addHandedOn(_ path: ResolvedPath) {
    guard
      HandedOnName.hasWord(path.tokens, in: tokens)
        || path.alias.map({ uses[$0].hasWord }) ?? false
    else { return }
    guard let name = HandedOnName(source.name(of: path)) else { return }
    paths.append(
      FileNames.Path(
        components: name.components, tokens: path.tokens, via: "through `\(name.giver)`", glob: nil)
    )
  }

  /// The number of a crate of interest that is a path's first name; nil where there is none, or it is the
  /// standard library and none of its modules of interest follows.
  private func lead(of path: ResolvedPath) -> Int? {
    let index = path.tokens.lowerBound
    let first = tokens.nameRange(index)
    guard
      let root = package.roots.value(of: tokens.bytes, first.lowerBound, first.upperBound)
    else { return nil }
    guard root == PackageNames.standard, tokens.isName(index + 3) else { return root }
    let second = tokens.nameRange(index + 3)
    return PackageNames.modules.value(of: tokens.bytes, second.lowerBound, second.upperBound)
      .map { _ in root }
  }

  /// Whether a path's last name may be that of a foreign function that is known: most are of types and
  /// constants.
  private func mayBeFunction(_ path: ResolvedPath) -> Bool {
    let last = path.tokens.upperBound
    return source.nextToken(in: last..<last + 1, ForeignFunctions.filter) == last
  }

  /// nil where the path is written out.
  private mutating func via(_ alias: Int) -> String? {
    let place = uses[alias].place
    if let known = aliases[place].via { return known }
    let via = via(aliases[place])
    aliases[place].via = .some(via)
    return via
  }

  private func via(_ alias: FileNames.Alias) -> String? {
    let name = source.name(of: alias.item)
    if alias.path == name { return nil }
    let line = source.line(of: alias.item.span.lower) + 1
    return alias.item.kind == .glob
      ? "by `use \(alias.path)::*` (line \(line))"
      : "`\(name)` is `\(alias.path)` (line \(line))"
  }
}
