package import MoatModel

/// The bytes of a `.crate` whose SHA-256 is the expected one, with the one reader for them.
///
/// A value proves that the bytes match the digest; that they are an archive worth unpacking is
/// proved by a reading that ends without an error. Nothing is unpacked before the digest was
/// compared. All bytes are held in memory, compressed; reading adds one window and the paths.
package struct VerifiedArchive: Sendable {
  package let identity: PackageIdentity
  package let digest: SHA256Digest
  /// How many bytes the `.crate` has.
  package var compressedCount: Int { bytes.count }
  /// The `.crate` itself.
  package let bytes: [UInt8]

  /// - Parameter expected: from the lockfile or the index, never from where the bytes came from.
  /// - Throws: `digest`, `tooManyCompressedBytes`, `cannotHash`.
  package init(
    _ bytes: [UInt8], of identity: PackageIdentity, expecting expected: SHA256Digest
  ) throws(ArchiveFailure) {
    guard bytes.count <= ArchiveLimit.compressedBytes else {
      throw .tooManyCompressedBytes(bytes.count)
    }
    let actual: SHA256Digest
    do { actual = try SHA256Hasher.digest(of: bytes) } catch { throw .cannotHash }
    guard actual == expected else { throw .digest(expected: expected, actual: actual) }
    self.bytes = bytes
    self.identity = identity
    digest = actual
  }

  /// Reads the whole archive once and hands its files and folders to the visitor.
  ///
  /// The root folder's own entry and files named `.cargo-ok` are not handed over, see ``TarReader``.
  package func read<Visitor: ArchiveVisitor & ~Copyable>(
    _ visitor: inout Visitor
  ) throws(ArchiveReadFailure<Visitor.Failure>) {
    try bytes.withUnsafeBufferPointer {
      (input) throws(ArchiveReadFailure<Visitor.Failure>) in
      var reader: CrateReader
      do throws(ArchiveFailure) { reader = try CrateReader(input, of: identity) } catch {
        throw .archive(error)
      }
      while true {
        let event: TarReader.Event?
        do throws(ArchiveFailure) { event = try reader.next() } catch { throw .archive(error) }
        guard let event else { return }
        do throws(Visitor.Failure) { try Self.tell(&visitor, event) } catch {
          throw .visitor(error)
        }
      }
    }
  }

  private static func tell<Visitor: ArchiveVisitor & ~Copyable>(
    _ visitor: inout Visitor, _ event: TarReader.Event
  ) throws(Visitor.Failure) {
    switch event {
    case .begin(let entry): try visitor.begin(entry)
    case .bytes(let piece): try visitor.bytes(piece)
    case .end: try visitor.end()
    }
  }

  /// Path, size, mode and SHA-256 of every file, in the archive's order; one pass.
  package func files() throws(ArchiveFailure) -> [ArchiveFile] {
    var visitor = try DigestingVisitor()
    do { try read(&visitor) } catch {
      switch error {
      case .archive(let failure): throw failure
      }
    }
    return visitor.files
  }

  /// The bytes of one file; nil when there is none of that path. Reads the whole archive.
  ///
  /// - Parameters:
  ///   - path: below the root folder, `Cargo.toml`.
  ///   - limit: in bytes.
  /// - Throws: `contentsTooLarge` for a file above the limit, and all reasons to refuse an archive.
  package func contents(
    of path: String, limit: Int
  ) throws(ArchiveFailure) -> [UInt8]? {
    var visitor = ContentsVisitor(path: path, limit: limit)
    do { try read(&visitor) } catch {
      switch error {
      case .archive(let failure), .visitor(let failure): throw failure
      }
    }
    return visitor.contents
  }
}
