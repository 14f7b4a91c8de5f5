import MoatStore
internal import Synchronization

/// A file system in memory, for tests. Paths are absolute; folders above a file exist by themselves.
package final class InMemoryFileSystem: FileSystem {
  /// What a path holds.
  package enum Node: Hashable, Sendable {
    case file([UInt8])
    case directory
    case symlink(to: String)
    case fifo
    /// Every use of this path, or of one below it, fails like this.
    case failing(FileFailure)
  }

  private struct State {
    var nodes: [String: Node] = ["/": .directory]
    var changes = 0
    var stamps: [String: Int] = [:]
    var modes: [String: UInt32] = [:]
    /// Files and locked folders, by their handles.
    var handles: [Int32: String] = [:]
    var lastHandle: Int32 = 0
  }

  private let state = Mutex(State())
  /// As many links as Linux follows in one path.
  private static let linkLimit = 40

  /// - Parameter files: texts by absolute path.
  package init(_ files: [String: String] = [:]) {
    for (path, text) in files { set(path, .file(Array(text.utf8))) }
  }

  /// Puts a node at `path`, with the folders above it.
  package func set(_ path: String, _ node: Node) {
    state.withLock { state in
      let path = PathText.normalised(path)
      state.nodes[path] = node
      state.changes += 1
      state.stamps[path] = state.changes
      var parent = PathText.parent(path)
      while let folder = parent, state.nodes[folder] == nil {
        state.nodes[folder] = .directory
        parent = PathText.parent(folder)
      }
    }
  }

  package func read(_ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
    switch try node(at: path, followingLast: true).node {
    case .file(let bytes):
      guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
      return bytes
    case .directory: throw .isDirectory
    case .fifo, .symlink: throw .notRegular
    case .failing(let failure): throw failure
    }
  }

  package func head(of path: String, count: Int) throws(FileFailure) -> [UInt8] {
    Array(try read(path, limit: .max).prefix(count))
  }

  package func resolved(_ path: String) throws(FileFailure) -> String {
    try node(at: path, followingLast: true).path
  }

  package func kind(
    of path: String, followingLinks: Bool
  ) throws(FileFailure) -> FileKind? {
    do throws(FileFailure) {
      return Self.kind(of: try node(at: path, followingLast: followingLinks).node)
    } catch .notFound {
      return nil
    } catch .notADirectory {
      return nil
    }
  }

  package func entries(of directory: String) throws(FileFailure) -> DirectoryListing {
    let (path, found) = try node(at: directory, followingLast: true)
    switch found {
    case .directory: break
    case .failing(let failure): throw failure
    default: throw .notADirectory
    }
    let nodes = state.withLock { $0.nodes }
    return DirectoryListing(
      entries: nodes.compactMap { key, node in
        guard key != path, PathText.parent(key) == path else { return nil }
        return DirectoryEntry(name: PathText.lastComponent(key), kind: Self.kind(of: node))
      })
  }

  package func visit(
    _ folder: String, through buffer: UnsafeMutableRawBufferPointer, _ visitor: any FolderVisitor
  ) throws(FileFailure) {
    switch try node(at: folder, followingLast: false).node {
    case .directory: break
    case .failing(let failure): throw failure
    // What the system says of a link that may not be followed.
    case .symlink, .file, .fifo: throw .notADirectory
    }
    for entry in try entries(of: folder).entries {
      visit(PathText.join(folder, entry.name), entry.name, pieces: buffer.count, visitor)
    }
  }

  private func visit(
    _ place: String, _ path: String, pieces: Int, _ visitor: any FolderVisitor
  ) {
    do throws(FileFailure) {
      switch try node(at: place, followingLast: false).node {
      case .symlink: visitor.meet(path, .symbolicLink)
      case .fifo: visitor.meet(path, .special)
      case .failing(let failure): visitor.meet(path, .failed(failure))
      case .directory:
        guard visitor.enters(path) else { return }
        for entry in try entries(of: place).entries {
          visit(
            PathText.join(place, entry.name), PathText.join(path, entry.name), pieces: pieces,
            visitor)
        }
      case .file(let bytes):
        visitor.begin(
          VisitedFile(path: path, stamp: try stamp(of: place), isExecutable: false))
        if visitor.wantsBytes {
          bytes.withUnsafeBytes { whole in
            for start in stride(from: 0, to: whole.count, by: max(pieces, 1)) {
              let end = min(start + max(pieces, 1), whole.count)
              visitor.bytes(UnsafeRawBufferPointer(rebasing: whole[start..<end]))
            }
          }
        }
        visitor.end(nil)
      }
    } catch {
      visitor.meet(path, .failed(error))
    }
  }

  package func stamp(of path: String) throws(FileFailure) -> FileStamp {
    let (path, node) = try node(at: path, followingLast: true)
    if case .failing(let failure) = node { throw failure }
    let size = if case .file(let bytes) = node { bytes.count } else { 0 }
    let change = state.withLock { $0.stamps[path] ?? 0 }
    return FileStamp(size: size, modifiedNanoseconds: change, inode: UInt64(change))
  }

  package func createDirectories(_ path: String) throws(FileFailure) {
    switch try kind(of: path, followingLinks: true) {
    case nil: set(path, .directory)
    case .directory: return
    default: throw .notADirectory
    }
  }

  package func remove(_ path: String) throws(FileFailure) {
    let found: String
    do throws(FileFailure) {
      found = try node(at: path, followingLast: false).path
    } catch .notFound {
      return
    }
    state.withLock { state in
      state.nodes = state.nodes.filter { !PathText.isInside($0.key, found) }
    }
  }

  /// The permission bits that were set.
  package func mode(of path: String) -> UInt32? {
    state.withLock { $0.modes[PathText.normalised(path)] }
  }

  private static func kind(of node: Node) -> FileKind {
    switch node {
    case .file: .regular
    // A folder that cannot be listed is the failure tests ask for most.
    case .directory, .failing: .directory
    case .symlink: .symlink
    case .fifo: .other
    }
  }

  private func node(
    at path: String, followingLast: Bool
  ) throws(FileFailure) -> (path: String, node: Node) {
    let nodes = state.withLock { $0.nodes }
    var pending = Array(PathText.components(PathText.normalised(path)).reversed())
    var current = "/"
    var links = 0
    while let part = pending.popLast() {
      switch nodes[current] {
      case .directory: break
      case .failing(let failure): throw failure
      default: throw .notADirectory
      }
      let next = PathText.absolute(part, in: current)
      guard let node = nodes[next] else { throw .notFound }
      guard case .symlink(let target) = node, followingLast || !pending.isEmpty else {
        current = next
        continue
      }
      links += 1
      guard links <= Self.linkLimit else { throw .symlinkLoop }
      pending += PathText.components(PathText.absolute(target, in: current)).reversed()
      current = "/"
    }
    return (current, nodes[current] ?? .directory)
  }
}

