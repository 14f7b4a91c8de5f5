import MoatShell
import Testing

/// The commands of a script as lists of words, `?` for a word that is not known.
func commands(
  _ text: String, _ dialect: ShellDialect = .bash, variables: [String: ShellText] = [:]
) -> [[String]] {
  ShellScript(text, dialect: dialect, variables: variables).commands
    .map { $0.words.map { $0.known ?? "?" } }.filter { !$0.isEmpty }
}

@Suite struct `Words of bash` {
  /// Ways to write the same two words.
  @Test(
    arguments: [
      "cargo publish",
      "cargo  publish",
      "cargo publish # now",
      "cargo publish;",
      "cargo publish &",
      "  cargo\tpublish",
      "cargo \\\n  publish",
      "\\cargo publish",
      "\"cargo\" publish",
      "'cargo' 'publish'",
      "car\"go\" pub'lish'",
      "$'cargo' $\"publish\"",
      "$'\\x63argo' publish",
      "sudo cargo publish",
      "sudo -E -u builder cargo publish",
      "env cargo publish",
      "env A=1 B=2 cargo publish",
      "env -i PATH=/bin cargo publish",
      "A=1 cargo publish",
      "A=1 B= cargo publish",
      "time cargo publish",
      "time -p cargo publish",
      "nice -n 10 cargo publish",
      "nohup cargo publish",
      "exec cargo publish",
      "command cargo publish",
      "builtin command cargo publish",
      "timeout 10m cargo publish",
      "timeout -k 5 -s INT 10m cargo publish",
      "stdbuf -oL cargo publish",
      "xargs -n 1 cargo publish",
      "sudo env RUST_LOG=debug nice cargo publish",
      "bash -c 'cargo publish'",
      "sh -euxc \"cargo publish\"",
      "bash -e -o pipefail -c 'cargo publish'",
      "/bin/bash -lc 'cargo publish'",
      "eval cargo publish",
      "eval 'cargo publish'",
      "bash <<EOF\ncargo publish\nEOF",
      "bash -s <<'EOF'\ncargo publish\nEOF",
      "bash <<-EOF\n\tcargo publish\n\tEOF\n",
      "sh <<< 'cargo publish'",
      "cat <<EOF | sh\ncargo publish\nEOF",
      "echo cargo publish | bash",
      "docker run --rm rust sh -c 'cargo publish'",
      "X=publish; cargo $X",
      "X=publish\ncargo \"${X}\"",
      "C=cargo P=publish; $C $P",
      "X='cargo publish'; $X",
      "X=cargo-publish; ${X/-/ }",
      "X=publish-1; cargo ${X%-*}",
      "X=v-publish; cargo ${X#v-}",
      "X=PUBLISH; cargo ${X,,}",
      "A=(cargo publish); \"${A[@]}\"",
      "A=(cargo); A+=(publish); ${A[*]}",
      "export X=publish; sh -c 'cargo $X'",
      "declare -x X=publish; bash -c 'cargo \"$X\"'",
      "f() { cargo publish; }; f",
      "function f { cargo \"$1\"; }\nf publish",
      "f() { \"$@\"; }; f cargo publish",
      "f() ( shift; cargo $1 ); f a publish",
      "f() { local X=publish; cargo $X; }; X=no; f",
      "(cargo publish)",
      "{ cargo publish; }",
      "( ( cargo publish ) )",
      "for x in publish; do cargo $x; done",
      "for x in 1 2 3; do cargo publish; done",
      "for ((i=0; i<3; i++)); do cargo publish; done",
      "while true; do cargo publish; done",
      "if true; then cargo publish; fi",
      "case $X in a) cargo publish ;; esac",
      "case $X in (a|b) cargo publish;& c) ;; esac",
      "coproc cargo publish",
      "! cargo publish",
      "X=$(cargo publish)",
      "echo \"$(cargo publish)\"",
      "echo `cargo publish`",
      "diff <(cargo publish) x",
      "cargo publish > log 2>&1",
      ">log cargo publish",
      "cargo publish &> log",
      "cargo publish <<< yes",
      "yes | cargo publish",
      "cargo publish |& tee log",
      "true && cargo publish",
      "false || cargo publish",
      "cd x && cargo publish && cd ..",
      "[[ $X =~ ^(a|b)$ ]] && cargo publish",
      "[ -f x ] && cargo publish",
      "(( X > 2 )) && cargo publish",
      "trap 'cargo publish' EXIT",
      "find . -name Cargo.toml -exec cargo publish \\;",
      "rustup run nightly cargo publish",
      "echo 'unclosed\ncargo publish",
      "echo \"unclosed\ncargo publish",
      "if true; then\ncargo publish",
      "echo $(( 1 + (2 * 3) )); cargo publish",
      "echo )\ncargo publish",
      "fi\ncargo publish",
      "cargo publish\r\n",
      "#!/bin/sh\ncargo publish",
    ])
  func `are found in`(script: String) {
    let found = commands(script).contains { words in
      words.count >= 2 && words[0] == "cargo" && words[1] == "publish"
    }
    #expect(found, "\(commands(script))")
  }

