/// A GNU tar header being filled in: offsets of its fields, and numbers as octal digits with a NUL.
struct PackedHeader {
  static let mode = 100..<108
  static let user = 108..<116
  static let group = 116..<124
  static let size = 124..<136
  static let modified = 136..<148
  static let checksum = 148..<156
  static let kind = 156
  static let magic = 257
  static let majorDevice = 329..<337
  static let minorDevice = 337..<345

  /// The largest size that its eleven digits can say is one less.
  static let sizeLimit = 1 << 33

  var bytes = [UInt8](repeating: 0, count: TarHeader.blockSize)

  /// A header with a name of at most 100 bytes.
  init(name: ArraySlice<UInt8>) {
    bytes.replaceSubrange(0..<name.count, with: name)
    bytes.replaceSubrange(Self.magic..<Self.magic + 8, with: Array("ustar  \0".utf8))
  }

  /// Writes a number into a field, as digits to its end but one.
  mutating func put(_ number: Int, in field: Range<Int>) {
    var rest = number
    for index in field.dropLast().reversed() {
      bytes[index] = UInt8(ascii: "0") + UInt8(rest % 8)
      rest /= 8
    }
    bytes[field.upperBound - 1] = 0
  }

  /// The header with the sum of its bytes, the sum's own field counted as spaces.
  consuming func summed() -> [UInt8] {
    let spaces = Self.checksum.count * 0x20
    put(bytes.reduce(spaces) { $0 + Int($1) }, in: Self.checksum)
    return bytes
  }
}
