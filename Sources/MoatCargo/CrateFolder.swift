package import MoatModel

/// One file of a crate, as a folder holds it or a record lists it.
package struct CrateFile: Hashable, Sendable {
  /// Below the crate's own folder: `src/lib.rs`.
  package let path: String
  package let digest: SHA256Digest

  package init(path: String, digest: SHA256Digest) {
    self.path = path
    self.digest = digest
  }
}

/// What one folder with a crate's files holds: an unpacked source or a vendored crate.
///
/// A value says what was on disk while it was read, and nothing about where it came from.
package struct CrateFolder: Sendable {
  /// Regular files by path, in the order of its bytes.
  package let files: [CrateFile]
  /// Names that no archive can have put there: links, devices, names that are not UTF-8.
  package let foreign: [Remark]
  /// What could not be read; while there is any, nothing is proven of the folder as a whole.
  package let unread: [Remark]
  /// How many bytes the files have together.
  package let byteCount: Int

  /// A path with a phrase to put after it.
  package struct Remark: Hashable, Sendable {
    package let path: String
    package let reason: String

    package init(path: String, reason: String) {
      self.path = path
      self.reason = reason
    }
  }

  package init(
    files: [CrateFile], foreign: [Remark] = [], unread: [Remark] = [], byteCount: Int = 0
  ) {
    self.files = files.sorted { $0.precedes($1) }
    self.foreign = foreign.sorted(byBytesOf: \.path)
    self.unread = unread.sorted(byBytesOf: \.path)
    self.byteCount = byteCount
  }
}

extension CrateFile {
  /// Whether the path comes first in the order of its bytes.
  package func precedes(_ other: CrateFile) -> Bool { path.bytesPrecede(other.path) }
}

extension String {
  /// Whether the bytes of this text come before another's. The order of `<` is Unicode's, in which
  /// two names of one folder can be equal.
  package func bytesPrecede(_ other: String) -> Bool {
    let isBefore = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in
        var index = 0
        let shared = min(left.count, right.count)
        while index < shared {
          if left[index] != right[index] { return left[index] < right[index] }
          index += 1
        }
        return left.count < right.count
      }
    }
    return (isBefore ?? nil) ?? utf8.lexicographicallyPrecedes(other.utf8)
  }
}

extension Sequence {
  /// Sorted by the bytes of a text, the same in every locale.
  package func sorted(byBytesOf text: (Element) -> String) -> [Element] {
    sorted { text($0).bytesPrecede(text($1)) }
  }
}
