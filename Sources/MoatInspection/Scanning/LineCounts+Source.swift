import MoatRust

extension LineCounts {
  /// Counts the lines of one file.
  init(_ source: RustSource) { self.init() }
}
