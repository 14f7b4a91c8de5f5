import MoatModel
import MoatVetting
import Testing

@Suite struct `Archive digests in notes` {
  private let hex = String(repeating: "0123456789abcdef", count: 4)

  private func note(_ version: Version) throws -> ArchiveDigestNote {
    ArchiveDigestNote(
      crate: "serde_json", version: version, digest: try SHA256Digest(parsing: hex))
  }

  @Test func `are written as sha256sum --tag does`() throws {
    #expect(try note(Version(1, 0, 1)).text == "SHA256 (serde_json-1.0.1.crate) = \(hex)")
  }

  @Test func `are read back`() throws {
    let one = try note(Version(1, 0, 1))
    let two = try note(Version(1, 0, 2, prerelease: "rc.1", build: "b.2"))
    let notes =
      "Read it all.\r\n  \(one.text)\n\(two.text) by hand\nSHA256 (other-1.0.0.crate) = \(hex)"
    #expect(ArchiveDigestNote.all(in: notes, crate: "serde_json") == [one, two])
    #expect(ArchiveDigestNote.all(in: nil, crate: "serde_json").isEmpty)
  }

  @Test(arguments: [
    "", "SHA256 (", "SHA256 (serde_json-", "SHA256 (serde_json-.crate) = ",
    "SHA256 (serde_json-1.0.crate) = 00", "SHA256 (serde_json-1.0.0.crate) = 00",
    "SHA256 (serde_json-1.0.0.crate) = é", "sha256 (serde_json-1.0.0.crate) = 00",
    "SHA256 (serde_json.crate) = 00", "SHA256 (serde_json.crate) = .crate) = ",
  ])
  func `are not seen in`(line: String) {
    #expect(ArchiveDigestNote(line: line, crate: "serde_json") == nil)
  }

  @Test func `are added to notes, once for each version`() throws {
    let note = try note(Version(1, 0, 1))
    #expect(note.recorded(in: nil) == note.text)
    #expect(note.recorded(in: "\n") == note.text)
    let once = note.recorded(in: "Looks fine.\n")
    #expect(once == "Looks fine.\n\(note.text)\n")
    #expect(note.recorded(in: once) == once)
    let older = "SHA256 (serde_json-1.0.1.crate) = " + String(repeating: "f", count: 64)
    #expect(note.recorded(in: "\(older)\nLooks fine.") == "\(note.text)\nLooks fine.")
  }
}
