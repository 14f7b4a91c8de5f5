/// Follows imports through other imports of the same file.
struct ImportResolution {
  private(set) var imports: [Import]
  /// How names are looked up once all imports are read.
  private(set) var names: NameLookup
  private let parts: [Int]
  private let importScopes: [Int]
  private var state: [State]

  private enum State { case unread, reading, done }

  /// Real chains have two or three steps; the reader recurses, so the stack sets the end.
  private static let depthLimit = 32
  /// Real paths are below a hundred bytes. Longer ones, which aliases of aliases could make without end,
  /// stay as they are written.
  private static let pathLimit = 1_024

  /// - Parameter parts: the tokens of all imports' paths.
  init(_ imports: [Import], _ parts: [Int], _ importScopes: [Int], _ names: NameLookup) {
    self.imports = imports
    self.parts = parts
    self.importScopes = importScopes
    self.names = names
    state = [State](repeating: .unread, count: imports.count)
    for index in imports.indices where imports[index].kind == .externCrate {
      self.names.externs.insert(index)
    }
    for index in imports.indices where imports[index].kind == .glob { glob(index) }
    for index in imports.indices { resolve(index, depth: 0) }
  }

  /// Globs come first, since other imports may come through them.
  private mutating func glob(_ index: Int) {
    resolve(index, depth: 0)
    let scope = importScopes[index]
    let entry = imports[index]
    if !entry.isGlobal,
      case .module(let target) = names.start(
        of: parts[entry.parts], scope: scope, excluding: index)
    {
      if target != scope { names.globs[scope, default: []].append(.module(target)) }
    } else if !entry.isLocal, entry.size > 0 {
      names.globs[scope, default: []].append(.crate(index))
    }
  }

  private mutating func resolve(_ index: Int, depth: Int) {
    guard state[index] == .unread, depth < Self.depthLimit else { return }
    state[index] = .reading
    defer { state[index] = .done }
    let own = imports[index].parts
    settle(index, .written)
    if imports[index].isGlobal {
      settle(index, .parts(own))
      return
    }
    switch names.start(of: parts[own], scope: importScopes[index], excluding: index) {
    case .imported(let other, let rest):
      resolve(other, depth: depth + 1)
      // What is not resolved yet is taken as it is written.
      settle(
        index, .through(other, isWritten: state[other] != .done, rest..<own.upperBound))
    case .module:
      let isSelf = own.first.map { names.text.keyword(parts[$0]) == .selfValue } ?? false
      settle(index, isSelf ? .parts(own) : .local(own))
    case .local(let rest): settle(index, .local(rest..<own.upperBound))
    case .path(let rest): settle(index, .parts(rest..<own.upperBound))
    }
  }

  /// Takes what an import leads to, unless that is too long.
  private mutating func settle(_ index: Int, _ resolved: Import.Resolved) {
    var size = 0
    var root = Import.Root.other
    var own = imports[index].parts
    switch resolved {
    case .written:
      size = imports[index].isGlobal ? 2 : 0
      if !imports[index].isGlobal { root = self.root(of: own) }
    case .parts(let parts):
      own = parts
      root = self.root(of: parts)
    case .local(let parts):
      own = parts
      root = .module
      size = parts.isEmpty ? 4 : 6
    case .through(let other, let isWritten, let parts):
      own = parts
      size = parts.isEmpty ? 0 : 2
      if isWritten {
        size += self.size(of: imports[other].parts) + (imports[other].isGlobal ? 2 : 0)
        root = imports[other].isGlobal ? .other : self.root(of: imports[other].parts)
      } else {
        size += imports[other].size
        root = imports[other].root
      }
    }
    size += self.size(of: own)
    guard size <= Self.pathLimit || resolved == .written else { return }
    imports[index].size = size
    imports[index].root = root
    imports[index].resolved = resolved
    // An import of all of another one is the same, however long the chain.
    if case .through(let other, false, let rest) = resolved, rest.isEmpty,
      imports[other].resolved != .written
    {
      imports[index].resolved = imports[other].resolved
    }
  }

  private func size(of names: Range<Int>) -> Int {
    parts[names].reduce(0) { $0 + self.names.text.nameRange($1).count + 2 }
      - (names.isEmpty ? 0 : 2)
  }

  private func root(of names: Range<Int>) -> Import.Root {
    guard let first = names.first else { return .other }
    switch self.names.text.keyword(parts[first]) {
    case .crate, .selfValue, .super: return .module
    case .selfType: return .selfType
    default: return .other
    }
  }
}
