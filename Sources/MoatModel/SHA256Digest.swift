/// The SHA-256 digest of a crate archive, as `Cargo.lock` and the index record it.
///
/// A value proves only that the text was 64 lowercase hex digits, not that any bytes match it.
package struct SHA256Digest: Hashable, Sendable, CustomStringConvertible {
  package let hex: String

  /// - Throws: ``Malformed``: a wrong length, or the first byte that is not a lowercase hex digit.
  package init(parsing text: String) throws(Malformed) {
    let bytes = text.utf8
    guard bytes.count == 64 else { throw .length(bytes.count) }
    var offset = 0
    for byte in bytes {
      switch byte {
      case 0x30...0x39, 0x61...0x66: offset += 1
      default: throw .notLowercaseHex(offset: offset)
      }
    }
    hex = text
  }

  /// How many bytes a digest has.
  package static let byteCount = 32

  /// - Parameter bytes: the 32 bytes that a hash function gave.
  package init(bytes: [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.count)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    hex = String(decoding: text, as: UTF8.self)
  }

  package var description: String { hex }

  /// Why a text is not a digest.
  package enum Malformed: Error, Hashable, Sendable {
    case length(Int)
    case notLowercaseHex(offset: Int)
  }
}
