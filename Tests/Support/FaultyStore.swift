package import MoatStore
import Synchronization

/// A store of which one operation fails, or that one and all after it.
package final class FaultyStore: StoreFiles {
  private let base: any StoreFiles
  private let faulty: Int?
  private let isCrash: Bool
  private let count = Mutex(0)

  /// - Parameters:
  ///   - operation: the number of the operation that fails, from 0; nil only counts.
  ///   - isCrash: whether all later ones fail too.
  package init(_ base: any StoreFiles, failingAt operation: Int?, isCrash: Bool = false) {
    self.base = base
    faulty = operation
    self.isCrash = isCrash
  }

  /// How many operations were asked for.
  package var operationCount: Int { count.withLock { $0 } }

  private func step<Value>(
    _ step: StoreStep, _ body: () throws(StoreFailure) -> Value
  ) throws(StoreFailure) -> Value {
    let number = count.withLock { count in
      count += 1
      return count - 1
    }
    if let faulty, number == faulty || (isCrash && number > faulty) {
      throw .system(step: step, errno: 5)
    }
    return try body()
  }

  package func target(_ path: String) throws(StoreFailure) -> StoreTarget {
    try step(.look) { () throws(StoreFailure) in try base.target(path) }
  }
  package func create(_ path: String) throws(StoreFailure) -> StoreHandle? {
    try step(.create) { () throws(StoreFailure) in try base.create(path) }
  }
  package func write(
    _ bytes: UnsafeRawBufferPointer, to handle: StoreHandle
  ) throws(StoreFailure) {
    try step(.write) { () throws(StoreFailure) in try base.write(bytes, to: handle) }
  }
  package func setMode(_ mode: UInt32, of handle: StoreHandle) throws(StoreFailure) {
    try step(.setMode) { () throws(StoreFailure) in try base.setMode(mode, of: handle) }
  }
  package func setModified(_ seconds: Int, of handle: StoreHandle) throws(StoreFailure) {
    try step(.setModified) { () throws(StoreFailure) in
      try base.setModified(seconds, of: handle)
    }
  }
  package func sync(_ handle: StoreHandle) throws(StoreFailure) {
    try step(.sync) { () throws(StoreFailure) in try base.sync(handle) }
  }
  package func close(_ handle: StoreHandle) throws(StoreFailure) {
    // The handle is gone either way, and so is a lock.
    let result = Result { () throws(StoreFailure) in try base.close(handle) }
    try step(.close) { () throws(StoreFailure) in try result.get() }
  }
  package func rename(_ old: String, to new: String) throws(StoreFailure) {
    try step(.rename) { () throws(StoreFailure) in try base.rename(old, to: new) }
  }
  package func syncDirectory(_ path: String) throws(StoreFailure) {
    try step(.syncDirectory) { () throws(StoreFailure) in try base.syncDirectory(path) }
  }
  package func remove(_ path: String) throws(StoreFailure) {
    try step(.remove) { () throws(StoreFailure) in try base.remove(path) }
  }
  package func lock(_ folder: String) throws(StoreFailure) -> StoreLock {
    try step(.lock) { () throws(StoreFailure) in try base.lock(folder) }
  }
  package func makeFolder(_ path: String) throws(StoreFailure) -> Bool {
    try step(.makeFolder) { () throws(StoreFailure) in try base.makeFolder(path) }
  }
  package func setFolderMode(_ mode: UInt32, of path: String) throws(StoreFailure) {
    try step(.setFolderMode) { () throws(StoreFailure) in
      try base.setFolderMode(mode, of: path)
    }
  }
  package func syncFolder(_ path: String) throws(StoreFailure) {
    try step(.syncFolder) { () throws(StoreFailure) in try base.syncFolder(path) }
  }
  package func place(_ folder: String, at path: String) throws(StoreFailure) -> Bool {
    try step(.placeFolder) { () throws(StoreFailure) in try base.place(folder, at: path) }
  }
  package func exchange(_ one: String, _ two: String) throws(StoreFailure) -> Bool {
    try step(.placeFolder) { () throws(StoreFailure) in try base.exchange(one, two) }
  }
  package func removeFolder(_ path: String) throws(StoreFailure) {
    try step(.removeFolder) { () throws(StoreFailure) in try base.removeFolder(path) }
  }
}
