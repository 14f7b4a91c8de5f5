internal import Glibc

/// The steps of a write by system calls.
package struct LiveStoreFiles: StoreFiles {
  package init() {}

  package func target(_ path: String) throws(StoreFailure) -> StoreTarget {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return .nothing }
      throw .system(step: .look, errno: errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(mode: status.st_mode & 0o777)
    case S_IFDIR: return .folder
    case S_IFLNK: return .symbolicLink
    default: return .other
    }
  }

  package func create(_ path: String) throws(StoreFailure) -> StoreHandle? {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if descriptor >= 0 { return StoreHandle(descriptor) }
    if errno == EEXIST { return nil }
    throw .system(step: .create, errno: errno)
  }

  package func write(
    _ bytes: UnsafeRawBufferPointer, to handle: StoreHandle
  ) throws(StoreFailure) {
    var written = 0
    while written < bytes.count {
      let count = Glibc.write(
        handle.number, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw .system(step: .write, errno: errno)
      }
    }
  }

  package func setMode(_ mode: UInt32, of handle: StoreHandle) throws(StoreFailure) {
    try check(fchmod(handle.number, mode), .setMode)
  }

  package func setModified(_ seconds: Int, of handle: StoreHandle) throws(StoreFailure) {
    let time = timespec(tv_sec: seconds, tv_nsec: 0)
    try check(futimens(handle.number, [time, time]), .setModified)
  }

  package func sync(_ handle: StoreHandle) throws(StoreFailure) {
    try check(fsync(handle.number), .sync)
  }

  package func close(_ handle: StoreHandle) throws(StoreFailure) {
    // A program that another thread starts has a copy of every descriptor until it runs, and a lock
    // would be held by that: this ends it for all copies.
    _ = flock(handle.number, LOCK_UN)
    // Not again after EINTR: on Linux the descriptor is gone either way.
    if Glibc.close(handle.number) != 0, errno != EINTR {
      throw .system(step: .close, errno: errno)
    }
  }

  package func rename(_ old: String, to new: String) throws(StoreFailure) {
    try check(Glibc.rename(old, new), .rename)
  }

  package func syncDirectory(_ path: String) throws(StoreFailure) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    try check(descriptor, .syncDirectory)
    defer { _ = Glibc.close(descriptor) }
    // Some network file systems cannot sync a folder, and say so.
    if fsync(descriptor) != 0, errno != EINVAL {
      throw .system(step: .syncDirectory, errno: errno)
    }
  }

  package func remove(_ path: String) throws(StoreFailure) {
    try check(unlink(path), .remove)
  }

  func check(_ result: Int32, _ step: StoreStep) throws(StoreFailure) {
    if result < 0 { throw .system(step: step, errno: errno) }
  }
}

extension StoreFailure {
  /// The system's words for an error number.
  static func text(of code: Int32) -> String { String(cString: strerror(code)) }
}
