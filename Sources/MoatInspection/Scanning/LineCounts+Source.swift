import MoatRust

extension LineCounts {
  /// Counts the lines of one file.
  init(_ lines: LineClassifier) {
    self.init(
      code: lines.count(.code), test: lines.count(.test), comment: lines.count(.comment),
      blank: lines.count(.blank))
  }
}
