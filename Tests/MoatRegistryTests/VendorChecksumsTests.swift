import MoatModel
import MoatRegistry
import Testing

@Suite struct `vendor checksums` {
  private let digest = String(repeating: "a", count: 64)

  private func read(_ json: String) -> Evidence<VendorChecksum>? {
    let files = InMemoryLocalFiles([
      "/v/fnv/.cargo-checksum.json": LocalFile(bytes: Array(json.utf8), modified: 0)
    ])
    return VendorChecksums.read(in: "/v", files: files).value?.first?.checksum
  }

  @Test func `reads the digest of the archive`() throws {
    let json = #"{"$comment":"x","files":{"a":"1","b":"2"},"package":"\#(digest)"}"#
    #expect(
      read(json)
        == .known(VendorChecksum(package: try SHA256Digest(parsing: digest), fileCount: 2)))
    #expect(
      read(#"{"files":{},"package":null}"#) == .known(VendorChecksum(package: nil, fileCount: 0)))
  }

  @Test(arguments: [
    "", "[]", #"{"package":null}"#, #"{"files":[]}"#, #"{"files":{},"package":1}"#,
    #"{"files":{},"package":"AA"}"#, #"{"files":{"a":"1","a":"2"},"package":null}"#,
  ])
  func `does not know from`(json: String) {
    #expect(read(json) != nil)
    #expect(read(json)?.value == nil)
  }

  @Test func `names folders without the file and passes over hidden ones`() {
    let file = LocalFile(bytes: [], modified: 0)
    let files = InMemoryLocalFiles(["/v/b/Cargo.toml": file, "/v/.git/config": file])
    #expect(
      VendorChecksums.read(in: "/v", files: files).value
        == [
          VendoredFolder(
            name: "b", checksum: .unavailable("/v/b/.cargo-checksum.json: no such file"))
        ])
    #expect(VendorChecksums.read(in: "/w", files: files) == .unavailable("/w: no such folder"))
  }
}
