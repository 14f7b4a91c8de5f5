package import MoatModel

/// A file of an archive with the digest of its bytes.
package struct ArchiveFile: Hashable, Sendable {
  /// Below the root folder, `src/lib.rs`.
  package let path: String
  /// In bytes.
  package let size: Int
  /// The permission bits, at most 0o777.
  package let mode: UInt32
  package let digest: SHA256Digest

  package init(path: String, size: Int, mode: UInt32, digest: SHA256Digest) {
    self.path = path
    self.size = size
    self.mode = mode
    self.digest = digest
  }
}

/// Hashes every file of an archive while it is read.
struct DigestingVisitor: ArchiveVisitor, ~Copyable {
  private(set) var files: [ArchiveFile] = []
  private var hasher: SHA256Hasher
  private var entry: ArchiveEntry?

  init() throws(ArchiveFailure) {
    do { hasher = try SHA256Hasher() } catch { throw .cannotHash }
  }

  mutating func begin(_ entry: ArchiveEntry) throws(Never) { self.entry = entry }

  mutating func bytes(_ piece: UnsafeRawBufferPointer) throws(Never) { hasher.update(piece) }

  mutating func end() throws(Never) {
    guard let entry, entry.kind == .file else { return }
    files.append(
      ArchiveFile(
        path: entry.path, size: entry.size, mode: entry.mode, digest: hasher.finish()))
  }
}
