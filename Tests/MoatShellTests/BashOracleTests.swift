import Foundation
import MoatShell
import MoatTestSupport
import Testing

/// Against the real bash: what it calls a function with, and what we say.
@Suite struct `Against bash` {
  private static let bash: String? = Tool(named: "bash")?.path

  /// Scripts in which every command named `t` runs once, with words that are known.
  private static let scripts = [
    "t a 'b c' \"d e\" f\\ g", "t \"a\"'b'c", "t $'a\\tb\\n' \"$(echo)\"x",
    "X=1; t $X \"$X\" '$X' \\$X",
    "X='a b'; t $X \"$X\" ${X}c", "X=; t $X \"$X\" a$X", "t a\\\n b",
    "A=(1 '2 3'); t \"${A[@]}\" ${A[@]}",
    "A=(x); A+=(y z); t \"${A[*]}\"",
    "X=v1.2; t ${X#v} ${X%.*} ${X/v/w} ${X^^} ${X:-d} ${Y:-d} ${X:+s}",
    "X=a/b/c; t ${X##*/} ${X%/*} ${X#*/} ${X%%/*} ${X//\\//-}", "X=A; X+=B; t $X",
    "t <<E\nno $X\nE\nt after", "t <<'E' b\n$(t no)\nE", "t <<-E c\n\tx\n\tE\nt d", "t a;t b;t c",
    "t a # t b", "t a#b", "t '#' \"#\"", "{ t a; t b; }", "(t a; t b)", "if t a; then t b; fi",
    "for x in 1; do t $x; done", "case b in a) ;; b|c) t yes ;; esac",
    "f() { t \"$1\" \"$#\" ; }; f a",
    "f() { t \"$@\"; }; f 'a b' c", "f() { shift; t \"$@\"; }; f a b c",
    "f() { local X=2; t $X; }; X=1; f; t $X",
    "true && t a", "false || t b", "t a | cat", "echo x | t b", "eval 't a \"b c\"'",
    "eval t '\"a b\"'",
    "X='t a'; eval \"$X\"", "t $(:)", "t a > /dev/null b", "2>/dev/null t a", "t a 2>&1",
    "t a &> /dev/null",
    "X=1 t a", "X=1; (X=2; t $X); t $X", "X=1; { X=2; }; t $X", "unset X; t a$X", "t \"\" '' a",
    "t \"a\\\"b\" \"a\\$b\" \"a\\nb\" 'a\\nb'", "t a\"b\"'c'$'d'", "t ~x", "t {a", "t a}",
    "t =a b=c",
    "while t a; do break; done", "until t a; do :; done", "[[ a == a ]] && t y", "((1 + 1)) && t y",
    "t `echo` a", "t $((1+1))x y | cat", "function g { t a; }; g", "! t a",
    "time t a",
    "builtin eval 't a'", "export X=1; t $X", "declare X=1; t $X", "readonly Z=1; t $Z",
    "set -e; t a",
    "t a && t b || t c", "if false; then :; else t b; fi", "t \\'a\\'", "t \"'a'\"", "t '\"a\"'",
    "t é 'ü ö'",
  ]

  @Test(.enabled(if: bash != nil), arguments: scripts)
  func `the words are the same`(script: String) async throws {
    let path = try #require(Self.bash)
    // Each call is a line, each word behind a byte that no script has.
    let preamble = "t() { printf '\\001%s' \"$@\" >&9; printf '\\n\\002' >&9; }\n"
    let output = try await Task.detached { try Self.run(path, preamble + script) }.value
    let real = output.components(separatedBy: "\n\u{2}").dropLast().map {
      $0.components(separatedBy: "\u{1}").dropFirst().map { String($0) }
    }
    let read = ShellScript(script, dialect: .bash).commands.filter { $0.name == "t" }
    #expect(!real.isEmpty, "bash ran nothing")
    let isWholeKnown = read.allSatisfy { $0.words.allSatisfy { $0.known != nil } }
    if isWholeKnown, !script.contains("t a && t b || t c") {
      let ours = read.map { command in
        let words = command.arguments.map { $0.known ?? "" }
        // printf prints its format once for no words.
        return words.isEmpty ? [""] : words
      }
      #expect(ours == real.map { Array($0) }, "\(script)")
    } else {
      #expect(read.count >= real.count)
    }
  }

  private static func run(_ path: String, _ script: String) throws -> String {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-bash-\(UInt64.random(in: 0 ... .max))")
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-c", "exec 9>'\(file.path)'\n\(script)\n"]
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }
}
