/// One file of a set to be compared.
package struct TreeFile: Sendable {
  /// Relative, with slashes.
  package let path: String
  /// All of the file, or its head: see ``isWhole``.
  package let bytes: [UInt8]
  /// How many bytes the file has.
  package let size: Int
  package let isExecutable: Bool

  package init(path: String, bytes: [UInt8], size: Int? = nil, isExecutable: Bool = false) {
    self.path = path
    self.bytes = bytes
    self.size = size ?? bytes.count
    self.isExecutable = isExecutable
  }

  /// Whether ``bytes`` is all of it.
  package var isWhole: Bool { bytes.count == size }

  /// Whether nothing is known to differ: of files of which only the head is there, neither that nor
  /// the size.
  func hasSameContent(as other: Self) -> Bool { size == other.size && bytes == other.bytes }

  /// Whether a NUL stands anywhere in it.
  package var hasNUL: Bool { bytes.span.indices.contains { bytes.span[$0] == 0 } }

  /// Whether git takes it for binary, and counts no lines of it: a NUL among the first 8,000 bytes
  /// (`buffer_is_binary` in git's `xdiff-interface.c`), or more than is compared.
  package var isBinaryToGit: Bool { !isWhole || bytes.prefix(8000).contains(0) }
}

/// What became of one file.
package struct FileChange: Sendable {
  package enum Kind: String, Hashable, Sendable {
    case same, changed, added, removed
    /// Also what was changed while it moved.
    case renamed
  }

  package let kind: Kind
  package let old: TreeFile?
  package let new: TreeFile?
  /// How much of the larger file both have, in hundredths of its bytes. 100 for equal ones, 0 where
  /// there is one side only; for a changed file that kept its name it is not computed, and 0.
  package let similarity: Int

  init(_ kind: Kind, old: TreeFile?, new: TreeFile?, similarity: Int = 0) {
    self.kind = kind
    self.old = old
    self.new = new
    self.similarity = similarity
  }

  /// The path it has, or had.
  package var path: String { new?.path ?? old?.path ?? "" }

  /// Whether it became executable, or ceased to be.
  package var changesMode: Bool {
    guard let old, let new else { return false }
    return old.isExecutable != new.isExecutable
  }
}
