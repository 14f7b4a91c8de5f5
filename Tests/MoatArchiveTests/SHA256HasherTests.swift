import MoatArchive
import MoatModel
import Testing

@Suite struct `SHA-256` {
  /// Vectors of FIPS 180-4, from NIST's example pages.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `agrees with the standard`(text: String, hex: String) throws {
    #expect(try SHA256Hasher.digest(of: text.utf8).hex == hex)
  }

  @Test func `serves several digests, in pieces`() throws {
    var hasher = try SHA256Hasher()
    for _ in 0..<2 {
      hasher.update("a".utf8)
      hasher.update("bc".utf8)
      #expect(try hasher.finish() == SHA256Hasher.digest(of: "abc".utf8))
    }
  }
}
