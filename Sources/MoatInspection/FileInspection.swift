/// What one file of a package holds.
package struct FileInspection: Hashable, Sendable {
  package let path: String
  package let role: FileRole
  /// In the order of the text.
  package let marks: [Mark]
  /// nil for what is not Rust source.
  package let lines: LineCounts?
  /// nil for what is not Rust source.
  package let fingerprint: SourceFingerprint?
  /// How much of the code stands below conditions; what of one file's code is not here has none.
  package let gated: [GatedLines]

  package init(
    path: String, role: FileRole, marks: [Mark], lines: LineCounts?,
    fingerprint: SourceFingerprint? = nil, gated: [GatedLines] = []
  ) {
    self.path = path
    self.role = role
    self.marks = marks
    self.lines = lines
    self.fingerprint = fingerprint
    self.gated = gated
  }
}

/// Which of a package's targets a file belongs to. A file of several has the first in this order.
package enum FileRole: String, CaseIterable, Hashable, Sendable {
  /// The build script and its modules: runs on the machine that builds.
  case buildScript = "build script"
  /// Source of a proc macro: runs in the compiler.
  case procMacro = "proc macro"
  case library = "library"
  case binary = "binary"
  case example, test, bench
  /// Rust source that no target reaches by `mod`, `#[path]` or `include!`, as far as can be seen.
  case unreached = "not reached"
  /// Not Rust source: documents, C, data.
  case other

  /// Whether it is only built for those who work on the crate itself.
  package var isDevelopment: Bool { self == .example || self == .test || self == .bench }
}

/// Lines of Rust source by what they are.
package struct LineCounts: Hashable, Sendable {
  /// Lines with code, outside of `cfg(test)`.
  package var code = 0
  /// Lines with code below a `cfg(test)` or `#[test]`.
  package var test = 0
  package var comment = 0
  package var blank = 0

  package init(code: Int = 0, test: Int = 0, comment: Int = 0, blank: Int = 0) {
    self.code = code
    self.test = test
    self.comment = comment
    self.blank = blank
  }

  package static func += (left: inout Self, right: Self) {
    left.code += right.code
    left.test += right.test
    left.comment += right.comment
    left.blank += right.blank
  }
}
