import MoatFindings
import MoatModel
import Testing

@testable import MoatRendering

@Suite struct `GitHub commands` {
  @Test func `name file, lines and columns`() {
    let lines = GitHubRenderer().render(Sample.report([Sample.serde])).split(separator: "\n")
    #expect(
      lines == [
        "::error file=Cargo.lock,line=4,endLine=4,col=1,endColumn=14,title=error[missing-checksum]"
          + "::`serde 1.0.0` has no checksum%0Apath: geckodriver → hyper → serde, and 11 more"
          + "%0Anote: reaches shipped code%0Ahelp: delete the entry and run `cargo fetch`",
        "moat: 1 error · 1 lockfile, 756 packages, 34 rules · 1,225 advisories of 2026-08-21",
        "verdict: findings (exit 1)",
      ])
  }

  @Test func `escape what would end a command`() {
    #expect(GitHubRenderer.property("a:b,c%\n") == #"a%3Ab%2Cc%25\n"#)
    // A combining mark makes one character of both, which must not hide the sign.
    #expect(GitHubRenderer.property("%\u{301},\u{301}") == "%25\u{301}%2C\u{301}")
    #expect(GitHubRenderer.data("50%\r\n##[add-mask]x") == "50%25%0D%0A# #[add-mask]x")
  }

  @Test func `stop at what GitHub shows and count the rest`() {
    let many = (1...13).map {
      JudgedFinding(Finding(Sample.checksum, "m\($0)", at: Label("Cargo.lock")), level: .deny)
    }
    let text = GitHubRenderer().render(Sample.report(many + [Sample.unmaintained("bincode")]))
    #expect(text.components(of: "::error ") == 10)
    #expect(text.components(of: "::warning ") == 1)
    #expect(
      text.contains(
        "\n::notice title=moat::3 more findings without an annotation: see the report\n"))
  }
}