/// What the writing side needs.
extension InMemoryFileSystem {
  func node(_ path: String) -> Node? { state.withLock { $0.nodes[PathText.normalised(path)] } }

  func setMode(_ mode: UInt32, at path: String) {
    state.withLock { $0.modes[PathText.normalised(path)] = mode }
  }

  func opened(_ path: String) -> Int32 {
    state.withLock { Self.open(PathText.normalised(path), &$0) }
  }

  private static func open(_ path: String, _ state: inout State) -> Int32 {
    state.lastHandle += 1
    state.handles[state.lastHandle] = path
    return state.lastHandle
  }

  /// A handle for a folder that is locked from now on; nil where it is already.
  func locked(_ path: String) -> Int32? {
    let path = PathText.normalised(path)
    // Looked at and taken at once: another thread may want it too.
    return state.withLock { state in
      state.handles.values.contains(path) ? nil : Self.open(path, &state)
    }
  }

  func path(of handle: StoreHandle) -> String? {
    state.withLock { $0.handles[handle.number] }
  }

  func closed(_ handle: StoreHandle) { state.withLock { $0.handles[handle.number] = nil } }

  /// Gives everything at and below a path another one, in place of what was there.
  func move(_ old: String, to new: String) {
    let (old, new) = (PathText.normalised(old), PathText.normalised(new))
    func moved(_ path: String) -> String {
      PathText.isInside(path, old)
        ? PathText.absolute(PathText.relative(path, to: old), in: new)
        : path
    }
    state.withLock { state in
      state.nodes = state.nodes.filter { !PathText.isInside($0.key, new) }
      state.modes = state.modes.filter { !PathText.isInside($0.key, new) }
      state.nodes = Dictionary(uniqueKeysWithValues: state.nodes.map { (moved($0), $1) })
      state.modes = Dictionary(uniqueKeysWithValues: state.modes.map { (moved($0), $1) })
      state.stamps = Dictionary(
        state.stamps.map { (moved($0), $1) }, uniquingKeysWith: { max($0, $1) })
    }
  }
}
