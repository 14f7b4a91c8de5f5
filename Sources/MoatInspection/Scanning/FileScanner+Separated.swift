import MoatRust

extension FileScanner {
  /// Pieces of a path that are put together one folder at a time, and bytes of it.
  private static let pathPieces = 12
  private static let pathLength = 256

  /// Looks at what the pieces make with something between: `["a", "b"].join("_")`, and paths that are
  /// put together of folders, which `join`, `push` and `collect` do.
  mutating func readSeparated(at place: Range<Int>) {
    guard tools.pieces.count <= Self.pathPieces, tools.pieces.text.count <= Self.pathLength else {
      return
    }
    if let (text, joints) = tools.pieces.separated(isLastBetween: isSeparator(tools.pieces.last)) {
      guard
        let (capability, word) = tools.literals.firstMark(
          in: text, 0..<text.count, crossing: joints)
      else { return }
      let shown = QuotedText.shown(text, around: word, in: 0..<text.count)
      switch capability {
      // A path is ordinarily put together of its folders, and hides nothing.
      case .credentialPath, .persistence: note(capability, at: place, shown)
      case .secretVariable:
        note(.splitString, at: place, shown)
        note(capability, at: place, shown)
      default: break
      }
    }
  }

  /// Whether the text at an index is what `[…].join("_")` puts between others.
  private func isSeparator(_ index: Int) -> Bool {
    tokens.isMark(index - 1, "(") && tokens.isWord(index - 2, "join")
      && tokens.isMark(index - 3, ".") && tokens.isMark(index - 4, "]")
  }

  // MARK: texts that are changed where they stand

  /// Calls of `replace` on one literal that are followed.
  private static let replaceLimit = 8

  /// `"hxxps://…".replace("xx", "tt")`: what it says when that is done, if it did not say so before.
  mutating func readReplaced(_ literal: RustLiteral, at index: Int) {
    guard tokens.isMark(index + 1, "."), tokens.isWord(index + 2, "replace"),
      literal.range.count <= PieceRun.byteLimit
    else { return }
    var text = Array(literal.bytes[literal.range])
    let original = text
    var next = index + 1
    var steps = 0
    while steps < Self.replaceLimit, tokens.isMark(next, "."), tokens.isWord(next + 1, "replace"),
      tokens.isMark(next + 2, "("), isPlain(next + 3), tokens.isMark(next + 4, ","),
      isPlain(next + 5), tokens.isMark(next + 6, ")")
    {
      let old = RustLiteral(tokens.tokens[next + 3], in: tokens.bytes)
      let new = RustLiteral(tokens.tokens[next + 5], in: tokens.bytes)
      text = TextDecoding.replacing(
        Array(old.bytes[old.range]), by: Array(new.bytes[new.range]), in: text)
      next += 7
      steps += 1
    }
    guard steps > 0, text != original,
      tools.literals.firstSign(in: original, 0..<original.count) == nil,
      let word = tools.literals.firstSign(in: text, 0..<text.count)
    else { return }
    let token = tokens.tokens[index]
    note(
      .encodedPayload, at: token.lower..<token.upper,
      "\(TextDecoding.replaced.rawValue) → "
        + QuotedText.shown(text, around: word, in: 0..<text.count))
  }

  private func isPlain(_ index: Int) -> Bool {
    tokens.isText(index) || tokens.kind(index) == .character
  }

  // MARK: other things that a literal shows by where it stands

  /// `link!("urlmon.dll" "system" fn URLDownloadToFileW(…))` of Microsoft's crates, which makes a block of
  /// foreign functions.
  mutating func readLinked(_ literal: RustLiteral, at index: Int) {
    guard tokens.isText(index + 1), tokens.isWord(index + 2, "fn"), tokens.isName(index + 3),
      literal.bytes[literal.range].suffix(4).elementsEqual(".dll".utf8)
    else { return }
    readForeign(tokens.name(index + 3), at: index + 3)
  }

  /// A script that is written out in a literal and reaches other machines, with its first line.
  mutating func readScript(_ literal: RustLiteral, at place: Range<Int>) {
    guard literal.bytes[literal.range].starts(with: "#!".utf8),
      literal.range.count <= ShellScript.limit
    else { return }
    let text = String(decoding: literal.bytes[literal.range], as: UTF8.self)
    guard let program = ShellScript.downloader(in: text) else { return }
    note(.downloadScript, at: place, "script with \(program)")
  }

  /// Words of secrets' names that whoever goes through all variables looks for.
  private static let secretWords: Set<String> = [
    "TOKEN", "_TOKEN", "SECRET", "_SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "MNEMONIC",
    "CREDENTIAL", "CREDENTIALS", "API_KEY", "APIKEY", "_KEY", "PRIVATE_KEY", "AWS_", "GITHUB_",
    "SEED_PHRASE",
  ]

  /// How a mark says that a word is looked for among all variables.
  static let amongAll = "looked for in all variables"

  /// Notes the words of secrets' names where all variables are gone through.
  mutating func noteSecretWords() {
    guard sightings.contains(where: { $0.capability == .environmentAll }) else { return }
    for index in tokens.tokens.indices where tokens.isText(index) {
      let literal = RustLiteral(tokens.tokens[index], in: tokens.bytes)
      guard (4...16).contains(literal.range.count) else { continue }
      let text = String(decoding: literal.bytes[literal.range], as: UTF8.self)
      if Self.secretWords.contains(text) {
        note(
          .secretVariable, at: tokens.range(index), text, via: Self.amongAll, isMention: true)
      }
    }
  }

  /// `.map(|byte| byte ^ key)`: bytes of which each is changed by exclusive or.
  mutating func readExclusiveOr(at index: Int) {
    var before = index - 1
    guard tokens.isName(before) else { return }
    before -= 1
    if tokens.isMark(before, "*") { before -= 1 }
    guard tokens.isMark(before, "|"), !tokens.isMark(before - 1, "|") else { return }
    note(.decoding, at: tokens.range(index), "exclusive or of each byte", isMention: true)
  }
}
