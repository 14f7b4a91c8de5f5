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

  package var description: String { hex }

  /// Why a text is not a digest.
  package enum Malformed: Error, Hashable, Sendable {
    case length(Int)
    case notLowercaseHex(offset: Int)
  }
}
