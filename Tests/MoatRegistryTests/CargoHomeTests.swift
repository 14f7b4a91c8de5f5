import MoatHost
import MoatModel
import MoatRegistry
import Testing

@Suite struct `Cargo's home` {
  private let sparse = "index.crates.io-1949cf8c6b5b557f"
  private let oldSparse = "index.crates.io-6f17d22bba15001f"
  private let git = "github.com-25cdd57fae9f0462"
  private let otherOnGitHub = "github.com-0123456789abcdef"
  private let one = "crates.example.com-0000000000000001"
  private let two = "crates.example.com-0000000000000002"

  private func home(_ names: [String], in part: String = "cache") -> CargoHome {
    let files = InMemoryFileSystem()
    for name in names { files.set("/cargo/registry/\(part)/\(name)", .directory) }
    files.set("/cargo/registry/\(part)/CACHEDIR.TAG", .file([]))
    return CargoHome(at: "/cargo", files: files)
  }

  private func folders(
    _ home: CargoHome, of source: PackageSource, replacedBy mirrors: [String] = []
  ) -> [String: Bool] {
    Dictionary(
      uniqueKeysWithValues: home.folders(
        .cache, of: source, replacedBy: mirrors.map { RedactedURL($0) }
      ).map { (PathText.lastComponent($0.path), $0.isCertain) })
  }

  @Test func `knows the folders of crates.io by name`() {
    let home = home([sparse, oldSparse, git, otherOnGitHub, one, "other", "a-xyz"])
    #expect(
      folders(home, of: .cratesIO)
        == [sparse: true, oldSparse: true, git: true, otherOnGitHub: false])
  }

  @Test func `finds other registries by host, sure only where the host has one`() throws {
    let source = try PackageSource(parsing: "sparse+https://Crates.Example.com:8080/one/")
    #expect(folders(home([sparse, one]), of: source) == [one: true])
    #expect(folders(home([sparse, one, two]), of: source) == [one: false, two: false])
  }

  @Test func `never takes crates.io's folder for another registry on its host`() throws {
    let source = try PackageSource(parsing: "registry+https://github.com/acme/index")
    #expect(folders(home([git, otherOnGitHub]), of: source) == [otherOnGitHub: false])
  }

  @Test func `finds what stands in for a registry`() {
    #expect(
      folders(
        home([sparse, one]), of: .cratesIO, replacedBy: ["sparse+https://crates.example.com/"])
        == [sparse: true, one: true])
    #expect(
      folders(home(["-0000000000000003"]), of: .cratesIO, replacedBy: ["file:///registry"])
        == ["-0000000000000003": true])
  }

  @Test func `says which parts cannot be listed, and is silent where there are none`() {
    #expect(CargoHome(at: "/none", files: InMemoryFileSystem()).unlistable.isEmpty)
    let files = InMemoryFileSystem()
    files.set("/cargo/registry/src", .failing(.permissionDenied))
    let home = CargoHome(at: "/cargo", files: files)
    #expect(home.unlistable.map(\.path) == ["/cargo/registry/src"])
    #expect(home.unlistable.map(\.reason) == ["permission denied"])
  }
}
