import MoatModel
import Testing

@Suite struct `a package source` {
  @Test func `knows crates.io by both of its names`() throws {
    for text in PackageSource.cratesIOIndexes {
      #expect(try PackageSource(parsing: text).isCratesIO)
    }
    #expect(try !PackageSource(parsing: "registry+https://example.com/index").isCratesIO)
  }

  @Test func `reads a git source`() throws {
    let source = try PackageSource(
      parsing: "git+https://example.com/a.git?branch=feature%2Fx+y#0123456789abcdef")
    #expect(
      source.kind
        == .git(
          RedactedURL("https://example.com/a.git"), reference: .branch("feature/x y"),
          commit: "0123456789abcdef"))
  }

  @Test(arguments: ["", "crates.io", "svn+https://x", "git+"])
  func `refuses`(text: String) {
    #expect(throws: PackageSource.Malformed.self) { try PackageSource(parsing: text) }
  }

  @Test func `never prints credentials`() throws {
    let source = try PackageSource(parsing: "git+https://user:secret@example.com/a?rev=1#2")
    #expect(!source.description.contains("secret"))
    #expect(RedactedURL("ssh://git@example.com/a").description == "ssh://git@example.com/a")
    #expect(
      RedactedURL.redacting("a (git+https://u:p@one.example/x), `https://q@r@two.example?x=@`, a@b")
        == "a (git+https://***@one.example/x), `https://***@two.example?x=@`, a@b")
    #expect(RedactedURL("https://t0ken@example.com").description == "https://***@example.com")
    #expect(RedactedURL("https://t0ken@example.com:8080/x").host == "example.com")
  }

  @Test(arguments: ["pa(ss)", "pa'ss", "pa\"ss", "pa ss", "pa@ss", "pa`ss<>", "p\u{e9}ss", ":@:"])
  func `never prints a password, whatever is in it`(password: String) {
    let url = RedactedURL("https://user:\(password)@example.com/a")
    #expect(url.description == "https://***@example.com/a")
    #expect(url.host == "example.com")
  }

  @Test func `redacts passwords with brackets and apostrophes in a text`() {
    #expect(
      RedactedURL.redacting("cannot reach 'https://u:p(1)'2@one.example/x' (from y)")
        == "cannot reach 'https://***@one.example/x' (from y)")
  }
}
