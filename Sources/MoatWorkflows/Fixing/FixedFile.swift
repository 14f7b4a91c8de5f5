package import MoatModel

/// A file with what was done about it.
package struct FixedFile: Sendable {
  /// As it was; nil for a file that is new.
  package let old: SourceText?
  /// With every change made; ``old`` where nothing was.
  package let new: SourceText
  /// What was done, in order.
  package let made: [Entry]
  /// What could be done, and was not asked for: fixes that are unsafe.
  package let offered: [Entry]
  /// What was found and is left to a human.
  package let left: [Entry]
  /// Why the file was not touched at all; nil where it was looked at.
  package let skipped: String?

  /// One fix, with its place.
  package struct Entry: Hashable, Sendable, Comparable {
    package let rule: String
    /// From 1: in the file as it was before the change for ``made``, and as it is now for the rest.
    package let line: Int
    /// What is done, as an order.
    package let message: String
    /// Why it is not safe, or not done.
    package let because: String?

    package static func < (left: Entry, right: Entry) -> Bool {
      if left.line != right.line { return left.line < right.line }
      return (left.rule, left.message, left.because ?? "")
        < (right.rule, right.message, right.because ?? "")
    }
  }

  /// The same file with nothing done, and all that could be done left to a human.
  package func untouched(because why: String) -> FixedFile {
    let open = (made + offered).map { entry in
      Entry(rule: entry.rule, line: entry.line, message: entry.message, because: why)
    }
    return FixedFile(
      old: old, new: old ?? new, made: [], offered: [], left: (open + left).sorted(),
      skipped: skipped)
  }

  package var path: String { new.path }
  package var isChanged: Bool { old != new }
}
