internal import Glibc

/// The walk over one folder by descriptors: every name is opened in the folder it was found in, and
/// a name that became a link meanwhile is refused by the system. Nothing can lead the walk out.
struct LiveFolderWalk {
  let buffer: UnsafeMutableRawBufferPointer
  let readsBytes: Bool

  func walk(
    _ folder: String, _ visitor: any FolderVisitor
  ) throws(FileFailure) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFailure(errno: errno) }
    var names = 0
    try walk(descriptor, "", depth: 0, &names, visitor)
  }

  /// Lists and visits a folder; the descriptor is closed whatever happens.
  ///
  /// - Throws: why the folder cannot be listed.
  private func walk(
    _ descriptor: Int32, _ prefix: String, depth: Int, _ names: inout Int,
    _ visitor: any FolderVisitor
  ) throws(FileFailure) {
    guard let stream = fdopendir(descriptor) else {
      let code = errno
      close(descriptor)
      throw FileFailure(errno: code)
    }
    defer { closedir(stream) }
    while names <= FolderWalkLimit.names {
      errno = 0
      guard let found = readdir(stream) else {
        guard errno == 0 else { throw FileFailure(errno: errno) }
        return
      }
      let type = Int(found.pointee.d_type)
      withUnsafeBytes(of: &found.pointee.d_name) { raw in
        guard let name = raw.baseAddress?.assumingMemoryBound(to: CChar.self) else { return }
        if strcmp(name, ".") == 0 || strcmp(name, "..") == 0 { return }
        names += 1
        guard let text = String(validatingCString: name) else {
          visitor.meet(prefix + String(cString: name), .undecodableName)
          return
        }
        let path = prefix + text
        guard names <= FolderWalkLimit.names else { return visitor.meet(path, .tooMany) }
        visit(name, in: descriptor, path, type: type, depth: depth, &names, visitor)
      }
    }
  }

  private func visit(
    _ name: UnsafePointer<CChar>, in folder: Int32, _ path: String, type: Int, depth: Int,
    _ names: inout Int, _ visitor: any FolderVisitor
  ) {
    var status = stat()
    var kind = LiveFileSystem.kind(ofEntryType: type)
    if kind == nil || kind == .regular && !readsBytes {
      guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
        return visitor.meet(path, .failed(FileFailure(errno: errno)))
      }
      kind = LiveFileSystem.kind(ofMode: status.st_mode)
    }
    switch kind {
    case .symlink: visitor.meet(path, .symbolicLink)
    case .other, nil: visitor.meet(path, .special)
    case .directory:
      guard visitor.enters(path) else { return }
      guard depth < FolderWalkLimit.depth else { return visitor.meet(path, .tooDeep) }
      let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard inner >= 0 else { return visitor.meet(path, .failed(FileFailure(errno: errno))) }
      do throws(FileFailure) {
        try walk(inner, path + "/", depth: depth + 1, &names, visitor)
      } catch {
        visitor.meet(path, .failed(error))
      }
    case .regular where readsBytes: read(name, in: folder, path, visitor)
    case .regular:
      visitor.begin(VisitedFile(path, status))
      visitor.end(nil)
    }
  }

  private func read(
    _ name: UnsafePointer<CChar>, in folder: Int32, _ path: String, _ visitor: any FolderVisitor
  ) {
    // Non-blocking, should the name have become a FIFO since it was listed.
    let descriptor = openat(
      folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      return visitor.meet(path, .failed(FileFailure(errno: errno)))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      return visitor.meet(path, .failed(FileFailure(errno: errno)))
    }
    guard LiveFileSystem.kind(ofMode: status.st_mode) == .regular else {
      return visitor.meet(path, .special)
    }
    visitor.begin(VisitedFile(path, status))
    var total = 0
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count > 0 {
        visitor.bytes(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        total += count
        // A short read that ends where the file does needs no second one to find the end.
        if count < buffer.count, total == Int(status.st_size) { return visitor.end(nil) }
      } else if count == 0 {
        return visitor.end(nil)
      } else if errno != EINTR {
        return visitor.end(FileFailure(errno: errno))
      }
    }
  }
}

extension VisitedFile {
  fileprivate init(_ path: String, _ status: stat) {
    self.init(
      path: path, stamp: FileStamp(status), isExecutable: status.st_mode & S_IXUSR != 0)
  }
}
