internal import CCrypto
package import MoatCrev
import Testing

/// Somebody who makes proofs of crev, with a key made from one byte.
package struct ProofSigner {
  private let key: OpaquePointer
  package let id: CrevID

  package init(_ seed: UInt8) throws {
    let secret = [UInt8](repeating: seed, count: 32)
    key = try #require(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, secret, 32))
    var raw = [UInt8](repeating: 0, count: 32)
    var count = 32
    try #require(EVP_PKEY_get_raw_public_key(key, &raw, &count) == 1)
    id = try #require(CrevID(parsing: Base64URL.text(of: raw)))
  }

  package func signature(of body: String) throws -> String {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    try #require(EVP_DigestSignInit(context, nil, nil, nil, key) == 1)
    var signature = [UInt8](repeating: 0, count: 64)
    var count = 64
    let bytes = Array(body.utf8)
    try #require(EVP_DigestSign(context, &signature, &count, bytes, bytes.count) == 1)
    return Base64URL.text(of: signature)
  }

  package func armoured(_ body: String) throws -> String {
    """
    ----- BEGIN CREV PROOF -----
    \(body)----- SIGN CREV PROOF -----
    \(try signature(of: body))
    ----- END CREV PROOF -----

    """
  }

  package func head(_ kind: String, _ day: Int = 1) -> String {
    """
    kind: \(kind)
    version: -1
    date: "2026-01-\(day < 10 ? "0" : "")\(day)T10:00:00.123456789+01:00"
    from:
      id-type: crev
      id: \(id)
      url: "https://example.org/\(id)"

    """
  }

  package func trust(
    _ people: [ProofSigner], _ level: String, day: Int = 1, ignoring: [ProofSigner] = []
  ) throws
    -> String
  {
    var body = head("trust", day) + "ids:\n"
    for person in people { body += "  - id-type: crev\n    id: \(person.id)\n" }
    body += "trust: \(level)\n"
    if !ignoring.isEmpty { body += "override:\n" }
    for person in ignoring { body += "  - id-type: crev\n    id: \(person.id)\n" }
    return try armoured(body)
  }

  private static func package(_ name: String, _ version: String, _ digest: CrevDigest) -> String {
    """
      source: "https://crates.io"
      name: \(name)
      version: \(version)
      digest: \(digest)

    """
  }

  package func review(
    _ digest: CrevDigest, of crate: String = "left", version: String = "1.0.0",
    base: (String, CrevDigest)? = nil, rating: String = "positive", thoroughness: String = "high",
    extra: String = "", day: Int = 1
  ) throws -> String {
    var body = head("package review", day) + "package:\n" + Self.package(crate, version, digest)
    if let base { body += "package-diff-base:\n" + Self.package(crate, base.0, base.1) }
    body += "review:\n  thoroughness: \(thoroughness)\n  understanding: high\n  rating: \(rating)\n"
    return try armoured(body + extra)
  }
}
