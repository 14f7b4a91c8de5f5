import MoatCargo
import MoatModel
import MoatProvenance
import Testing

private func file(_ path: String, _ byte: UInt8 = 1) -> CrateFile {
  CrateFile(path: path, digest: SHA256Digest(bytes: [UInt8](repeating: byte, count: 32)))
}

@Suite struct `file comparison` {
  @Test func `tells changed, missing, dropped and extra apart`() {
    let folder = CrateFolder(
      files: [file("Cargo.toml"), file("build.rs"), file("src/lib.rs", 2), file(".cargo-ok")],
      foreign: [CrateFolder.Remark(path: "src/a.rs", reason: "is a symbolic link")])
    let record = [
      file("src/lib.rs"), file("src/a.rs"), file("Cargo.toml"), file("tests/a.rs"),
      file(".gitignore"), file("Cargo.toml.orig"), file("src/.gitattributes"),
    ]
    let vendored = FileComparison(folder, with: record, in: .vendored)
    #expect(vendored.changed == ["src/lib.rs"])
    #expect(vendored.missing == ["tests/a.rs"])
    #expect(vendored.dropped == [".gitignore", "Cargo.toml.orig", "src/.gitattributes"])
    #expect(vendored.extra.map(\.path) == ["build.rs", "src/a.rs"])
    let unpacked = FileComparison(folder, with: record, in: .unpacked)
    #expect(unpacked.dropped == [])
    #expect(
      unpacked.missing == [".gitignore", "Cargo.toml.orig", "src/.gitattributes", "tests/a.rs"])
  }

  @Test func `is equal where only Cargo's own files differ`() {
    let folder = CrateFolder(files: [file("lib.rs"), file(".cargo-ok"), file("Cargo.toml")])
    #expect(
      FileComparison(folder, with: [file("Cargo.toml"), file("lib.rs")], in: .unpacked).isEqual)
    let vendored = CrateFolder(files: [file("lib.rs"), file(".cargo-checksum.json")])
    #expect(FileComparison(vendored, with: [file("lib.rs")], in: .vendored).isEqual)
    #expect(!FileComparison(vendored, with: [file("lib.rs")], in: .unpacked).isEqual)
  }

  @Test func `does not call missing what could not be read`() {
    let folder = CrateFolder(
      files: [], unread: [CrateFolder.Remark(path: "lib.rs", reason: "permission denied")])
    #expect(FileComparison(folder, with: [file("lib.rs")], in: .unpacked).missing == [])
  }
}
