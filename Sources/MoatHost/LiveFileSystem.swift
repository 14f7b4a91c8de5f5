internal import Glibc

/// The file system of the machine, by system calls.
package struct LiveFileSystem: FileSystem {
  package init() {}

  package func read(_ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
    let (descriptor, size) = try Self.opened(path)
    defer { close(descriptor) }
    guard size <= limit else { throw .tooLarge(limit: limit) }
    return try Self.contents(of: descriptor, expecting: size, limit: limit)
  }

  package func head(of path: String, count: Int) throws(FileFailure) -> [UInt8] {
    let (descriptor, _) = try Self.opened(path)
    defer { close(descriptor) }
    return try Self.bytes(of: descriptor, atMost: max(count, 0))
  }

  /// A regular file, open for reading, with its size; the caller closes it.
  private static func opened(_ path: String) throws(FileFailure) -> (Int32, size: Int) {
    try check(path)
    // Non-blocking, so that opening a FIFO without a writer returns at once.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw FileFailure(errno: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let failure = FileFailure(errno: errno)
      close(descriptor)
      throw failure
    }
    switch kind(ofMode: status.st_mode) {
    case .regular: return (descriptor, Int(status.st_size))
    case .directory:
      close(descriptor)
      throw .isDirectory
    case .symlink, .other:
      close(descriptor)
      throw .notRegular
    }
  }

  /// Reads to the end, which may be elsewhere than `fstat` said: the file may grow, and the files
  /// of `/proc` say zero.
  private static func contents(
    of descriptor: Int32, expecting size: Int, limit: Int
  ) throws(FileFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var capacity = max(size, 0) + 1
    while true {
      let chunk = try Self.bytes(of: descriptor, atMost: capacity)
      if chunk.isEmpty { return bytes }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
      // There was room for more, and the file ends where it should: no second read to find the end.
      if chunk.count < capacity, bytes.count == size { return bytes }
      // One more read finds the end, or that the file has grown.
      capacity = max(65_536, size - bytes.count + 1)
    }
  }

  /// What one read gives; nothing at the end.
  private static func bytes(
    of descriptor: Int32, atMost capacity: Int
  ) throws(FileFailure) -> [UInt8] {
    var failure: Int32 = 0
    var count = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initialised in
      repeat {
        count = Glibc.read(descriptor, buffer.baseAddress, capacity)
      } while count < 0 && errno == EINTR
      if count < 0 { failure = errno }
      initialised = max(count, 0)
    }
    if count < 0 { throw FileFailure(errno: failure) }
    return chunk
  }

  package func kind(
    of path: String, followingLinks: Bool
  ) throws(FileFailure) -> FileKind? {
    try Self.check(path)
    var status = stat()
    let result = followingLinks ? stat(path, &status) : lstat(path, &status)
    if result == 0 { return Self.kind(ofMode: status.st_mode) }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw FileFailure(errno: errno)
  }

  package func entries(of directory: String) throws(FileFailure) -> DirectoryListing {
    try Self.check(directory)
    guard let stream = opendir(directory) else { throw FileFailure(errno: errno) }
    defer { closedir(stream) }
    var entries: [DirectoryEntry] = []
    var undecodable: [String] = []
    while true {
      errno = 0
      guard let found = Glibc.readdir(stream) else {
        guard errno == 0 else { throw FileFailure(errno: errno) }
        return DirectoryListing(entries: entries, undecodable: undecodable)
      }
      let type = Int(found.pointee.d_type)
      // In place, by `&`: the system hands over as much as the name takes, and a copy of the field,
      // all 256 bytes, would read on behind its buffer.
      let name = withUnsafeBytes(of: &found.pointee.d_name) { raw in
        EntryName(raw.baseAddress?.assumingMemoryBound(to: CChar.self))
      }
      switch name {
      case .isFolderItself: continue
      case .undecodable(let repaired): undecodable.append(repaired)
      case .text(let name):
        if let kind = Self.kind(ofEntryType: type) {
          entries.append(DirectoryEntry(name: name, kind: kind))
        } else if let kind = try kind(of: PathText.join(directory, name)) {
          entries.append(DirectoryEntry(name: name, kind: kind))
        }
      }
    }
  }

  /// A name as `readdir` gives it.
  private enum EntryName {
    case text(String)
    case undecodable(String)
    /// `.` or `..`.
    case isFolderItself

    init(_ name: UnsafePointer<CChar>?) {
      guard let name, strcmp(name, ".") != 0, strcmp(name, "..") != 0 else {
        self = .isFolderItself
        return
      }
      if let text = String(validatingCString: name) {
        self = .text(text)
      } else {
        self = .undecodable(String(cString: name))
      }
    }
  }

  package func stamp(of path: String) throws(FileFailure) -> FileStamp {
    try Self.check(path)
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileFailure(errno: errno) }
    return FileStamp(status)
  }

  package func visit(
    _ folder: String, through buffer: UnsafeMutableRawBufferPointer, _ visitor: any FolderVisitor
  ) throws(FileFailure) {
    try Self.check(folder)
    try LiveFolderWalk(buffer: buffer, readsBytes: visitor.wantsBytes).walk(folder, visitor)
  }

  package func resolved(_ path: String) throws(FileFailure) -> String {
    try Self.check(path)
    guard let real = realpath(path, nil) else { throw FileFailure(errno: errno) }
    defer { free(real) }
    return String(cString: real)
  }

  package func createDirectories(_ path: String) throws(FileFailure) {
    try Self.check(path)
    let path = PathText.normalised(path)
    if mkdir(path, 0o777) == 0 { return }
    let code = errno
    if code == ENOENT, let parent = PathText.parent(path), parent != "." {
      try createDirectories(parent)
      if mkdir(path, 0o777) == 0 { return }
    }
    // Another process may have made it meanwhile; a link to a folder serves as well.
    switch try kind(of: path, followingLinks: true) {
    case .directory: return
    case nil: throw FileFailure(errno: code)
    default: throw .notADirectory
    }
  }

  package func remove(_ path: String) throws(FileFailure) {
    switch try kind(of: path) {
    case nil: return
    case .directory:
      let listing = try entries(of: path)
      // A name that is not UTF-8 stays, and then `rmdir` says that the folder is not empty.
      for entry in listing.entries { try remove(PathText.join(path, entry.name)) }
      guard rmdir(path) == 0 || errno == ENOENT else { throw FileFailure(errno: errno) }
    default:
      guard unlink(path) == 0 || errno == ENOENT else { throw FileFailure(errno: errno) }
    }
  }

  private static func check(_ path: String) throws(FileFailure) {
    if path.utf8.contains(0) { throw .invalidPath }
  }

  static func kind(ofMode mode: mode_t) -> FileKind {
    switch mode & S_IFMT {
    case S_IFREG: .regular
    case S_IFDIR: .directory
    case S_IFLNK: .symlink
    default: .other
    }
  }

  /// nil where the file system does not say.
  static func kind(ofEntryType type: Int) -> FileKind? {
    switch type {
    case Int(DT_REG): .regular
    case Int(DT_DIR): .directory
    case Int(DT_LNK): .symlink
    case Int(DT_UNKNOWN): nil
    default: .other
    }
  }
}

extension FileStamp {
  init(_ status: stat) {
    func nanoseconds(_ time: timespec) -> Int { time.tv_sec &* 1_000_000_000 &+ time.tv_nsec }
    self.init(
      size: Int(status.st_size), modifiedNanoseconds: nanoseconds(status.st_mtim),
      changedNanoseconds: nanoseconds(status.st_ctim), inode: UInt64(status.st_ino))
  }
}
