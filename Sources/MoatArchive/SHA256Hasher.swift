internal import CCrypto
package import MoatModel

/// SHA-256 over bytes that come in pieces, by OpenSSL's libcrypto, which uses the processor's own
/// instructions for it.
///
/// One hasher serves many digests, one after the other: making its state costs more than hashing a
/// small file.
package struct SHA256Hasher: ~Copyable {
  private let context: OpaquePointer

  /// - Throws: ``Unavailable`` when libcrypto has no memory, or was built without SHA-256.
  package init() throws(Unavailable) {
    guard let context = EVP_MD_CTX_new() else { throw Unavailable() }
    guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      EVP_MD_CTX_free(context)
      throw Unavailable()
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Takes in the next bytes.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    // Fails only for a state that was not initialised, which ``init()`` excludes.
    _ = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// Takes in the next bytes.
  package mutating func update(_ bytes: some Sequence<UInt8>) {
    let isTaken: Void? = bytes.withContiguousStorageIfAvailable { piece in
      update(UnsafeRawBufferPointer(piece))
    }
    if isTaken == nil { Array(bytes).withUnsafeBytes { update($0) } }
  }

  /// The digest of all bytes since the last one; the hasher is as new.
  package mutating func finish() -> SHA256Digest {
    let digest = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: SHA256Digest.byteCount) {
      _ = EVP_DigestFinal_ex(context, $0.baseAddress, nil)
      return SHA256Digest(digest: UnsafeRawBufferPointer($0))
    }
    // With no type the one of before is used again.
    _ = EVP_DigestInit_ex(context, nil, nil)
    return digest
  }

  /// libcrypto cannot compute SHA-256 here.
  package struct Unavailable: Error, Hashable, Sendable {
    package init() {}

    package var message: String { "libcrypto cannot compute SHA-256 on this machine" }
  }

  /// The digest of bytes that are at hand.
  package static func digest(of bytes: some Sequence<UInt8>) throws(Unavailable) -> SHA256Digest {
    var hasher = try SHA256Hasher()
    hasher.update(bytes)
    return hasher.finish()
  }
}
