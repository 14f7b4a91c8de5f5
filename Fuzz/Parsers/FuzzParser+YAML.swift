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
        edit(document)
      }
      for comment in stream.comments { require(source.bytes[comment.lower] == UInt8(ascii: "#")) }
    }
    if strict.failure == nil { require(tolerant.documents.count == strict.documents.count) }
    if let failure = strict.failure { throw failure }
  }

  /// Changes that are made or refused; what is made is YAML, which the editor checks itself.
  private static func edit(_ document: YAMLDocument) {
    let root = document.root
    let entry = YAMLNewEntry("new", .sequence([.string("a: b"), .mapping([])]))
    for number in 0..<4 {
      var editor = YAMLEditor(document)
      do {
        if let mapping = root.mapping, let last = Array(mapping).last {
          switch number {
          case 0: try editor.insert(entry, into: mapping, at: .first)
          case 1: try editor.insert(entry, into: mapping)
          case 2: try editor.removeEntry(at: mapping.count / 2, from: mapping)
          default: try editor.replace(last.value, with: .mapping([entry]))
          }
        } else if let sequence = root.sequence {
          switch number {
          case 0: try editor.append(.mapping([entry, entry]), to: sequence)
          case 1: try editor.removeItem(at: 0, from: sequence)
          default: for item in sequence { try editor.replace(item, with: .string("x\ny\n")) }
          }
        } else if let scalar = root.scalar {
          try editor.replace(0..<number, of: scalar, with: "'\"\\\n: #")
        }
        _ = try editor.finished()
      } catch {
        require(!"\(error)".isEmpty)
      }
    }
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
