package import MoatModel

/// One node of a ``YAMLDocument``: a key, a value, an entry or the root.
///
/// A light handle; copying it costs a reference count.
package struct YAMLNode: Sendable {
  package enum Kind: UInt8, Hashable, Sendable {
    case scalar, sequence, mapping
    /// `*name`, which stands for the node with the anchor `&name`.
    case alias

    /// The kind with its article, for messages.
    package var name: String {
      switch self {
      case .scalar: "a scalar"
      case .sequence: "a sequence"
      case .mapping: "a mapping"
      case .alias: "an alias"
      }
    }
  }

  package let stream: YAMLStream
  let index: Int

  var record: YAMLRecord { stream.records[index] }
  private var properties: YAMLProperties { stream.properties[Int(record.properties)] }

  package var kind: Kind {
    switch record.form {
    case .empty, .plain, .single, .double, .literal, .folded: .scalar
    case .alias: .alias
    case .blockSequence, .flowSequence: .sequence
    case .blockMapping, .flowMapping, .flowPair: .mapping
    }
  }

  /// Where the node is written, its anchor and tag not included.
  ///
  /// Quotes, brackets and braces belong to it. A block of text reaches from its `|` or `>` to the
  /// end of its last line with text. A block sequence or mapping reaches from its first `-`, `?`
  /// or key to the end of its last value. A node that is not written has no width: it stands
  /// right behind the indicator, anchor or tag that promised it.
  package var span: SourceSpan { record.span }

  /// ``span`` with anchor and tag.
  package var fullSpan: SourceSpan {
    let properties = properties
    guard !properties.isEmpty else { return span }
    return SourceSpan(min(properties.lower, span.lower), max(properties.upper, span.upper))
  }

  /// The name of the node's anchor, without `&`.
  package var anchor: String? {
    guard let span = properties.anchor else { return nil }
    return stream.source.text(at: SourceSpan(span.lower + 1, span.upper))
  }

  /// The anchor as written, with `&`.
  package var anchorSpan: SourceSpan? { properties.anchor }

  /// The tag as written, with `!`.
  package var tagSpan: SourceSpan? { properties.tag }

  /// The tag with its handle replaced by what it stands for: `!!str` is `tag:yaml.org,2002:str`,
  /// `!local` is itself, `!` alone is `!`.
  package var tag: String? {
    let properties = properties
    guard let span = properties.tag else { return nil }
    let bytes = stream.source.bytes
    let suffix = bytes[properties.suffix..<max(properties.suffix, span.upper)]
    let handle = bytes[span.lower..<properties.suffix]
    if handle.last == YAMLByte.less { return String(decoding: suffix.dropLast(), as: UTF8.self) }
    let text = String(decoding: Self.unescaped(suffix), as: UTF8.self)
    if handle.count == 1, suffix.isEmpty { return "!" }
    if let prefix = properties.prefix { return stream.source.text(at: prefix) + text }
    return (handle.count == 1 ? "!" : YAMLCoreValue.tagPrefix) + text
  }

  /// Replaces `%` and two hexadecimal digits.
  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var at = text.startIndex
    while at < text.endIndex {
      if text[at] == YAMLByte.percent, at + 2 < text.endIndex,
        let high = TOMLText.hexValue(text[at + 1]), let low = TOMLText.hexValue(text[at + 2])
      {
        result.append(high << 4 | low)
        at += 3
      } else {
        result.append(text[at])
        at += 1
      }
    }
    return result
  }

  /// The name that an alias has, without `*`; nil for other nodes.
  package var aliasName: String? {
    guard kind == .alias else { return nil }
    return stream.source.text(at: SourceSpan(span.lower + 1, span.upper))
  }

  /// What an alias stands for, which is never an alias; other nodes are themselves.
  ///
  /// Whoever follows every alias of a document meets at most ``YAMLStream/maximumAliasedNodes``
  /// nodes more than are written, none deeper than ``YAMLStream/maximumDepth`` and none inside
  /// itself.
  package var resolved: YAMLNode {
    record.form == .alias ? YAMLNode(stream: stream, index: Int(record.first)) : self
  }

  /// The node as a scalar; nil for other kinds and for an alias, unless ``resolved``.
  package var scalar: YAMLScalar? { kind == .scalar ? YAMLScalar(node: self) : nil }

  package var sequence: YAMLSequence? { kind == .sequence ? YAMLSequence(node: self) : nil }

  package var mapping: YAMLMapping? { kind == .mapping ? YAMLMapping(node: self) : nil }
}
