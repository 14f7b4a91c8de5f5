extension ArchiveFailure {
  /// A phrase to put after the archive's name and a colon.
  package var message: String {
    switch self {
    case .digest(let expected, let actual):
      "its SHA-256 is \(actual), not the expected \(expected)"
    case .cannotHash: "libcrypto cannot compute SHA-256 on this machine"
    case .noMemory: "there is no memory to unpack it with"
    case .tooManyCompressedBytes(let count):
      "it has \(count) bytes, more than \(ArchiveLimit.compressedBytes)"
    case .notGzip: "it is not a gzip file"
    case .gzipMethod(let method): "its gzip compression method is \(method), not 8"
    case .gzipFlags(let flags): "its gzip header has flags \(flags); only a file name is allowed"
    case .gzipName:
      "the file name in its gzip header is longer than \(ArchiveLimit.gzipNameBytes) bytes"
    case .gzipTruncated: "its gzip stream ends early"
    case .deflate(let problem): "its gzip stream cannot be unpacked: \(problem)"
    case .gzipChecksum: "the CRC-32 of its gzip stream is wrong"
    case .gzipLength: "the length at the end of its gzip stream is wrong"
    case .bytesAfterGzip(let count): "\(count) bytes follow its gzip stream"
    case .tooManyUnpackedBytes(let limit): "it unpacks to more than \(limit) bytes"
    case .truncated: "the archive ends within an entry"
    case .noEnd: "the archive does not end in two zero blocks"
    case .bytesAfterEnd: "bytes follow the end of the archive"
    case .headerChecksum(let entry): "the header checksum of entry \(entry) is wrong"
    case .headerFormat(let entry): "entry \(entry) has neither a POSIX nor a GNU tar header"
    case .headerField(let field, let entry):
      "the \(field.rawValue) field in the header of entry \(entry) is malformed"
    case .entryType(let type, let entry):
      "entry \(entry) is \(Self.name(ofType: type)); a crate has only files and folders"
    case .tooManyEntries(let limit): "it has more than \(limit) entries"
    case .tooManyPathBytes(let limit): "its paths have more than \(limit) bytes together"
    case .padding(let entry): "bytes are hidden in the padding of entry \(entry)"
    case .extensionSize(let entry): "the extended header of entry \(entry) is too large or empty"
    case .longName(let entry): "the long name of entry \(entry) is malformed"
    case .pax(let problem, let entry): "the pax header of entry \(entry) \(problem.message)"
    case .repeatedExtension(let entry): "entry \(entry) is described twice"
    case .danglingExtension: "an extended header at the end describes no entry"
    case .path(let path, let problem): "the path `\(Self.shown(path))` \(problem.message)"
    case .duplicate(let path): "`\(path)` is in it twice"
    case .collision(let path, let other):
      "`\(path)` and `\(other)` are the same name on many file systems"
    case .fileAndFolder(let path): "`\(path)` is both a file and a folder"
    case .folderWithBytes(let path): "the folder `\(path)` has a size"
    case .fileTooLarge(let path, let limit): "`\(path)` has more than \(limit) bytes"
    case .mode(let path, let mode):
      "`\(path)` has the mode 0\(String(mode, radix: 8)), with set-ID or sticky bits"
    case .noManifest: "it has no `Cargo.toml`"
    case .manifestName(let path):
      "its manifest is named `\(path)`, not `Cargo.toml`"
    case .manifestIsFolder: "its `Cargo.toml` is a folder"
    case .contentsTooLarge(let path, let size, let limit):
      "`\(path)` has \(size) bytes, more than \(limit)"
    }
  }

  /// A path that may be of any length.
  private static func shown(_ path: String) -> String {
    path.utf8.count <= 100 ? path : "\(path.prefix(60))…"
  }

  private static func name(ofType type: UInt8) -> String {
    switch type {
    case UInt8(ascii: "1"): "a hard link"
    case UInt8(ascii: "2"): "a symbolic link"
    case UInt8(ascii: "3"): "a character device"
    case UInt8(ascii: "4"): "a block device"
    case UInt8(ascii: "6"): "a FIFO"
    case UInt8(ascii: "7"): "a contiguous file"
    case UInt8(ascii: "D"): "a folder dump"
    case UInt8(ascii: "K"): "a long link"
    case UInt8(ascii: "M"): "a continued file"
    case UInt8(ascii: "S"): "a sparse file"
    case UInt8(ascii: "V"): "a volume label"
    case UInt8(ascii: "g"): "a global pax header"
    default: "of unknown type \(type)"
    }
  }
}

extension ArchiveFailure.PaxProblem {
  var message: String {
    switch self {
    case .malformed: "is malformed"
    case .key(let key): "has the key `\(key.prefix(60))`, which may change what the entry is"
    case .repeatedKey(let key): "has the key `\(key)` twice"
    case .path: "has a malformed path"
    case .size: "has a malformed size"
    case .sizeDiffers: "gives another size than the tar header"
    }
  }
}

extension ArchiveFailure.PathProblem {
  var message: String {
    switch self {
    case .notUTF8: "is not UTF-8"
    case .tooLong: "has more than \(ArchiveLimit.pathBytes) bytes"
    case .nameTooLong: "has a name of more than \(ArchiveLimit.nameBytes) bytes"
    case .tooDeep: "is more than \(ArchiveLimit.depth) folders deep"
    case .controlCharacter: "has a control character"
    case .character(let character): "has the character `\(character)`"
    case .absolute: "is absolute"
    case .emptyName: "has an empty name"
    case .dots: "has a `.` or `..`"
    case .reservedName(let name): "has the name `\(name)`, which is reserved on Windows"
    case .trailingDotOrSpace: "has a name that ends in a dot or a space, which Windows drops"
    case .outsideRoot: "is not below the crate's root folder"
    case .cargoMarker: "would stand where Cargo writes its own `.cargo-ok`"
    case .trailingSlash: "ends in a slash, but is a file"
    }
  }
}
