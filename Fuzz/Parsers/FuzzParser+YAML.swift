import MoatModel
import MoatSyntax

extension FuzzParser {
  /// Strictly and with every tolerance: what is read in both ways is read alike, and every place
  /// lies where it belongs.
  static func yaml(_ source: SourceText) throws {
    let strict = YAMLStream(parsing: source)
    let tolerant = YAMLStream(parsing: source, tolerating: .lineIndentation)
    for stream in [strict, tolerant] {
      for document in stream.documents {
        walk(document.root, inside: SourceSpan(0, source.bytes.count))
        for problem in document.problems { require(problem.span.upper <= source.bytes.count) }
      }
      for comment in stream.comments { require(source.bytes[comment.lower] == UInt8(ascii: "#")) }
    }
    if strict.failure == nil { require(tolerant.documents.count == strict.documents.count) }
    if let failure = strict.failure { throw failure }
  }

  private static func walk(_ node: YAMLNode, inside parent: SourceSpan) {
    let span = node.fullSpan
    require(parent.lower <= span.lower && span.upper <= parent.upper)
    _ = (node.anchor, node.tag, node.resolved.kind)
    if let scalar = node.scalar {
      let text = scalar.mapped
      var last = scalar.span.lower
      for offset in 0...text.bytes.count {
        let place = text.sourceOffset(ofDecoded: offset)
        require(last <= place && place <= node.stream.source.bytes.count)
        last = place
      }
      _ = scalar.value
    }
    for child in node.sequence.map(Array.init) ?? [] { walk(child, inside: node.span) }
    for entry in node.mapping.map(Array.init) ?? [] {
      walk(entry.key, inside: node.span)
      walk(entry.value, inside: node.span)
    }
  }
}
