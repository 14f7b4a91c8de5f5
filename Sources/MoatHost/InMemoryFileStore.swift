internal import Glibc
package import MoatStore

/// Writes into a file system in memory, for tests of whole commands.
///
/// What is written can be read at once, and nothing fails by itself; for files that lose what was
/// not synced see `InMemoryStoreFiles`.
package struct InMemoryFileStore: StoreFiles {
  private let files: InMemoryFileSystem

  package init(_ files: InMemoryFileSystem) { self.files = files }

  package func target(_ path: String) throws(StoreFailure) -> StoreTarget {
    switch try look(path) {
    case nil: .nothing
    case .regular: .file(mode: files.mode(of: path) ?? AtomicFile.defaultMode)
    case .directory: .folder
    case .symlink: .symbolicLink
    case .other: .other
    }
  }

  package func create(_ path: String) throws(StoreFailure) -> StoreHandle? {
    guard try look(path) == nil else { return nil }
    try requireParent(of: path, .create)
    files.set(path, .file([]))
    return StoreHandle(files.opened(path))
  }

  package func write(
    _ bytes: UnsafeRawBufferPointer, to handle: StoreHandle
  ) throws(StoreFailure) {
    guard let path = files.path(of: handle), case .file(let old) = files.node(path) else {
      throw .system(step: .write, errno: EBADF)
    }
    files.set(path, .file(old + Array(bytes)))
  }

  package func setMode(_ mode: UInt32, of handle: StoreHandle) throws(StoreFailure) {
    guard let path = files.path(of: handle) else { throw .system(step: .setMode, errno: EBADF) }
    files.setMode(mode, at: path)
  }

  package func setModified(_ seconds: Int, of handle: StoreHandle) throws(StoreFailure) {}

  package func sync(_ handle: StoreHandle) throws(StoreFailure) {}

  package func close(_ handle: StoreHandle) throws(StoreFailure) { files.closed(handle) }

  package func rename(_ old: String, to new: String) throws(StoreFailure) {
    guard try look(old) != nil else { throw .system(step: .rename, errno: ENOENT) }
    files.move(old, to: new)
  }

  package func syncDirectory(_ path: String) throws(StoreFailure) {}

  package func remove(_ path: String) throws(StoreFailure) {
    do throws(FileFailure) { try files.remove(path) } catch {
      throw .system(step: .remove, errno: EIO)
    }
  }

  package func lock(_ path: String) throws(StoreFailure) -> StoreLock {
    guard try look(path) != nil else { throw .system(step: .lock, errno: ENOENT) }
    return files.locked(path).map { .held(StoreHandle($0)) } ?? .taken
  }

  package func makeFolder(_ path: String) throws(StoreFailure) -> Bool {
    guard try look(path) == nil else { return false }
    try requireParent(of: path, .makeFolder)
    files.set(path, .directory)
    return true
  }

  package func setFolderMode(_ mode: UInt32, of path: String) throws(StoreFailure) {
    files.setMode(mode, at: path)
  }

  package func syncFolder(_ path: String) throws(StoreFailure) {}

  package func place(_ folder: String, at path: String) throws(StoreFailure) -> Bool {
    guard try look(path) == nil else { return false }
    files.move(folder, to: path)
    return true
  }

  package func exchange(_ one: String, _ two: String) throws(StoreFailure) -> Bool {
    let between = "\(one).moat-swap"
    files.move(one, to: between)
    files.move(two, to: one)
    files.move(between, to: two)
    return true
  }

  package func removeFolder(_ path: String) throws(StoreFailure) { try remove(path) }

  private func look(_ path: String) throws(StoreFailure) -> FileKind? {
    do throws(FileFailure) { return try files.kind(of: path) } catch {
      throw .system(step: .look, errno: EACCES)
    }
  }

  private func requireParent(of path: String, _ step: StoreStep) throws(StoreFailure) {
    guard let parent = PathText.parent(path), try look(parent) == .directory else {
      throw .system(step: step, errno: ENOENT)
    }
  }
}
