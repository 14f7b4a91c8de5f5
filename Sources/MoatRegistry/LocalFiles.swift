internal import Synchronization

/// Why a file or folder on this machine could not be read, in words.
package struct LocalFileFailure: Error, Hashable, Sendable {
  package let reason: String

  package init(_ reason: String) { self.reason = reason }
}

/// A file and when it was last written.
package struct LocalFile: Hashable, Sendable {
  package let bytes: [UInt8]
  /// Nanoseconds since 1970; only compared with those of other files.
  package let modified: Int

  package init(bytes: [UInt8], modified: Int) {
    self.bytes = bytes
    self.modified = modified
  }
}

/// The little this target needs of a file system; the pipeline gives it the host's.
package protocol LocalFiles: Sendable {
  /// A regular file of at most `limit` bytes; nil where nothing is.
  func file(at path: String, limit: Int) throws(LocalFileFailure) -> LocalFile?
  /// The names of the folders in a folder, in the order of their bytes; nil where nothing is.
  func folders(in path: String) throws(LocalFileFailure) -> [String]?
}

/// Files in memory, for tests. Remembers which were read.
package final class InMemoryLocalFiles: LocalFiles {
  private let files: [String: LocalFile]
  private let failing: [String: LocalFileFailure]
  private let log = Mutex<[String]>([])

  /// - Parameters:
  ///   - files: by path, with `/` between the parts.
  ///   - failing: what reading or listing these paths throws.
  package init(_ files: [String: LocalFile], failing: [String: LocalFileFailure] = [:]) {
    self.files = files
    self.failing = failing
  }

  /// The paths of the files that were asked for, in order.
  package var asked: [String] { log.withLock { $0 } }

  package func file(at path: String, limit: Int) throws(LocalFileFailure) -> LocalFile? {
    log.withLock { $0.append(path) }
    if let failure = failing[path] { throw failure }
    guard let file = files[path] else { return nil }
    guard file.bytes.count <= limit else {
      throw LocalFileFailure("is larger than \(limit) bytes")
    }
    return file
  }

  package func folders(in path: String) throws(LocalFileFailure) -> [String]? {
    if let failure = failing[path] { throw failure }
    let depth = path.utf8.split(separator: UInt8(ascii: "/")).count
    let below = files.keys.filter { $0.utf8.starts(with: "\(path)/".utf8) }
    if below.isEmpty { return nil }
    let names = below.compactMap { file -> String? in
      let parts = file.utf8.split(separator: UInt8(ascii: "/"))
      return parts.count > depth + 1 ? String(Substring(parts[depth])) : nil
    }
    return Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
