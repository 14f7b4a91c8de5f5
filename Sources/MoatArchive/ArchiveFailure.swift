package import MoatModel

/// Why a `.crate` archive is refused. One case a reason; entries are counted from 1.
package enum ArchiveFailure: Error, Hashable, Sendable {
  // The bytes as a whole
  case digest(expected: SHA256Digest, actual: SHA256Digest)
  /// libcrypto cannot hash here.
  case cannotHash
  /// There is no memory to unpack with.
  case noMemory
  case tooManyCompressedBytes(Int)

  // gzip
  case notGzip
  case gzipMethod(UInt8)
  /// Bits of the header's flag byte other than that for a file name.
  case gzipFlags(UInt8)
  case gzipName
  /// The compressed stream ends early.
  case gzipTruncated
  /// What zlib says about the stream.
  case deflate(String)
  case gzipChecksum
  case gzipLength
  /// Bytes after the one gzip member.
  case bytesAfterGzip(Int)
  case tooManyUnpackedBytes(limit: Int)

  // tar
  /// The archive ends within a header or a file.
  case truncated
  /// There are no two zero blocks at the end, or something stands between them.
  case noEnd
  case bytesAfterEnd
  case headerChecksum(entry: Int)
  /// Neither a POSIX nor a GNU header.
  case headerFormat(entry: Int)
  case headerField(TarField, entry: Int)
  case entryType(UInt8, entry: Int)
  case tooManyEntries(limit: Int)
  case tooManyPathBytes(limit: Int)
  case padding(entry: Int)
  case extensionSize(entry: Int)
  case longName(entry: Int)
  case pax(PaxProblem, entry: Int)
  /// Two headers that say the same thing about one entry.
  case repeatedExtension(entry: Int)
  /// A header about a next entry that does not come.
  case danglingExtension

  // Entries
  case path(String, PathProblem)
  case duplicate(String)
  /// Two paths that are one on a file system that ignores case or normalises Unicode.
  case collision(String, with: String)
  case fileAndFolder(String)
  case folderWithBytes(String)
  case fileTooLarge(String, limit: Int)
  /// Set-user-ID, set-group-ID or sticky bits.
  case mode(String, UInt32)
  case noManifest
  /// The root's manifest in another case: Cargo looks for `Cargo.toml` in what it unpacked.
  case manifestName(String)
  case manifestIsFolder

  /// A file is larger than its reader asked for.
  case contentsTooLarge(String, size: Int, limit: Int)

  /// A field of a tar header whose bytes are not what the format says.
  package enum TarField: String, Hashable, Sendable, CaseIterable {
    case name, mode, uid, gid, size, modified, checksum, device, prefix
    case linkName = "link name"
    /// The part of a GNU header that only sparse and multi-volume archives use.
    case extra = "GNU extension"
  }

  /// What is wrong with a pax header.
  package enum PaxProblem: Error, Hashable, Sendable {
    case malformed
    case key(String)
    case repeatedKey(String)
    case path
    case size
    /// The size differs from the header's.
    case sizeDiffers
  }

  /// Why a path is refused.
  package enum PathProblem: Error, Hashable, Sendable {
    case notUTF8
    case tooLong
    case nameTooLong
    case tooDeep
    case controlCharacter
    /// One that Cargo does not package: `\ < > : " | ? *`.
    case character(String)
    case absolute
    case emptyName
    case dots
    case reservedName(String)
    case trailingDotOrSpace
    /// Not below NAME-VERSION.
    case outsideRoot
    /// `.cargo-ok` in another spelling, or as a folder.
    case cargoMarker
    /// A file whose path ends in a slash.
    case trailingSlash
  }
}
