/// Follows imports through other imports of the same file.
struct ImportResolution {
  private(set) var imports: [Import]
  /// How names are looked up once all imports are read.
  private(set) var names: NameLookup
  private let importScopes: [Int]
  private var state: [State]

  private enum State { case unread, reading, done }

  /// Real chains have two or three steps; the reader recurses, so the stack sets the end.
  private static let depthLimit = 32
  /// Real paths are below a hundred bytes. Longer ones, which aliases of aliases could make without end,
  /// stay as they are written.
  private static let pathLimit = 1_024

  init(_ imports: [Import], _ importScopes: [Int], _ names: NameLookup) {
    self.imports = imports
    self.importScopes = importScopes
    self.names = names
    state = [State](repeating: .unread, count: imports.count)
    self.names.externs = Set(imports.indices.filter { imports[$0].kind == .externCrate })
    for index in imports.indices where imports[index].kind == .glob { glob(index) }
    for index in imports.indices { resolve(index, depth: 0) }
  }

  /// Globs come first, since other imports may come through them.
  private mutating func glob(_ index: Int) {
    resolve(index, depth: 0)
    let scope = importScopes[index]
    let entry = imports[index]
    if !entry.isGlobal,
      case .module(let target) = names.start(of: entry.segments, scope: scope, excluding: index)
    {
      if target != scope { names.globs[scope, default: []].append(.module(target)) }
    } else if !entry.isLocal, !entry.path.isEmpty {
      names.globs[scope, default: []].append(.crate(index))
    }
  }

  private mutating func resolve(_ index: Int, depth: Int) {
    guard state[index] == .unread, depth < Self.depthLimit else { return }
    state[index] = .reading
    defer { state[index] = .done }
    let entry = imports[index]
    var segments = entry.segments
    if entry.isGlobal {
      if let first = segments.first, let crate = names.crates[first] { segments[0] = crate }
    } else {
      switch names.start(of: segments, scope: importScopes[index], excluding: index) {
      case .imported(let other, let rest):
        resolve(other, depth: depth + 1)
        segments = [imports[other].path] + rest
      case .module: if segments.first != "self" { segments.insert("self", at: 0) }
      case .local(let path), .path(let path): segments = path
      }
    }
    let path = segments.joined(separator: "::")
    if path.utf8.count <= Self.pathLimit { imports[index].path = path }
  }
}
