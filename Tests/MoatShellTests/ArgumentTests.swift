import MoatShell
import Testing

@Suite struct `What commands are asked` {
  private func command(_ text: String, _ dialect: ShellDialect = .bash) throws -> ShellCommand {
    try #require(ShellScript(text, dialect: dialect).commands.last)
  }

  @Test(
    arguments: [
      ("cargo build --locked", .yes), ("cargo build --frozen", .yes), ("cargo build", .no),
      ("cargo --locked build", .yes), ("cargo build -- --locked", .no),
      ("cargo +nightly build --locked", .yes), ("cargo -Z x build", .no),
      ("cargo build --target $T", .no), ("cargo build $FLAGS", .unknown),
      ("cargo build \"$FLAGS\"", .unknown), ("cargo build --features $F --locked", .yes),
      ("cargo build -p $P", .no), ("cargo build -p$P", .no),
      ("F='--release --locked'; cargo build $F", .yes), ("cargo run -- $ARGS", .no),
      ("cargo build \"${ARGS[@]}\"", .unknown),
    ] as [(String, Certainty)])
  func `locked or not`(text: String, expected: Certainty) throws {
    let cargo = try #require(CargoInvocation(try command(text)))
    #expect(cargo.isLocked == expected, "\(text)")
  }

  @Test func `of cargo install`() throws {
    let git = try #require(
      CargoInvocation(
        try command("cargo install --git=https://g.example/x --rev abc --locked x y@1.2.3")))
    #expect(git.subcommand == "install")
    #expect(git.git?.known == "https://g.example/x")
    #expect(git.rev?.known == "abc")
    #expect(git.crates.map(\.name.known) == ["x", "y"])
    #expect(git.crates.map { $0.version?.known } == [nil, "1.2.3"])
    let path = try #require(CargoInvocation(try command("cargo install --path . --debug")))
    #expect(path.path?.known == ".")
    #expect(path.crates.isEmpty)
    let binstall = try #require(
      CargoInvocation(try command("cargo-binstall -y --version $V a-$B@$C")))
    #expect(binstall.subcommand == "binstall")
    #expect(binstall.crates[0].name.parts == [.literal("a-"), .variable("B")])
    #expect(binstall.crates[0].version?.parts == [.variable("C")])
  }

  @Test(arguments: ["cargo --version", "cargo", "cargo +nightly", "carg build", "cargo $X"])
  func `no subcommand of cargo`(text: String) throws {
    #expect(CargoInvocation(try command(text)) == nil)
  }

  @Test func `the toolchain of cargo`() throws {
    for text in [
      "cargo +1.80 build", "RUSTUP_TOOLCHAIN=1.80 cargo build", "rustup run 1.80 cargo build",
      "export RUSTUP_TOOLCHAIN=1.80; cargo build",
    ] {
      let cargo = try #require(CargoInvocation(try command(text)))
      #expect(cargo.toolchain?.known == "1.80", "\(text)")
    }
  }

  @Test(
    arguments: [
      ("rustup toolchain install nightly --profile minimal", .install, ["nightly"]),
      ("rustup install 1.80 1.81", .install, ["1.80", "1.81"]),
      ("rustup update", .updateAll, []), ("rustup update stable", .install, ["stable"]),
      ("rustup default nightly", .setDefault, ["nightly"]),
      ("rustup override set beta", .setDefault, ["beta"]),
      ("rustup target add x", .other, ["add", "x"]), ("rustup toolchain list", .other, []),
    ] as [(String, RustupInvocation.Action, [String])])
  func `of rustup`(text: String, action: RustupInvocation.Action, names: [String]) throws {
    let rustup = try #require(RustupInvocation(try command(text)))
    #expect(rustup.action == action)
    #expect(rustup.toolchains.map(\.known) == names)
  }

  @Test(
    arguments: [
      ("curl -LO https://x.example/a.tgz?x=1", "a.tgz"),
      ("curl -sSfL -o b.tgz https://x.example/a.tgz", "b.tgz"),
      ("curl https://x.example/a.tgz --output=b", "b"), ("curl https://x.example/a > c", "c"),
      ("curl -sSf https://x.example/a", nil), ("curl -L x -o -", nil),
      ("curl --output-dir d -O https://x.example/a", "d/a"), ("curl -ob https://x.example/a", "b"),
      ("wget https://x.example/a.tgz", "a.tgz"), ("wget -qO- https://x.example/a", nil),
      ("wget -q https://x.example/a -O b", "b"), ("wget -P d https://x.example/a", "d/a"),
      ("gh release download v1 -p a.tgz -R o/r", "a.tgz"),
      ("gh release download -O b --pattern 'a*'", "b"),
      ("aria2c -d d -o f https://x.example/a", "d/f"),
    ] as [(String, String?)])
  func `of downloaders`(text: String, file: String?) throws {
    let download = try #require(DownloadCommand(try command(text)))
    #expect(download.items.count == 1)
    #expect(download.items.first?.file?.known == file)
  }

  @Test(
    arguments: [
      ("tar xzf a.tgz -C d", .unpack, ["a.tgz"]), ("tar -xzf a.tgz", .unpack, ["a.tgz"]),
      ("tar xfz a.tgz", .unpack, ["a.tgz"]), ("tar -x --file=a.tgz", .unpack, ["a.tgz"]),
      ("tar xz", .unpack, []), ("tar xzf -", .unpack, []),
      ("unzip -o a.zip -d d", .unpack, ["a.zip"]),
      ("7z x a.7z -od", .unpack, ["a.7z"]), ("gunzip a.gz", .unpack, ["a.gz"]),
      ("sudo dpkg -i a.deb", .install, ["a.deb"]),
      ("apt-get install -y ./a.deb", .install, ["./a.deb"]),
      ("chmod +x a", .install, ["a"]), ("chmod 755 a b", .install, ["a", "b"]),
      ("install -m 755 a /usr/local/bin/a", .install, ["a"]), ("mv a /usr/bin", .install, ["a"]),
      ("bash a.sh", .run, ["a.sh"]), ("bash -e a.sh x", .run, ["a.sh"]), (". ./a", .run, ["./a"]),
      ("./a -x", .run, ["./a"]), ("python3 a.py", .run, ["a.py"]), ("sh -s -- -y", .run, []),
      ("mv a b", .move(to: ShellText("b")), ["a"]),
    ] as [(String, FileUse.Kind, [String])])
  func `of unpackers, installers and runners`(
    text: String, kind: FileUse.Kind, files: [String]
  ) throws {
    let use = try #require(FileUse(try command(text)))
    #expect(use.kind == kind)
    #expect(use.files.map(\.known) == files)
  }

  @Test(arguments: ["tar czf a.tgz d", "chmod 644 a", "apt-get install curl", "ls a", "bash -c x"])
  func `no use of a file`(text: String) throws {
    #expect(FileUse(try command(text)) == nil)
  }

  @Test(
    arguments: [
      ("sha256sum -c <<< \"h f\"", .hash), ("shasum -a 256 --check f.sha", .hash),
      ("sha256sum f", .printedHash), ("openssl dgst -sha256 f", .printedHash),
      ("openssl dgst -sha256 -verify k -signature s f", .signature),
      ("minisign -Vm f -P k", .signature), ("gpg --verify f.asc f", .signature),
      ("cosign verify-blob --bundle b f", .signature),
      ("gh attestation verify f -R o/r", .signature),
      ("rsign verify f", .signature), ("b2sum -c x", .hash),
    ] as [(String, CheckCommand.Kind)])
  func `of checkers`(text: String, kind: CheckCommand.Kind) throws {
    #expect(try #require(CheckCommand(try command(text))).kind == kind)
  }
}
