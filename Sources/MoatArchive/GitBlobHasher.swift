internal import CCrypto

/// The name git gives to the content of a file: a hash over `blob SIZE`, a NUL and the bytes
/// (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects).
///
/// With SHA-1 two equal names are no proof of equal bytes; git itself refuses the known collisions.
package struct GitBlobHasher: ~Copyable {
  /// What a repository names its objects by.
  package enum Algorithm: Hashable, Sendable {
    case sha1, sha256
  }

  private let context: OpaquePointer

  /// - Throws: ``SHA256Hasher/Unavailable`` when libcrypto has no memory.
  package init() throws(SHA256Hasher.Unavailable) {
    guard let context = EVP_MD_CTX_new() else { throw SHA256Hasher.Unavailable() }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Starts a file of `size` bytes.
  ///
  /// - Throws: ``SHA256Hasher/Unavailable`` when libcrypto was built without the algorithm.
  package mutating func start(
    size: Int, by algorithm: Algorithm
  ) throws(SHA256Hasher.Unavailable) {
    let type = algorithm == .sha1 ? EVP_sha1() : EVP_sha256()
    guard EVP_DigestInit_ex(context, type, nil) == 1 else { throw SHA256Hasher.Unavailable() }
    Array("blob \(size)\0".utf8).withUnsafeBytes { update($0) }
  }

  /// Takes in the next bytes.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    _ = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// The name, in hex digits.
  package mutating func finish() -> String {
    var bytes = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    _ = EVP_DigestFinal_ex(context, &bytes, &count)
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.prefix(Int(count)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self)
  }
}
