/// One 512-byte header of a tar archive, POSIX `ustar` or GNU, its fields checked.
///
/// Stricter than both: bytes after the end of a text are refused, since readers differ about them,
/// and so are link names and the fields of sparse files.
/// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06,
/// https://www.gnu.org/software/tar/manual/html_node/Standard.html
struct TarHeader {
  static let blockSize = 512

  enum Kind {
    case file
    case directory
    /// GNU: the contents are the path of the next entry.
    case longName
    /// The contents are pax records about the next entry.
    case pax
  }

  let kind: Kind
  /// As in the header; what a longer name replaces.
  let path: [UInt8]
  let size: Int
  let mode: UInt32
  let modified: Int?

  /// - Parameters:
  ///   - block: 512 bytes, not all zero.
  ///   - entry: the number of the entry, for messages.
  init(_ block: UnsafeRawBufferPointer, entry: Int) throws(ArchiveFailure) {
    guard let written = Self.octal(block[148..<156]) else {
      throw .headerField(.checksum, entry: entry)
    }
    // The sum of all bytes, with the field itself as spaces.
    let sum = block.reduce(0) { $0 + Int($1) } - block[148..<156].reduce(0) { $0 + Int($1) }
    guard sum + 8 * 0x20 == written else { throw .headerChecksum(entry: entry) }

    let magic = block[257..<265]
    let isGNU = magic.elementsEqual("ustar  \0".utf8)
    guard isGNU || magic.elementsEqual("ustar\u{0}00".utf8) else {
      throw .headerFormat(entry: entry)
    }
    switch block[156] {
    // NUL is the old form of `0`.
    case UInt8(ascii: "0"), 0: kind = .file
    case UInt8(ascii: "5"): kind = .directory
    case UInt8(ascii: "L"): kind = .longName
    case UInt8(ascii: "x"): kind = .pax
    default: throw .entryType(block[156], entry: entry)
    }
    // Octal reaches 8 GiB here, so there is no use for the binary form of larger sizes.
    guard let size = Self.octal(block[124..<136]) else {
      throw .headerField(.size, entry: entry)
    }
    self.size = size
    guard let name = Self.text(block[0..<100]) else { throw .headerField(.name, entry: entry) }
    guard block[157..<257].allSatisfy({ $0 == 0 }) else {
      throw .headerField(.linkName, entry: entry)
    }
    guard let mode = Self.octal(block[100..<108]), let mode = UInt32(exactly: mode) else {
      throw .headerField(.mode, entry: entry)
    }
    self.mode = mode
    guard Self.isOwner(block[108..<116]) else { throw .headerField(.uid, entry: entry) }
    guard Self.isOwner(block[116..<124]) else { throw .headerField(.gid, entry: entry) }
    guard Self.isEmptyOrOctal(block[136..<148]) else {
      throw .headerField(.modified, entry: entry)
    }
    modified = Self.octal(block[136..<148])
    guard Self.isEmptyOrOctal(block[329..<337]), Self.isEmptyOrOctal(block[337..<345]) else {
      throw .headerField(.device, entry: entry)
    }
    guard !isGNU else {
      guard block[345...].allSatisfy({ $0 == 0 }) else {
        throw .headerField(.extra, entry: entry)
      }
      path = name
      return
    }
    guard let prefix = Self.text(block[345..<500]), block[500...].allSatisfy({ $0 == 0 }) else {
      throw .headerField(.prefix, entry: entry)
    }
    path = prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
  }

  /// A text up to its NUL; nil when anything but NUL follows that.
  private static func text(_ field: Slice<UnsafeRawBufferPointer>) -> [UInt8]? {
    let text = field.prefix { $0 != 0 }
    return field[text.endIndex...].allSatisfy { $0 == 0 } ? Array(text) : nil
  }

  /// Octal digits, with spaces before and spaces or NULs after them; at most 36 bits, since no
  /// field has more than twelve digits.
  private static func octal(_ field: Slice<UnsafeRawBufferPointer>) -> Int? {
    let number = field.drop { $0 == 0x20 }
    let digits = number.prefix { 0x30...0x37 ~= $0 }
    let rest = number[digits.endIndex...]
    guard !digits.isEmpty, rest.allSatisfy({ $0 == 0 || $0 == 0x20 }) else { return nil }
    return digits.reduce(0) { $0 << 3 | Int($1 & 7) }
  }

  /// Generated files have no owner, device or time in some generations of Cargo.
  private static func isEmptyOrOctal(_ field: Slice<UnsafeRawBufferPointer>) -> Bool {
    field.allSatisfy { $0 == 0 } || octal(field) != nil
  }

  /// An owner's number, which nobody uses: old Cargo wrote the packager's own, in GNU's binary form
  /// where it is large.
  private static func isOwner(_ field: Slice<UnsafeRawBufferPointer>) -> Bool {
    field.first == 0x80 || isEmptyOrOctal(field)
  }
}
