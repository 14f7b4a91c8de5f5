internal import Glibc
internal import Synchronization

/// Files in memory which lose what was not synced, and of which any one operation can fail.
///
/// The folders above a file exist by themselves.
package final class InMemoryStoreFiles: StoreFiles {
  /// How the chosen operation goes wrong.
  package enum Fault: Hashable, Sendable {
    /// It fails, later ones work: a full disk. Only of the removal of a folder a part is done.
    case failure
    /// It and all later ones fail: the machine stops.
    case crash
  }

  /// What a file system may lack.
  package enum Missing: Hashable, Sendable {
    case locks, exchange
  }

  struct Inode {
    var bytes: [UInt8] = []
    var mode: UInt32 = 0o600
    /// What a crash leaves of it.
    var synced: [UInt8] = []
  }

  /// What is where.
  struct Names {
    var files: [String: Int] = [:]
    /// Those that were made; others exist because something is in them.
    var folders: [String: UInt32] = [:]
    var links: Set<String> = []

    func isFolder(_ path: String) -> Bool {
      folders[path] != nil || files.keys.contains { $0.utf8.starts(with: "\(path)/".utf8) }
    }

    func isTaken(_ path: String) -> Bool {
      files[path] != nil || links.contains(path) || isFolder(path)
    }

    /// Gives everything at and below a path another path.
    mutating func move(_ old: String, to new: String) {
      func moved(_ path: String) -> String {
        guard path == old || path.utf8.starts(with: "\(old)/".utf8) else { return path }
        return new + path.dropFirst(old.count)
      }
      files = Dictionary(uniqueKeysWithValues: files.map { (moved($0), $1) })
      folders = Dictionary(uniqueKeysWithValues: folders.map { (moved($0), $1) })
      links = Set(links.map(moved))
    }
  }

  struct State {
    var inodes: [Inode] = []
    var names = Names()
    /// What a crash leaves of the names.
    var syncedNames = Names()
    var operations = 0
    var openHandles: Set<Int32> = []
    var locked: Set<String> = []
    /// The locked folders by their handles.
    var locks: [Int32: String] = [:]
  }

  private let state: Mutex<State>
  private let faulty: Int?
  private let fault: Fault
  let missing: Set<Missing>

  /// - Parameters:
  ///   - files: what is there, on disk.
  ///   - locked: folders that another process has locked.
  ///   - missing: what the file system cannot do.
  ///   - operation: the number of the operation that goes wrong, from 0.
  package init(
    _ files: [String: String] = [:], links: Set<String> = [], locked: Set<String> = [],
    missing: Set<Missing> = [], failingAt operation: Int? = nil, with fault: Fault = .failure
  ) {
    var start = State()
    for (path, text) in files {
      let bytes = Array(text.utf8)
      start.names.files[path] = start.inodes.count
      start.inodes.append(Inode(bytes: bytes, mode: 0o644, synced: bytes))
    }
    start.names.links = links
    start.syncedNames = start.names
    start.locked = locked
    state = Mutex(start)
    faulty = operation
    self.fault = fault
    self.missing = missing
  }

  /// How many operations were asked for.
  package var operationCount: Int { state.withLock { $0.operations } }

  /// How many files and locks were not closed.
  package var openHandleCount: Int { state.withLock { $0.openHandles.count } }

  /// The files as a running system shows them.
  package var visible: [String: String] {
    state.withLock { state in
      state.names.files.mapValues { String(decoding: state.inodes[$0].bytes, as: UTF8.self) }
    }
  }

  /// The folders that were made and are there still.
  package var folders: Set<String> { state.withLock { Set($0.names.folders.keys) } }

  /// What a crash now could leave: every name as last synced, and every name as it is (the system
  /// may have written the folder on its own), with only the synced bytes of each file.
  package var afterCrash: [[String: String]] {
    state.withLock { state in
      [state.syncedNames, state.names].map { names in
        names.files.mapValues { String(decoding: state.inodes[$0].synced, as: UTF8.self) }
      }
    }
  }

  /// The permission bits of a file or a folder that was made.
  package func mode(of path: String) -> UInt32? {
    state.withLock { state in
      state.names.files[path].map { state.inodes[$0].mode } ?? state.names.folders[path]
    }
  }

  func perform<Value: Sendable>(
    _ step: StoreStep, half: (inout State) -> Void = { _ in },
    _ body: (inout State) -> Value?
  ) throws(StoreFailure) -> Value {
    let value: Value? = state.withLock { state in
      let number = state.operations
      state.operations += 1
      if let faulty, number == faulty {
        half(&state)
        return nil
      }
      if let faulty, fault == .crash, number > faulty { return nil }
      return body(&state)
    }
    guard let value else { throw .system(step: step, errno: EIO) }
    return value
  }

  package func target(_ path: String) throws(StoreFailure) -> StoreTarget {
    try perform(.look) { state in
      if state.names.links.contains(path) { return .symbolicLink }
      if state.names.isFolder(path) { return .folder }
      return state.names.files[path].map { .file(mode: state.inodes[$0].mode) } ?? .nothing
    }
  }

  package func create(_ path: String) throws(StoreFailure) -> StoreHandle? {
    try perform(.create) { state -> StoreHandle?? in
      if state.names.isTaken(path) { return .some(nil) }
      state.names.files[path] = state.inodes.count
      let handle = Int32(state.inodes.count)
      state.inodes.append(Inode())
      state.openHandles.insert(handle)
      return StoreHandle(handle)
    }
  }

  package func write(
    _ bytes: UnsafeRawBufferPointer, to handle: StoreHandle
  ) throws(StoreFailure) {
    let bytes = Array(bytes)
    try perform(.write) { $0.inodes[Int(handle.number)].bytes += bytes }
  }

  package func setMode(_ mode: UInt32, of handle: StoreHandle) throws(StoreFailure) {
    try perform(.setMode) { $0.inodes[Int(handle.number)].mode = mode }
  }

  package func setModified(_ seconds: Int, of handle: StoreHandle) throws(StoreFailure) {
    try perform(.setModified) { _ -> Void? in () }
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
      if let folder = state.locks.removeValue(forKey: handle.number) {
        state.locked.remove(folder)
      }
    }
    try perform(.close) { _ -> Void? in () }
  }

  package func rename(_ old: String, to new: String) throws(StoreFailure) {
    try perform(.rename) { state -> Void? in
      guard state.names.isTaken(old) else { return nil }
      state.names.files[new] = nil
      state.names.links.remove(new)
      state.names.move(old, to: new)
      return ()
    }
  }

  package func syncDirectory(_ path: String) throws(StoreFailure) {
    try perform(.syncDirectory) { $0.syncedNames = $0.names }
  }

  package func remove(_ path: String) throws(StoreFailure) {
    try perform(.remove) { $0.names.files.removeValue(forKey: path).map { _ in () } }
  }
}
