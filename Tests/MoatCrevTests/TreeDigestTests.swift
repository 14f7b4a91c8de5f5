import MoatArchive
import MoatCargo
import MoatModel
import Testing

@testable import MoatCrev

@Suite struct `Tree digests` {
  static func contents(
    _ files: [(String, String)], origin: PackageContents.Origin? = nil
  ) throws -> PackageContents {
    PackageContents(
      identity: PackageIdentity(name: "left", version: "1.0.0"),
      origin: try origin ?? .archive(SHA256Hasher.digest(of: [])),
      files: files.map { PackageContents.File(path: $0.0, bytes: Array($0.1.utf8)) })
  }

  /// By Python's `hashlib.blake2b(digest_size=32)` over the parts, as the format has them.
  @Test(
    arguments: [
      ([], "BAoZWZVn7_9fR1_tEAvWTGHXXXi8eQmzToeh06foEu0"),
      ([("a", "x")], "M7JNe49hLoSuoHGXZV42ZJbuwEYK0xEdn_dyr94cW0U"),
      (
        [("a-b/c", "1"), ("a/d/e", "2"), ("a.rs", ""), ("src/lib.rs", "fn main() {}\n")],
        "r_cQeR_9Nxe_Nrmclu1oPRuhhbm_EOcFpJ71dT6MPdI"
      ),
    ] as [([(String, String)], String)])
  func `are those of crev`(files: [(String, String)], expected: String) throws {
    #expect(try TreeDigest.digest(of: Self.contents(files)).description == expected)
    #expect(
      try TreeDigest.digest(of: Self.contents(files + [(".cargo-ok", "ok")])).description
        == expected)
    #expect(
      try TreeDigest.digest(of: Self.contents(files + [("new", "")])).description != expected)
  }

  @Test func `are taken of whole archives only`() throws {
    #expect(throws: TreeDigest.Unknown.notAnArchive) {
      try TreeDigest.digest(of: Self.contents([], origin: .folder("left")))
    }
    let part = PackageContents(
      identity: PackageIdentity(name: "left", version: "1.0.0"),
      origin: .archive(try SHA256Hasher.digest(of: [])),
      files: [PackageContents.File(path: "a", bytes: [1], size: 2)])
    #expect(throws: TreeDigest.Unknown.incomplete("a")) { try TreeDigest.digest(of: part) }
    let deep = Array(repeating: "a", count: CrevLimit.folders + 1).joined(separator: "/")
    #expect(throws: TreeDigest.Unknown.tooDeep(limit: CrevLimit.folders)) {
      try TreeDigest.digest(of: Self.contents([(deep, "")]))
    }
  }
}
