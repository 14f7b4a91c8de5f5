/// Eight bytes of a file in one word, the first one lowest, to be looked at all at once.
///
/// The marks that its members give have the upper bit of a byte set for a hit; the lowest one is sure to
/// be right.
struct Bytes8 {
  let word: UInt64

  /// - Parameter offset: at least eight bytes before the end.
  @inline(__always)
  init(_ bytes: Span<UInt8>, at offset: Int) {
    word = UInt64(
      littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The byte eight times.
  @inline(__always)
  static func repeating(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

  /// Marks the bytes that are `byte`.
  @inline(__always)
  func equal(to byte: UInt8) -> UInt64 {
    let rest = word ^ Self.repeating(byte)
    return (rest &- Self.repeating(1)) & ~rest & Self.repeating(0x80)
  }

  /// Marks what is neither an ASCII letter or digit nor `_`.
  @inline(__always)
  var notInIdentifiers: UInt64 {
    let high = Self.repeating(0x80)
    // Below 0x80 no sum reaches into the next byte; what is above is marked anyway.
    let ascii = word & ~high
    let lower = ascii | Self.repeating(0x20)
    let letters =
      (lower &+ Self.repeating(0x80 - 0x61)) & ~(lower &+ Self.repeating(0x80 - 0x7B))
    let digits = (ascii &+ Self.repeating(0x80 - 0x30)) & ~(ascii &+ Self.repeating(0x80 - 0x3A))
    let underscores = ~((ascii ^ Self.repeating(0x5F)) &+ Self.repeating(0x7F))
    return ~(letters | digits | underscores) & high | word & high
  }

  /// Marks what is no ASCII digit.
  @inline(__always)
  var notDigits: UInt64 {
    let high = Self.repeating(0x80)
    let ascii = word & ~high
    let digits = (ascii &+ Self.repeating(0x80 - 0x30)) & ~(ascii &+ Self.repeating(0x80 - 0x3A))
    return ~digits & high | word & high
  }
}
