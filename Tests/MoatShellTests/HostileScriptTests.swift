import MoatShell
import MoatTestSupport
import Testing

/// Scripts made to cost time, memory or the stack.
@Suite(.computes) struct `Hostile scripts` {
  private static let nests = [
    "(", "$(", "\"$(", "${x:-", "`", "{ ", "if a; then ", "while a; do ", "a() ", "coproc ", "! ",
    "case a in a) ", "bash -c '", "eval \"", "<(", "[[ ", "((", "$((", "'", "\"", "<<E\n", "a|",
    "a&&",
    "time ", "sudo ", "@(", "for x in a; do ", "x=(", "a[", "$'\\x", "function f ", "&", "\\\n",
    "if a if ", "if exist x ", "for %%i in (a) do ", "$x=", ".a(", "$x.a(", "@{", "@'\n", "<#",
    "& ",
    "try {", "[a]", "%", "%%", "^", "!a", "set x=", "catch ", "else ", "trap '", "find -exec ",
  ]

  @Test(arguments: nests)
  func `repeat without end`(part: String) {
    for dialect in [ShellDialect.bash, .powershell, .cmd] {
      let time = ProcessorTime.measure {
        let text = String(repeating: part, count: 20_000 / part.utf8.count) + "\ncargo publish\n"
        _ = ShellScript(text, dialect: dialect)
      }
      #expect(time < .seconds(10), "\(dialect) \(part)")
    }
  }

  @Test(
    arguments: [
      "X='eval \"$X\"; eval \"$X\"'\neval \"$X\"",
      "f() { f; f; }\nf", "f() { g; g; }\ng() { f; f; }\nf",
      "X=$X$X$X\nX=$X$X\n" + String(repeating: "X=\"$X$X\"\n", count: 200),
      String(repeating: "X=1\nif a; then X=2; fi\n", count: 3_000),
      (0..<3_000).map { "X\($0)=\($0)\n" }.joined(),
      String(repeating: "for a in 1 2 3; do ", count: 30) + "b",
      String(repeating: "cat <<E\n", count: 3_000),
      String(repeating: "cat <<E 'x\n", count: 3_000),
    ])
  func `of bash double`(text: String) {
    let time = ProcessorTime.measure { _ = ShellScript(text, dialect: .bash) }
    #expect(time < .seconds(10))
  }

  @Test func `of PowerShell quote themselves`() {
    let text = "$env:x = '" + String(repeating: "iex $env:x;", count: 500) + "'\niex $env:x"
    let time = ProcessorTime.measure { _ = ShellScript(text, dialect: .powershell) }
    #expect(time < .seconds(10))
  }

  @Test func `are cut where they are too large`() {
    let text = String(repeating: "a\n", count: ShellLimit.scriptSize)
    let script = ShellScript(text, dialect: .bash)
    #expect(script.problems.map(\.kind).contains(.tooLarge))
    #expect(script.commands.count > 1_000)
  }

  /// Other problems before it must not hide that the rest is unread.
  @Test(arguments: [
    (ShellDialect.bash, ")\n"), (.powershell, ")\n"), (.cmd, "a \"b\n"),
  ])
  func `are left where they have too many commands`(dialect: ShellDialect, problem: String) {
    let script = ShellScript(
      String(repeating: problem, count: 30) + String(repeating: "a & b | c\n", count: 20_000),
      dialect: dialect)
    #expect(script.commands.count < 20_010)
    #expect(script.problems.count == 21)
    #expect(script.problems.last?.kind == .tooManyCommands)
  }

  @Test(arguments: [
    (ShellDialect.bash, "eval 'a'\n"), (.bash, "cmd /c 'a'\n"), (.powershell, "iex 'a'\n"),
    (.cmd, "pwsh -c a\r\n"),
  ])
  func `say that scripts in quotes were not all read`(dialect: ShellDialect, line: String) {
    let few = ShellScript(String(repeating: line, count: 20), dialect: dialect)
    #expect(few.problems.isEmpty)
    let many = ShellScript(String(repeating: line, count: 3_000), dialect: dialect)
    #expect(many.problems.map(\.kind) == [.tooManyCommands])
  }

  @Test func `have masks anywhere`() {
    let text = "a 'b ${{ x }} c' \"d\" ${{ y }}"
    for dialect in [ShellDialect.bash, .powershell, .cmd] {
      for lower in 0..<text.utf8.count {
        for length in [1, 3, 9, 100] {
          let script = ShellScript(
            text, dialect: dialect, masks: [ShellMask(range: lower..<lower + length, id: 1)])
          for command in script.commands {
            #expect(command.range.upperBound <= text.utf8.count)
          }
        }
      }
    }
  }
}
