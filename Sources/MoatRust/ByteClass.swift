/// What may begin with a byte outside of other tokens, as bits.
struct ByteClass: OptionSet, Sendable {
  let rawValue: UInt8

  /// An ASCII letter or `_`.
  static let name = ByteClass(rawValue: 1)
  /// A token for itself, wherever it stands.
  static let punctuation = ByteClass(rawValue: 2)
  /// One at which ``SourceReader`` stops.
  static let bone = ByteClass(rawValue: 4)
  /// One at which the caller stops.
  static let stop = ByteClass(rawValue: 8)
  /// After a name, what makes something else of it: quotes and `#` of literals, and what is not ASCII.
  static let afterPrefix = ByteClass(rawValue: 16)

  /// The classes of all bytes, but for ``stop``.
  static let table: [ByteClass] = (0..<256).map { value in
    let byte = UInt8(truncatingIfNeeded: value)
    var all: ByteClass = byte >= 0x80 ? .afterPrefix : []
    if (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") { all.insert(.name) }
    if "!#$%&()*+,-.:;<=>?@[]^{|}~".utf8.contains(byte) { all.insert(.punctuation) }
    if "{}()[];#!".utf8.contains(byte) { all.insert(.bone) }
    if "\"'#".utf8.contains(byte) { all.insert(.afterPrefix) }
    return all
  }
}
