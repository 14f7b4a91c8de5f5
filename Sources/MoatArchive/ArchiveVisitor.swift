/// Takes what an archive holds, in the archive's order.
///
/// What it got counts only once the whole reading returned without an error: an archive may turn
/// out to be refused after its last file was handed over. Whoever writes files writes them where
/// they can be thrown away.
package protocol ArchiveVisitor: ~Copyable {
  associatedtype Failure: Error

  /// A file or a folder begins. Folders have no bytes. A folder that holds files need not have an
  /// entry of its own, or may have one after them.
  mutating func begin(_ entry: ArchiveEntry) throws(Failure)

  /// The next bytes of the file, never none and never more than ``ArchiveLimit/window``. The memory
  /// is valid during the call only.
  mutating func bytes(_ piece: UnsafeRawBufferPointer) throws(Failure)

  /// The file or folder has ended; for files all its bytes were handed over.
  mutating func end() throws(Failure)
}

/// Why an archive was not read to its end.
package enum ArchiveReadFailure<Failure: Error>: Error {
  /// The archive is refused.
  case archive(ArchiveFailure)
  /// The visitor gave up.
  case visitor(Failure)
}