  @Test(
    arguments: [
      "cargo build -p publish", "echo cargo publish", "# cargo publish", "cargo 'publish it'",
      "cat <<EOF\ncargo publish\nEOF", "echo 'cargo publish'", "command -v cargo publish",
      "cargo $X", "X=publish; unset X; cargo $X", "X=a; X=$(date); cargo $X",
      "printf '%s' \"cargo publish\"", "f() { local X=publish; }; f; cargo $X",
      "for x in $(cat list); do cargo $x; done", "if a; then X=publish; else X=$Y; fi; cargo $X",
      "(X=publish); cargo $X", "read X; cargo $X", "cargo \\\\\npublish", "a[publish]=cargo",
      "while read x; do X=publish; done; cargo $X",
    ])
  func `are not made up in`(script: String) {
    let found = commands(script).contains { $0.starts(with: ["cargo", "publish"]) }
    #expect(!found, "\(commands(script))")
  }

  @Test func `keep what is unknown apart from what is known`() throws {
    let script = ShellScript("cargo +$T install \"$A$B\" x${C}y $D", dialect: .bash)
    let words = try #require(script.commands.first).words
    #expect(
      words.map(\.text.parts) == [
        [.literal("cargo")], [.literal("+"), .variable("T")], [.literal("install")],
        [.variable("A"), .variable("B")], [.literal("x"), .variable("C"), .literal("y")],
        [.variable("D")],
      ])
    #expect(words.map(\.mayBeSeveral) == [false, true, false, false, true, true])
  }

  @Test func `have the choices of branches and loops`() throws {
    let script = ShellScript(
      "if w; then H=a; else H=b; fi; check $H; for t in x y; do use v-$t; done", dialect: .bash)
    let check = try #require(script.commands.first { $0.name == "check" })
    #expect(check.words[1].text.alternatives == ["a", "b"])
    let use = try #require(script.commands.first { $0.name == "use" })
    #expect(use.words[1].text.alternatives == ["v-x", "v-y"])
  }

  @Test func `have masks in them`() throws {
    let text = "if ${{ x }}; then cargo +${{ y }} publish \"${{ z }}\"; fi"
    func range(_ part: String) -> Range<Int> {
      let start = text.utf8.count - text[text.range(of: part).lowerBound...].utf8.count
      return start..<start + part.utf8.count
    }
    let script = ShellScript(
      text, dialect: .bash,
      masks: [
        ShellMask(range: range("${{ x }}"), id: 1),
        ShellMask(range: range("${{ y }}"), id: 2, values: ["1.80", "nightly"]),
        ShellMask(range: range("${{ z }}"), id: 3, values: ["a b"]),
      ])
    #expect(script.problems.isEmpty)
    #expect(
      script.commands.map { $0.words.map(\.text.parts) } == [
        [[.mask(1)]],
        [
          [.literal("cargo")], [.literal("+"), .choice(["1.80", "nightly"])],
          [.literal("publish")], [.literal("a b")],
        ],
      ])
  }

  @Test func `know where they stand`() throws {
    let text = "a; sudo  'cargo' \"pub\"lish; bash -c 'cargo test'"
    let script = ShellScript(text, dialect: .bash)
    let bytes = Array(text.utf8)
    func source(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    #expect(
      script.commands.map { $0.words.map { source($0.range) } } == [
        ["a"], ["'cargo'", "\"pub\"lish"], ["bash", "-c", "'cargo test'"], ["cargo", "test"],
      ])
    #expect(
      script.commands.map { source($0.range) } == [
        "a", "sudo  'cargo' \"pub\"lish", "bash -c 'cargo test'", "cargo test",
      ])
  }

  @Test func `reach commands through redirections and here-documents`() throws {
    let script = ShellScript(
      "sha256sum -c <<< \"$H f\"; cat > out <<EOF 2>&1\nx $(id)\nEOF\nnext", dialect: .bash)
    let check = try #require(script.commands.first)
    #expect(check.redirects.map(\.kind) == [.text])
    #expect(check.redirects[0].target.parts == [.variable("H"), .literal(" f")])
    let cat = try #require(script.commands.first { $0.name == "cat" })
    #expect(cat.redirects.map(\.kind) == [.output, .text, .duplicate])
    #expect(cat.redirects[0].target.known == "out")
    #expect(script.commands.map(\.name) == ["sha256sum", "id", "cat", "next"])
  }

  @Test func `know the program whatever folder it is in`() {
    for path in ["~/.cargo/bin/cargo", "$HOME/.cargo/bin/cargo", "cargo.exe", "./cargo"] {
      #expect(ShellScript(path, dialect: .bash).commands.first?.name == "cargo", "\(path)")
    }
    #expect(ShellScript("$CARGO build", dialect: .bash).commands.first?.name == nil)
  }

  @Test func `carry Cargo's environment`() throws {
    let script = ShellScript(
      "export CARGO_HOME=/x; RUSTUP_TOOLCHAIN=1.80 cargo build; CARGO_NO=1; cargo test",
      dialect: .bash, variables: ["CARGO_INCREMENTAL": ShellText("0")])
    let builds = script.commands.filter { $0.name == "cargo" }
    #expect(
      builds.map { $0.environment.mapValues(\.known) } == [
        ["CARGO_HOME": "/x", "RUSTUP_TOOLCHAIN": "1.80", "CARGO_INCREMENTAL": "0"],
        ["CARGO_HOME": "/x", "CARGO_INCREMENTAL": "0"],
      ])
  }
}

extension String {
  /// The first range of a text that is there.
  fileprivate func range(of part: String) -> Range<String.Index> {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return endIndex..<endIndex
  }
}
