package import MoatCargo
internal import MoatSyntax

/// All that an index has of one crate.
package struct IndexFile: Hashable, Sendable {
  /// As the registry sent it.
  package let bytes: [UInt8]
  /// The versions in the order of the file; lines of a later format are left out, as by Cargo.
  package let entries: [IndexEntry]
  /// What to ask with next time; nil where the server gave nothing.
  package let revision: IndexRevision?

  /// The largest crates on crates.io (thousands of features or versions) have a few MiB.
  package static let sizeLimit = 64 << 20

  /// Reads the lines. Cargo passes over a line it cannot read; here the file is refused, because a
  /// version that is missing would go unnoticed.
  ///
  /// - Throws: ``MoatCargo/IndexCacheFailure/line(_:)``.
  package init(
    _ bytes: [UInt8], crate: String, revision: IndexRevision? = nil
  ) throws(IndexCacheFailure) {
    var entries: [IndexEntry] = []
    var versions: Set<String> = []
    var number = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
      do throws(IndexCacheFailure) {
        guard let entry = try IndexEntry.read(line, crate: crate) else { continue }
        guard versions.insert(entry.version).inserted else {
          throw .line("version \(entry.version) is there twice")
        }
        entries.append(entry)
      } catch {
        throw .line("line \(number): \(error.message)")
      }
    }
    self.bytes = bytes
    self.entries = entries
    self.revision = revision
  }
}

/// What a server names the state of a file by, to ask later whether it has changed.
package enum IndexRevision: Hashable, Sendable {
  case etag(String)
  case lastModified(String)
}
