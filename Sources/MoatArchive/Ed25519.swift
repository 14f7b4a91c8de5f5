internal import CCrypto

/// Signatures by Ed25519, checked by libcrypto.
/// https://www.rfc-editor.org/rfc/rfc8032
package enum Ed25519 {
  /// In bytes.
  package static let keyCount = 32
  package static let signatureCount = 64

  /// Whether the signature of these exact bytes was made with the private half of a key.
  ///
  /// It says nothing about whose key that is. Keys and signatures of another length never fit.
  ///
  /// - Throws: ``Unavailable`` when libcrypto has no memory or was built without Ed25519.
  package static func verifies(
    _ signature: [UInt8], of bytes: [UInt8], by key: [UInt8]
  ) throws(Unavailable) -> Bool {
    guard key.count == keyCount, signature.count == signatureCount else { return false }
    guard let parsed = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, key, key.count),
      let context = EVP_MD_CTX_new()
    else { throw Unavailable() }
    defer {
      EVP_MD_CTX_free(context)
      EVP_PKEY_free(parsed)
    }
    guard EVP_DigestVerifyInit(context, nil, nil, nil, parsed) == 1 else { throw Unavailable() }
    return EVP_DigestVerify(context, signature, signature.count, bytes, bytes.count) == 1
  }

  /// libcrypto cannot check Ed25519 here.
  package struct Unavailable: Error, Hashable, Sendable {
    package var message: String { "libcrypto cannot check Ed25519 signatures on this machine" }
  }
}
