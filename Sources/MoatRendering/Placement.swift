package import MoatFindings
package import MoatModel

/// Where a label points, as people and machines count it.
package struct Placement: Hashable, Sendable {
  /// As in the label: not neutralised.
  package let path: String
  /// nil when the label has no span or the file's text is unknown.
  package let start: LineIndex.Position?
  /// The position just after the span; set whenever `start` is.
  package let end: LineIndex.Position?

  /// `Cargo.lock:14:1` or `Cargo.lock`, neutralised.
  package var location: String {
    start.map { "\(shortLocation):\($0.column)" } ?? shortLocation
  }

  /// `Cargo.lock:14` or `Cargo.lock`, neutralised.
  package var shortLocation: String {
    let path = TerminalText.neutralised(path)
    return start.map { "\(path):\($0.line)" } ?? path
  }
}

/// One source line cut at the bounds of a span, decoded and without credentials, but not
/// neutralised.
package struct Excerpt: Hashable, Sendable {
  /// 1-based.
  package let line: Int
  /// The line up to the span.
  package let before: String
  /// The part of the span that lies on its first line.
  package let marked: String
  /// The rest of the line, without its ending.
  package let after: String
}

/// Resolves labels against a report's sources; each file's lines are indexed once.
package struct Placements: Sendable {
  private let sources: [String: SourceText]
  private let indexes: [String: LineIndex]

  /// Indexes the files that the report's findings point into, and no others.
  package init(_ report: Report) {
    sources = report.sources
    var indexes: [String: LineIndex] = [:]
    for judged in report.findings {
      let labels = [judged.finding.primary] + judged.finding.related
      for label in labels + [judged.suppression?.label].compactMap(\.self) {
        guard label.span != nil, indexes[label.path] == nil,
          let source = report.sources[label.path]
        else { continue }
        indexes[label.path] = LineIndex(source.bytes)
      }
    }
    self.indexes = indexes
  }

  /// The place of a label that belongs to the report.
  package func place(_ label: Label) -> Placement {
    guard let span = label.span, let index = indexes[label.path] else {
      return Placement(path: label.path, start: nil, end: nil)
    }
    return Placement(
      path: label.path, start: index.position(at: span.lower), end: index.position(at: span.upper))
  }

  /// The first line of a label's span; nil where ``place(_:)`` has no line.
  package func excerpt(_ label: Label) -> Excerpt? {
    guard let span = label.span, let index = indexes[label.path],
      let source = sources[label.path]
    else { return nil }
    let line = index.position(at: span.lower).line
    guard let range = index.range(ofLine: line) else { return nil }
    let lower = min(max(span.lower, range.lowerBound), range.upperBound)
    let upper = min(max(span.upper, lower), range.upperBound)
    let parts = [(range.lowerBound, lower), (lower, upper), (upper, range.upperBound)].map {
      RedactedURL.redacting(source.text(at: SourceSpan($0.0, $0.1)))
    }
    let whole = RedactedURL.redacting(
      source.text(at: SourceSpan(range.lowerBound, range.upperBound)))
    // An address that the span cuts hides its credentials only as a whole.
    guard parts.joined() == whole else {
      return Excerpt(line: line, before: "", marked: whole, after: "")
    }
    return Excerpt(line: line, before: parts[0], marked: parts[1], after: parts[2])
  }
}
