import MoatModel

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

  /// One for each line; what follows the last line break is one if it is not empty. See ``init(_:countsSuffice:)``.
  package let kinds: [Kind]
  private let counts: [Int]

  /// - Parameter countsSuffice: ``kinds`` may stay empty; they do in a file without tests.
  package init(_ source: RustSource, countsSuffice: Bool = false) {
    let lines = source.lines
    if countsSuffice, source.testSpans.isEmpty {
      kinds = []
      counts = [
        lines.count - lines.codes - lines.comments, lines.comments, lines.codes, 0,
      ]
      return
    }
    var kinds = [Kind](capacity: lines.count) { output in
      lines.forEachContent { content in
        switch content {
        case .nothing: output.append(.blank)
        case .comment: output.append(.comment)
        case .code: output.append(.code)
        }
      }
    }
    var tests = 0
    for span in source.testSpans where span.lower < span.upper {
      let first = lines.line(of: span.lower)
      let last = min(lines.line(of: span.upper - 1), kinds.count - 1)
      guard first <= last else { continue }
      for line in first...last where kinds[line] == .code {
        // Lines that lie in a test as a whole need no further look.
        let isInside =
          lines.start(of: line) >= span.lower && lines.start(of: line + 1) <= span.upper
          && line < last
        if isInside || source.isTest(at: source.firstCode(of: line)) {
          kinds[line] = .test
          tests += 1
        }
      }
    }
    self.kinds = kinds
    counts = [
      kinds.count - lines.codes - lines.comments, lines.comments, lines.codes - tests, tests,
    ]
  }

  /// How many lines are of a kind.
  package func count(_ kind: Kind) -> Int { counts[Int(kind.rawValue)] }
}

extension RustSource {
  /// The offset of the first code of a line that has some.
  fileprivate func firstCode(of line: Int) -> Int {
    let start = lines.start(of: line)
    var lower = 0
    var upper = tokens.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if tokens[middle].upper <= start { lower = middle + 1 } else { upper = middle }
    }
    return lower < tokens.count ? max(tokens[lower].lower, start) : start
  }
}
