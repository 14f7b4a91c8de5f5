/// The bytes of one input file, with the name it is reported under.
///
/// A value proves nothing about the bytes: they may be truncated, binary or not UTF-8. Parsers
/// take a `SourceText`, so that whatever they refuse can be shown with file and line.
package struct SourceText: Hashable, Sendable {
  /// The path shown to the user: relative to the folder that is checked where possible.
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// A text made in a test or by Moat itself.
  package init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The bytes of `span` decoded as UTF-8; invalid sequences become U+FFFD, and a span beyond the
  /// end is clamped, so this never traps.
  package func text(at span: SourceSpan) -> String {
    let lower = min(span.lower, bytes.count)
    let upper = min(max(span.upper, lower), bytes.count)
    return String(decoding: bytes[lower..<upper], as: UTF8.self)
  }
}

/// A half-open range of byte offsets into one ``SourceText``.
package struct SourceSpan: Hashable, Sendable, Comparable {
  package let lower: Int
  package let upper: Int

  /// Offsets are clamped so that `0 <= lower <= upper`.
  package init(_ lower: Int, _ upper: Int) {
    self.lower = max(0, lower)
    self.upper = max(self.lower, upper)
  }

  package static let start = SourceSpan(0, 0)

  package static func < (left: SourceSpan, right: SourceSpan) -> Bool {
    (left.lower, left.upper) < (right.lower, right.upper)
  }
}
