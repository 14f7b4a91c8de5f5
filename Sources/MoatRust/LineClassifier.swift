/// What each line of a Rust file is.
///
/// As tokei counts (https://github.com/XAMPPRocky/tokei): a line with code and a comment is code, and
/// documentation is comment. Empty lines inside of block comments are comment and those inside of
/// strings are code; cloc calls both blank. A line that begins inside of a block comment and has code
/// after it is code here, and comment for tokei.
package struct LineClassifier: Sendable {
  package enum Kind: UInt8, Hashable, Sendable {
    case blank, comment
    /// Has code, outside of tests.
    case code
    /// Has code that is only compiled for tests, by the first token of the line.
    case test
  }

  /// One for each line; what follows the last line break is one if it is not empty.
  package let kinds: [Kind]

  package init(_ source: RustSource) {
    let starts = Self.lineStarts(source.bytes)
    var kinds = [Kind](repeating: .blank, count: max(0, starts.count - 1))
    Self.mark(source.comments, as: .comment, starts, &kinds)
    if source.hasShebang, !kinds.isEmpty { kinds[0] = .code }
    Self.mark(source.tokens, as: .code, starts, &kinds)
    Self.markTests(source, starts, &kinds)
    self.kinds = kinds
  }

  /// How many lines are of a kind.
  package func count(_ kind: Kind) -> Int {
    kinds.reduce(0) { $0 + ($1.rawValue == kind.rawValue ? 1 : 0) }
  }

  /// Where each line starts, and where the last one ends.
  private static func lineStarts(_ bytes: [UInt8]) -> ContiguousArray<UInt32> {
    var starts: ContiguousArray<UInt32> = []
    starts.reserveCapacity(bytes.count / 30 + 2)
    let count = min(bytes.count, Lexer.byteLimit)
    let span = bytes.span
    var start = 0
    while start < count {
      starts.append(UInt32(clamping: start))
      start = Lexer.offset(of: UInt8(ascii: "\n"), in: span, from: start) + 1
    }
    starts.append(UInt32(clamping: max(count, 1)))
    return starts
  }

  private static func mark(
    _ tokens: ContiguousArray<Token>, as kind: Kind, _ starts: ContiguousArray<UInt32>,
    _ kinds: inout [Kind]
  ) {
    var line = 0
    for token in tokens {
      while line + 2 < starts.count, starts[line + 1] <= token.start { line += 1 }
      guard line < kinds.count else { return }
      kinds[line] = kind
      // Literals and comments may go on for lines.
      while line + 2 < starts.count, starts[line + 1] < token.end {
        line += 1
        kinds[line] = kind
      }
    }
  }

  private static func markTests(
    _ source: RustSource, _ starts: ContiguousArray<UInt32>, _ kinds: inout [Kind]
  ) {
    guard !source.testSpans.isEmpty else { return }
    var token = 0
    for line in kinds.indices where kinds[line] == .code {
      while token < source.tokens.count, source.tokens[token].end <= starts[line] { token += 1 }
      guard token < source.tokens.count else { return }
      let offset = max(source.tokens[token].lower, Int(starts[line]))
      if source.isTest(at: offset) { kinds[line] = .test }
    }
  }
}
