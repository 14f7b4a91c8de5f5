package import MoatModel

/// One document of a ``YAMLStream``.
package struct YAMLDocument: Sendable {
  package let stream: YAMLStream
  let index: Int

  init(stream: YAMLStream, index: Int) {
    self.stream = stream
    self.index = index
  }

  /// Parses a text that is one document. A text without any content reads as null.
  ///
  /// - Throws: ``YAMLError`` for the first thing that is wrong, in order, or for a second document.
  package init(
    parsing source: SourceText, tolerating tolerance: YAMLTolerance = .nothing
  ) throws(YAMLError) {
    let stream = YAMLStream(parsing: source, tolerating: tolerance)
    if let failure = stream.failure { throw failure }
    if stream.documentRecords.count > 1 {
      let second = stream.documentRecords[1].span
      throw YAMLError(
        .severalDocuments, second.lower, second.upper, related: stream.documentRecords[0].span)
    }
    self.init(stream: stream, index: 0)
  }

  /// A text without content has no record.
  private var record: YAMLDocumentRecord {
    index < stream.documentRecords.count ? stream.documentRecords[index] : YAMLDocumentRecord()
  }

  package var root: YAMLNode { YAMLNode(stream: stream, index: Int(record.root)) }

  /// From its first directive, `---` or content to the end of its content or its `...`.
  package var span: SourceSpan { record.span }

  /// Whether it starts with `---`.
  package var startsExplicitly: Bool { record.startsExplicitly }

  /// Whether it ends with `...`.
  package var endsExplicitly: Bool { record.endsExplicitly }

  /// What is wrong with it although it could be read, in order.
  package var problems: [YAMLProblem] {
    stream.problems[record.problems].sorted { $0.span < $1.span }
  }
}
