/// Why a file is not an index cache of Cargo.
package enum IndexCacheFailure: Error, Hashable, Sendable {
  /// The first byte, which is the version of the cache format.
  case cacheVersion(UInt8)
  case indexVersion(UInt32)
  case truncated
  case notUTF8
  /// A line of the index, and what is wrong with it.
  case line(String)

  /// A phrase to put after a path and a colon.
  package var message: String {
    switch self {
    case .cacheVersion(let number): "cache format \(number) is not known"
    case .indexVersion(let number): "index format \(number) is not known"
    case .truncated: "the file ends early"
    case .notUTF8: "a version is not UTF-8"
    case .line(let problem): problem
    }
  }
}

/// One crate in Cargo's index cache, its lines not read yet.
///
/// Byte 0 is the version of the cache format, 3; then the version of the index format, a
/// little-endian `u32`, 1 or 2; then what the server said to revalidate with and a NUL; then for
/// each version the version, a NUL, its index line, a NUL.
/// https://github.com/rust-lang/cargo/blob/master/src/cargo/sources/registry/index/cache.rs
package struct IndexCacheFile: Sendable {
  /// `CURRENT_CACHE_VERSION`, since Cargo 1.52.
  package static let cacheVersion: UInt8 = 3

  /// Version and line of each, in the order of the file.
  package let lines: [(version: String, line: ArraySlice<UInt8>)]

  /// Lines that come from elsewhere.
  package init(_ lines: [(version: String, line: ArraySlice<UInt8>)]) {
    self.lines = lines
  }

  /// Finds the lines.
  package init(_ bytes: [UInt8]) throws(IndexCacheFailure) {
    guard let first = bytes.first else { throw .truncated }
    guard first == Self.cacheVersion else { throw .cacheVersion(first) }
    guard bytes.count >= 5 else { throw .truncated }
    let format = bytes[1..<5].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard format == 1 || format == 2 else { throw .indexVersion(format) }
    guard let start = bytes[5...].firstIndex(of: 0) else { throw .truncated }
    var rest = bytes[(start + 1)...]
    var lines: [(version: String, line: ArraySlice<UInt8>)] = []
    while !rest.isEmpty {
      guard let versionEnd = rest.firstIndex(of: 0),
        let lineEnd = rest[(versionEnd + 1)...].firstIndex(of: 0)
      else { throw .truncated }
      guard let version = String(validating: rest[..<versionEnd], as: UTF8.self) else {
        throw .notUTF8
      }
      lines.append((version, rest[(versionEnd + 1)..<lineEnd]))
      rest = rest[(lineEnd + 1)...]
    }
    self.lines = lines
  }
}
