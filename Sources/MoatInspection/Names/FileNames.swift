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
    /// The name came by a glob, and may be another one.
    let isCandidate: Bool
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
    source.forEachPath { finder.add($0) }
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
  private var lines: [Int: Int] = [:]

  init(_ source: RustSource, _ package: PackageNames) {
    self.source = source
    self.package = package
    tokens = ScannedTokens(bytes: source.bytes, tokens: source.tokens)
    for item in source.imports {
      if let components = package.components(of: item.path) {
        places.append(aliases.count)
        aliases.append(FileNames.Alias(components: components, item: item))
      } else {
        places.append(-1)
      }
    }
  }

  mutating func add(_ path: ResolvedPath) {
    var via: String?
    if let alias = path.alias {
      guard places.indices.contains(alias), places[alias] >= 0 else { return }
      aliases[places[alias]].isUsed = true
      via = self.via(alias)
    } else {
      let first = tokens.nameRange(path.tokens.lowerBound)
      let bytes = tokens.bytes
      guard package.roots.value(of: bytes, first.lowerBound, first.upperBound) != nil else {
        return
      }
    }
    guard let components = package.components(of: source.name(of: path)) else { return }
    paths.append(
      FileNames.Path(
        components: components, tokens: path.tokens, via: via, isCandidate: path.isCandidate))
  }

  private mutating func via(_ alias: Int) -> String {
    let item = source.imports[alias]
    let line = lines[alias] ?? self.line(at: item.span.lower)
    lines[alias] = line
    return item.kind == .glob
      ? "by `use \(item.path)::*` (line \(line))"
      : "`\(item.name)` is `\(item.path)` (line \(line))"
  }

  private func line(at offset: Int) -> Int {
    1 + source.bytes[..<min(offset, source.bytes.count)].count { $0 == UInt8(ascii: "\n") }
  }
}
