/// `cargo …` or `cargo-binstall …`, as Cargo reads its arguments.
///
/// The options are those of cargo 1.95, `cargo help`; of a program that Cargo does not come with,
/// only the options that Cargo has too are known to take a value.
package struct CargoInvocation: Sendable {
  /// `1.80` of `cargo +1.80 build`, of `rustup run` or of `RUSTUP_TOOLCHAIN`.
  package let toolchain: ShellText?
  /// The word of the subcommand; `binstall` for `cargo-binstall`.
  package let subcommand: String
  package let subcommandWord: ShellWord
  package let arguments: ShellArguments
  package let command: ShellCommand

  /// - Returns: nil for another program, and without a subcommand: `cargo --version`.
  package init?(_ command: ShellCommand) {
    guard let name = command.name, name.hasPrefix("cargo") else { return nil }
    self.command = command
    var words = command.words[...]
    guard let program = words.popFirst() else { return nil }
    var toolchain = command.environment["RUSTUP_TOOLCHAIN"]
    if name == "cargo" {
      if let first = words.first, first.text.knownPrefix.hasPrefix("+") {
        words.removeFirst()
        var parts = first.text.parts
        parts[0] = .literal(String(first.text.knownPrefix.dropFirst()))
        toolchain = ShellText(parts: parts)
      }
      while let word = words.first, word.text.knownPrefix.hasPrefix("-") {
        words.removeFirst()
        if let text = word.known, Self.globalValued.contains(text) { _ = words.popFirst() }
      }
      guard let word = words.popFirst(), let text = word.known else { return nil }
      subcommand = Self.aliases[text] ?? text
      subcommandWord = word
    } else if name.hasPrefix("cargo-") {
      subcommand = String(name.dropFirst("cargo-".count))
      subcommandWord = program
      // Cargo gives a program of its own the subcommand as first word; people need not.
      if words.first?.known == subcommand { words.removeFirst() }
    } else {
      return nil
    }
    self.toolchain = toolchain
    arguments = ShellArguments(
      words,
      valued: subcommand == "binstall" ? Self.binstallValued : Self.valued)
  }

  private static let globalValued: Set<String> = ["--color", "-C", "-Z", "--config"]

  private static let aliases = [
    "b": "build", "c": "check", "d": "doc", "r": "run", "t": "test", "rm": "remove",
  ]

  private static let valued: Set<String> = [
    "--git", "--rev", "--tag", "--branch", "--version", "--vers", "--path", "--registry",
    "--index", "--root", "--target", "--target-dir", "--manifest-path", "--features", "-F",
    "--profile", "-j", "--jobs", "--color", "-Z", "--config", "-p", "--package", "--exclude",
    "--bin", "--example", "--test", "--bench", "--message-format", "--token", "--lockfile-path",
    "--artifact-dir", "--precise", "-C", "--edges", "-e", "--prune", "--depth", "--host",
  ]

  private static let binstallValued: Set<String> = [
    "--version", "--git", "--manifest-path", "--pkg-url", "--pkg-fmt", "--bin-dir", "--targets",
    "--install-path", "--root", "--strategies", "--disable-strategies", "--rate-limit", "--index",
    "--registry", "--github-token", "--log-level", "--maximum-resolution-timeout",
    "--min-tls-version", "--root-certificates", "--settings",
  ]

  /// Whether `--locked` or `--frozen` is given. Unknown where a word may be an option: `cargo
  /// build $FLAGS`.
  package var isLocked: Certainty {
    if arguments.has("--locked", "--frozen") || isLockedGlobally { return .yes }
    return arguments.unknownWords.isEmpty ? .no : .unknown
  }

  /// `cargo --locked build` is allowed too.
  private var isLockedGlobally: Bool {
    for word in command.words.dropFirst() {
      if word.known == "--locked" || word.known == "--frozen" { return true }
      if word.range == subcommandWord.range { return false }
    }
    return false
  }

  package var git: ShellText? { arguments.value("--git") }
  package var rev: ShellText? { arguments.value("--rev") }
  package var tag: ShellText? { arguments.value("--tag") }
  package var branch: ShellText? { arguments.value("--branch") }
  package var path: ShellText? { arguments.value("--path") }
  package var registry: ShellText? { arguments.value("--registry", "--index") }
  package var version: ShellText? { arguments.value("--version", "--vers") }

  /// The crates that `install` and `binstall` name, each with the version behind `@` or of
  /// `--version`.
  package var crates: [(name: ShellText, version: ShellText?, word: ShellWord)] {
    arguments.operands.map { word in
      var parts = word.text.parts
      for (index, part) in parts.enumerated() {
        guard case .literal(let text) = part,
          let at = text.utf8.firstIndex(of: UInt8(ascii: "@"))
        else { continue }
        let name = ShellText(parts: parts[..<index] + [.literal(String(text[..<at]))])
        parts[index] = .literal(String(text[text.utf8.index(after: at)...]))
        return (name, ShellText(parts: Array(parts[index...])), word)
      }
      return (word.text, version, word)
    }
  }

  /// Where `--locked` belongs: behind the subcommand, in UTF-8 bytes of the script. For a
  /// subcommand of a program of its own (`cargo nextest run`), behind that.
  package var lockedPlace: Int { subcommandWord.range.upperBound }
}
