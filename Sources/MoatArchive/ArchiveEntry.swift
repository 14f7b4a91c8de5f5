/// A file or folder of a `.crate` archive, as its headers describe it.
///
/// The path was checked as ``ArchivePath`` says; it can be created on every system without leaving
/// its folder.
package struct ArchiveEntry: Hashable, Sendable {
  /// Below the root folder NAME-VERSION, with `/` between names: `src/lib.rs`. Never empty, and
  /// without a slash at the end.
  package let path: String
  package let kind: Kind
  /// In bytes; 0 for a folder.
  package let size: Int
  /// The permission bits, at most 0o777.
  package let mode: UInt32
  /// In seconds since 1970, from the header; nil when its field is empty. Nothing vouches for it.
  package let modified: Int?

  package enum Kind: Hashable, Sendable {
    case file
    case directory
  }

  package init(path: String, kind: Kind, size: Int, mode: UInt32, modified: Int?) {
    self.path = path
    self.kind = kind
    self.size = size
    self.mode = mode
    self.modified = modified
  }
}
