/// The SHA-256 digest of bytes, as `Cargo.lock`, the index and `.cargo-checksum.json` record it.
///
/// A value proves only that the text was 64 lowercase hex digits, not that any bytes match it. It
/// takes 32 bytes and no allocation: a vendored tree has one for each of some 50,000 files.
package struct SHA256Digest: Hashable, Sendable, CustomStringConvertible {
  /// The bytes, big-endian, eight a word.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// How many bytes a digest has.
  package static let byteCount = 32

  /// - Throws: ``Malformed``: a wrong length, or the first byte that is not a lowercase hex digit.
  package init(parsing text: String) throws(Malformed) {
    let bytes = text.utf8
    guard bytes.count == 2 * Self.byteCount else { throw .length(bytes.count) }
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    var offset = 0
    for byte in bytes {
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x61...0x66: digit = byte - 0x57
      default: throw .notLowercaseHex(offset: offset)
      }
      Self.append(UInt64(digit), bits: 4, at: offset / 16, to: &words)
      offset += 1
    }
    self.words = words
  }

  /// - Parameter bytes: the 32 bytes that a hash function gave; what is missing counts as zero, and
  ///   what follows is ignored.
  package init(bytes: some Sequence<UInt8>) {
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    var offset = 0
    for byte in bytes.prefix(Self.byteCount) {
      Self.append(UInt64(byte), bits: 8, at: offset / 8, to: &words)
      offset += 1
    }
    self.words = words
  }

  /// - Parameter digest: what a hash function gave; all zero where it has another length.
  package init(digest: UnsafeRawBufferPointer) {
    func word(_ index: Int) -> UInt64 {
      guard digest.count == Self.byteCount else { return 0 }
      return UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
    }
    words = (word(0), word(1), word(2), word(3))
  }

  private static func append(
    _ value: UInt64, bits: Int, at index: Int, to words: inout (UInt64, UInt64, UInt64, UInt64)
  ) {
    switch index {
    case 0: words.0 = words.0 << bits | value
    case 1: words.1 = words.1 << bits | value
    case 2: words.2 = words.2 << bits | value
    default: words.3 = words.3 << bits | value
    }
  }

  /// The 32 bytes.
  package var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      withUnsafeBytes(of: word.bigEndian, Array.init)
    }
  }

  /// 64 lowercase hex digits.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * Self.byteCount)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  package var description: String { hex }

  package static func == (left: SHA256Digest, right: SHA256Digest) -> Bool {
    left.words == right.words
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }

  /// Why a text is not a digest.
  package enum Malformed: Error, Hashable, Sendable {
    case length(Int)
    case notLowercaseHex(offset: Int)
  }
}
