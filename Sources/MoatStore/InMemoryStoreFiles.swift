internal import Glibc
internal import Synchronization

/// Files in memory which lose what was not synced, and of which any one operation can fail.
package final class InMemoryStoreFiles: StoreFiles {
  /// How the chosen operation goes wrong.
  package enum Fault: Hashable, Sendable {
    /// It fails without an effect, later ones work: a full disk.
    case failure
    /// It and all later ones fail: the machine stops.
    case crash
  }

  private struct Inode {
    var bytes: [UInt8] = []
    var mode: UInt32 = 0o600
    /// What a crash leaves of it.
    var synced: [UInt8] = []
  }

  private struct State {
    var inodes: [Inode] = []
    var names: [String: Int] = [:]
    /// What a crash leaves of the names.
    var syncedNames: [String: Int] = [:]
    var links: Set<String> = []
    var operations = 0
    var openHandles: Set<Int32> = []
    /// Locks that are held, by their handle.
    var locks: [Int32: String] = [:]
  }

  private let state: Mutex<State>
  private let faulty: Int?
  private let fault: Fault

  /// - Parameters:
  ///   - files: what is there, on disk.
  ///   - operation: the number of the operation that goes wrong, from 0.
  package init(
    _ files: [String: String] = [:], links: Set<String> = [],
    failingAt operation: Int? = nil, with fault: Fault = .failure
  ) {
    var start = State()
    for (path, text) in files {
      let bytes = Array(text.utf8)
      start.names[path] = start.inodes.count
      start.inodes.append(Inode(bytes: bytes, mode: 0o644, synced: bytes))
    }
    start.syncedNames = start.names
    start.links = links
    state = Mutex(start)
    faulty = operation
    self.fault = fault
  }

  /// How many operations were asked for.
  package var operationCount: Int { state.withLock { $0.operations } }

  /// How many handles were not closed.
  package var openHandleCount: Int { state.withLock { $0.openHandles.count } }

  /// The files as a running system shows them.
  package var visible: [String: String] {
    state.withLock { state in
      state.names.mapValues { String(decoding: state.inodes[$0].bytes, as: UTF8.self) }
    }
  }

  /// What a crash now could leave: every name as last synced, and every name as it is (the system
  /// may have written the folder on its own), with only the synced bytes of each file.
  package var afterCrash: [[String: String]] {
    state.withLock { state in
      [state.syncedNames, state.names].map { names in
        names.mapValues { String(decoding: state.inodes[$0].synced, as: UTF8.self) }
      }
    }
  }

  /// The permission bits of a file.
  package func mode(of path: String) -> UInt32? {
    state.withLock { state in state.names[path].map { state.inodes[$0].mode } }
  }

  private func perform<Value: Sendable>(
    _ step: StoreStep, _ body: (inout State) -> Value?
  ) throws(StoreFailure) -> Value {
    let value: Value? = state.withLock { state in
      let number = state.operations
      state.operations += 1
      if let faulty, number == faulty || (fault == .crash && number > faulty) { return nil }
      return body(&state)
    }
    guard let value else { throw .system(step: step, errno: EIO) }
    return value
  }

  package func target(_ path: String) throws(StoreFailure) -> StoreTarget {
    try perform(.look) { state in
      if state.links.contains(path) { return .symbolicLink }
      return state.names[path].map { .file(mode: state.inodes[$0].mode) } ?? .nothing
    }
  }

  package func create(_ path: String) throws(StoreFailure) -> StoreHandle? {
    try perform(.create) { state -> StoreHandle?? in
      if state.names[path] != nil || state.links.contains(path) { return .some(nil) }
      state.names[path] = state.inodes.count
      let handle = Int32(state.inodes.count)
      state.inodes.append(Inode())
      state.openHandles.insert(handle)
      return StoreHandle(handle)
    }
  }

  package func write(_ bytes: [UInt8], to handle: StoreHandle) throws(StoreFailure) {
    try perform(.write) { $0.inodes[Int(handle.number)].bytes += bytes }
  }

  package func setMode(_ mode: UInt32, of handle: StoreHandle) throws(StoreFailure) {
    try perform(.setMode) { $0.inodes[Int(handle.number)].mode = mode }
  }

  package func sync(_ handle: StoreHandle) throws(StoreFailure) {
    try perform(.sync) { state in
      state.inodes[Int(handle.number)].synced = state.inodes[Int(handle.number)].bytes
    }
  }

  package func close(_ handle: StoreHandle) throws(StoreFailure) {
    // As on Linux, the handle is gone even when closing fails.
    state.withLock { state in
      state.openHandles.remove(handle.number)
      state.locks[handle.number] = nil
    }
    try perform(.close) { _ -> Void? in () }
  }

  package func rename(_ old: String, to new: String) throws(StoreFailure) {
    try perform(.rename) { state -> Void? in
      guard let inode = state.names.removeValue(forKey: old) else { return nil }
      state.names[new] = inode
      state.links.remove(new)
      return ()
    }
  }

  package func syncDirectory(_ path: String) throws(StoreFailure) {
    try perform(.syncDirectory) { $0.syncedNames = $0.names }
  }

  package func lock(_ path: String) throws(StoreFailure) -> StoreHandle? {
    try perform(.lock) { state -> StoreHandle?? in
      if state.locks.values.contains(path) { return .some(nil) }
      if state.names[path] == nil { state.names[path] = state.inodes.count }
      let handle = Int32(state.inodes.count)
      state.inodes.append(Inode())
      state.openHandles.insert(handle)
      state.locks[handle] = path
      return StoreHandle(handle)
    }
  }

  package func remove(_ path: String) throws(StoreFailure) {
    try perform(.remove) { $0.names.removeValue(forKey: path).map { _ in () } }
  }
}
