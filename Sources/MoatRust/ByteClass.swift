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

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Those of all bytes, but for ``stop``.
  static let table = (0..<256).map { ByteClass(UInt8(truncatingIfNeeded: $0)) }

  private init(_ byte: UInt8) {
    self = byte >= 0x80 ? .afterPrefix : []
    if (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") { insert(.name) }
    if "!#$%&()*+,-.:;<=>?@[]^{|}~".utf8.contains(byte) { insert(.punctuation) }
    if "{}()[];#!".utf8.contains(byte) { insert(.bone) }
    if "\"'#".utf8.contains(byte) { insert(.afterPrefix) }
  }
}
