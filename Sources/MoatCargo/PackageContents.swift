package import MoatModel

/// The files of one package, read to be inspected, compared or shown.
///
/// Paths are relative to the package's own folder, with slashes. A value proves nothing about where
/// the bytes came from beyond what ``origin`` says.
package struct PackageContents: Sendable {
  package let identity: PackageIdentity
  package let origin: Origin
  /// Regular files, in the order of their paths' bytes.
  package let files: [File]
  /// What could not be read, and links and devices; while there is any, not all of the package is here.
  package let remarks: [CrateFolder.Remark]

  /// Where the files were read.
  package enum Origin: Hashable, Sendable {
    /// An archive whose digest is the one that the lockfile or the index records.
    case archive(SHA256Digest)
    /// A folder: a vendored crate, a workspace member, or one that the user named.
    case folder(String)
    /// A `.crate` file that the user named; its digest was computed, and compared with nothing.
    case unverifiedArchive(path: String, SHA256Digest)
  }

  /// One regular file.
  package struct File: Hashable, Sendable {
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
  }

  package init(
    identity: PackageIdentity, origin: Origin, files: [File], remarks: [CrateFolder.Remark] = []
  ) {
    self.identity = identity
    self.origin = origin
    self.files = files.sorted(byBytesOf: \.path)
    self.remarks = remarks.sorted(byBytesOf: \.path)
  }

  /// The file of that path.
  package subscript(path: String) -> File? {
    var lower = 0
    var upper = files.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if files[middle].path.bytesPrecede(path) { lower = middle + 1 } else { upper = middle }
    }
    guard lower < files.count, files[lower].path.utf8.elementsEqual(path.utf8) else { return nil }
    return files[lower]
  }
}
