internal import CLinux
internal import Glibc

extension LiveStoreFiles {
  /// By `flock` on the folder or file itself, so that nothing has to be written to lock it and
  /// nothing is left of a lock whose holder was killed.
  package func lock(_ path: String) throws(StoreFailure) -> StoreLock {
    // Not waiting either where a FIFO took the name.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    try check(descriptor, .lock)
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return .held(StoreHandle(descriptor)) }
    let code = errno
    _ = Glibc.close(descriptor)
    switch code {
    case EWOULDBLOCK: return .taken
    // Network file systems: no lock daemon, or locks only for who may write.
    case EBADF, EINVAL, ENOLCK, ENOSYS, EOPNOTSUPP: return .unsupported
    default: throw .system(step: .lock, errno: code)
    }
  }

  package func makeFolder(_ path: String) throws(StoreFailure) -> Bool {
    if mkdir(path, 0o700) == 0 { return true }
    if errno == EEXIST { return false }
    throw .system(step: .makeFolder, errno: errno)
  }

  package func setFolderMode(_ mode: UInt32, of path: String) throws(StoreFailure) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    try check(descriptor, .setFolderMode)
    defer { _ = Glibc.close(descriptor) }
    try check(fchmod(descriptor, mode), .setFolderMode)
  }

  /// The whole file system at once: one `fsync` a file takes minutes for the files of a vendored
  /// tree.
  package func syncFolder(_ path: String) throws(StoreFailure) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    try check(descriptor, .syncFolder)
    defer { _ = Glibc.close(descriptor) }
    try check(syncfs(descriptor), .syncFolder)
  }

  package func place(_ folder: String, at path: String) throws(StoreFailure) -> Bool {
    let flag = UInt32(MOAT_RENAME_NOREPLACE)
    if renameat2(AT_FDCWD, folder, AT_FDCWD, path, flag) == 0 { return true }
    if errno == EEXIST { return false }
    guard Self.isUnknownFlag(errno) else { throw .system(step: .placeFolder, errno: errno) }
    // A folder that appears after the look is replaced only if it is empty.
    guard try target(path) == .nothing else { return false }
    if Glibc.rename(folder, path) == 0 { return true }
    if errno == EEXIST || errno == ENOTEMPTY || errno == ENOTDIR { return false }
    throw .system(step: .placeFolder, errno: errno)
  }

  package func exchange(_ one: String, _ two: String) throws(StoreFailure) -> Bool {
    let flag = UInt32(MOAT_RENAME_EXCHANGE)
    if renameat2(AT_FDCWD, one, AT_FDCWD, two, flag) == 0 { return true }
    if Self.isUnknownFlag(errno) { return false }
    throw .system(step: .placeFolder, errno: errno)
  }

  /// What kernels and file systems say to a flag of `renameat2` that they do not know.
  private static func isUnknownFlag(_ code: Int32) -> Bool {
    code == EINVAL || code == ENOSYS || code == EOPNOTSUPP
  }

  package func removeFolder(_ path: String) throws(StoreFailure) {
    let code = Self.removeFolder(AT_FDCWD, Array(path.utf8CString))
    if code != 0 { throw .system(step: .removeFolder, errno: code) }
  }

  /// Removes a folder by its name in an open one, so that nobody can put a link on the way.
  ///
  /// - Parameter name: with its NUL; names that are not UTF-8 are removed too.
  /// - Returns: the error number of what could not be removed first, or 0.
  private static func removeFolder(_ parent: Int32, _ name: [CChar]) -> Int32 {
    var descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if descriptor < 0, errno == EACCES, fchmodat(parent, name, 0o700, 0) == 0 {
      descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    }
    guard descriptor >= 0 else { return errno }
    guard let stream = fdopendir(descriptor) else {
      let code = errno
      _ = Glibc.close(descriptor)
      return code
    }
    var first: Int32 = 0
    // A read-only folder keeps its files. Failing here shows below, where they stay.
    _ = fchmod(descriptor, 0o700)
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0, first == 0 { first = errno }
        break
      }
      // In place, by `&`: a copy of the field, all 256 bytes, would read on behind the system's buffer.
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
      }
      let dot = CChar(bitPattern: UInt8(ascii: "."))
      if name == [dot, 0] || name == [dot, dot, 0] { continue }
      var code: Int32 = 0
      if unlinkat(descriptor, name, 0) != 0 { code = errno }
      // EISDIR on Linux, EPERM by the standard.
      if code == EISDIR || code == EPERM { code = removeFolder(descriptor, name) }
      if first == 0 { first = code }
    }
    closedir(stream)
    if first != 0 { return first }
    return unlinkat(parent, name, AT_REMOVEDIR) == 0 ? 0 : errno
  }
}
