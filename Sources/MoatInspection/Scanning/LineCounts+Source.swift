import MoatRust

extension LineCounts {
  /// Counts the lines of one file.
  init(_ source: RustSource) {
    let lines = LineClassifier(source)
    self.init(
      code: lines.count(.code), test: lines.count(.test), comment: lines.count(.comment),
      blank: lines.count(.blank))
  }
}
