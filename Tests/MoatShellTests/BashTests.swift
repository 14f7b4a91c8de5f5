import MoatShell
import Testing

@Suite struct `Reading bash` {
  @Test func `reads words`() {
    let script = ShellScript("cargo publish", dialect: .bash)
    #expect(script.commands.map { $0.words.map(\.known) } == [["cargo", "publish"]])
  }
}
