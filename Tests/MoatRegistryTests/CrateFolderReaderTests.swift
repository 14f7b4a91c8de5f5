import MoatArchive
import MoatCargo
import MoatHost
import MoatModel
import MoatRegistry
import Testing

@Suite struct `crate folder reader` {
  private let files = InMemoryFileSystem([
    "/c/src/lib.rs": "fn main() {}",
    "/c/Cargo.toml": "[package]\nname = \"c\"\nversion = \"1.0.0\"\n",
    "/c/.cargo-checksum.json": #"{"files":{},"package":null}"#, "/d/src/lib.rs": "fn main() {}",
  ])

  @Test func `hashes every file, and keeps the documents`() throws {
    var reader = try CrateFolderReader(files: files)
    let reading = try reader.read("/c")
    #expect(
      reading.folder.files.map(\.path) == [".cargo-checksum.json", "Cargo.toml", "src/lib.rs"])
    let expected = try SHA256Hasher.digest(of: Array("fn main() {}".utf8))
    #expect(reading.folder.files.last?.digest == expected)
    #expect(reading.documents.keys.sorted() == [".cargo-checksum.json", "Cargo.toml"])
    // The next folder starts anew.
    let next = try reader.read("/d")
    #expect(next.folder.files == [CrateFile(path: "src/lib.rs", digest: expected)])
    #expect(next.documents.isEmpty)
  }

  @Test func `tells links and unreadable files apart`() throws {
    files.set("/c/link", .symlink(to: "/etc/passwd"))
    files.set("/c/pipe", .fifo)
    files.set("/c/secret", .failing(.permissionDenied))
    var reader = try CrateFolderReader(files: files)
    let folder = try reader.read("/c").folder
    #expect(folder.foreign.map(\.path) == ["link", "pipe"])
    #expect(folder.unread == [CrateFolder.Remark(path: "secret", reason: "permission denied")])
  }

  @Test func `a fingerprint is the same with and without reading, until something changes`() throws
  {
    var reader = try CrateFolderReader(files: files)
    let first = try reader.read("/c").fingerprint
    #expect(try reader.fingerprint(of: "/c") == first)
    files.set("/c/src/lib.rs", .file(Array("fn main() {}".utf8)))
    let touched = try reader.fingerprint(of: "/c")
    #expect(touched != first)
    files.set("/c/src/new.rs", .file([]))
    #expect(try reader.fingerprint(of: "/c") != touched)
  }

  @Test func `names a vendored crate by its manifest`() throws {
    var reader = try CrateFolderReader(files: files)
    let crate = VendoredCrate(path: "/c", try reader.read("/c"))
    #expect(crate?.identity == .known(PackageIdentity(name: "c", version: "1.0.0")))
    #expect(VendoredCrate(path: "/d", try reader.read("/d")) == nil, "no manifest, no crate")
    files.set("/d/Cargo.toml", .symlink(to: "/c/Cargo.toml"))
    let linked = VendoredCrate(path: "/d", try reader.read("/d"))
    #expect(linked?.identity == .unavailable("`Cargo.toml` could not be read"))
    files.set("/d/Cargo.toml", .file(Array("[package]\nname = 1\n".utf8)))
    let nameless = VendoredCrate(path: "/d", try reader.read("/d"))
    #expect(nameless?.identity == .unavailable("`Cargo.toml` gives no name and version"))
  }
}
