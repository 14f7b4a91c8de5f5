import MoatArchive

/// Who signs: a public key of Ed25519, written `FYlr8YoYGVvDwHQxqEIs89reKKDy-oWisoO0qXXEfHE`.
///
/// A value proves only that the text was 32 bytes; that a person is behind it nothing proves.
package struct CrevID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let key: [UInt8]

  /// nil for a text that is not 32 bytes in Base64 for addresses.
  package init?(parsing text: String) {
    guard let key = Base64URL.bytes(of: text), key.count == Ed25519.keyCount else { return nil }
    self.key = key
  }

  package var description: String { Base64URL.text(of: key) }

  package static func < (left: CrevID, right: CrevID) -> Bool {
    left.key.lexicographicallyPrecedes(right.key)
  }
}

/// The BLAKE2b digest, of 32 bytes, of a proof or of a source tree.
package struct CrevDigest: Hashable, Sendable, CustomStringConvertible {
  package let bytes: [UInt8]

  /// nil for another number of bytes.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count == BLAKE2b256.byteCount else { return nil }
    self.bytes = bytes
  }

  init(of bytes: [UInt8]) { self.bytes = BLAKE2b256.digest(of: bytes) }

  init(finished bytes: [UInt8]) { self.bytes = bytes }

  package var description: String { Base64URL.text(of: bytes) }
}
