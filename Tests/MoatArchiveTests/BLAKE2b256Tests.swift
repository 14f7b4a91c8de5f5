import Testing

@testable import MoatArchive

@Suite struct `BLAKE2b with 32 bytes` {
  /// By Python's `hashlib.blake2b(digest_size=32)`, over bytes 0, 1, 2 … that repeat after 251.
  @Test(arguments: [
    (0, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"),
    (1, "03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314"),
    (3, "3d8c3d594928271f44aad7a04b177154806867bcf918e1549c0bc16f9da2b09b"),
    (64, "10d8e6d534b00939843fe9dcc4dae48cdf008f6b8b2b82b156f5404d874887f5"),
    (127, "f2fe67ff342e21b8f45e8f2e0bcd1d9243245d50ee6c78042e9c491388791c72"),
    (128, "c3582f71ebb2be66fa5dd750f80baae97554f3b015663c8be377cfcb2488c1d1"),
    (129, "f7f3c46ba2564ff4c4c162da1f5b605f9f1c4aa6a20652a9f9a337c1a2f5b9c9"),
    (255, "d9ef0fc521b4266d16df662bec231bc2ec3989e7adeaf63169c295dc239dbbea"),
    (256, "582f782226018ec33076bd8d1c42413530ac7e1126260ffc0f306ba3befc3f24"),
    (257, "227e15ed64ee8e93eb7bc53828f76eed974f2c4ab1408c3d08f212b7f8d69904"),
    (1000, "b372d0608f720c8c3dd41e9c8eecb10143b41abe520b616607e754bf79c08331"),
  ])
  func `is that of others`(count: Int, expected: String) {
    let bytes = (0..<count).map { UInt8($0 % 251) }
    let digits = Array("0123456789abcdef")
    let digest = BLAKE2b256.digest(of: bytes)
    #expect(String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }) == expected)
    var pieces = BLAKE2b256()
    for piece in stride(from: 0, to: count, by: 7) {
      pieces.update(bytes[piece..<min(piece + 7, count)])
    }
    #expect(pieces.finish() == digest)
  }
}

@Suite struct `Ed25519 signatures` {
  /// The second test of RFC 8032, section 7.1.
  @Test func `fit one key and one text`() throws {
    func bytes(_ hex: String) -> [UInt8] {
      let digits = Array(hex)
      return stride(from: 0, to: digits.count, by: 2).compactMap {
        UInt8(String(digits[$0...$0 + 1]), radix: 16)
      }
    }
    let key = bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    let signature = bytes(
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")
    #expect(try Ed25519.verifies(signature, of: [0x72], by: key))
    #expect(try !Ed25519.verifies(signature, of: [0x73], by: key))
    #expect(try !Ed25519.verifies(signature, of: [], by: key))
    #expect(try !Ed25519.verifies(Array(signature.dropLast()), of: [0x72], by: key))
    #expect(try !Ed25519.verifies(signature, of: [0x72], by: Array(key.dropLast())))
  }
}
