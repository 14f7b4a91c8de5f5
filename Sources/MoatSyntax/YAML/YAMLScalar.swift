package import MoatModel

/// A piece of text in one of YAML's five styles, or nothing where a value was left out.
package struct YAMLScalar: Sendable {
  package enum Style: UInt8, Hashable, Sendable {
    /// Without quotes; also a value that is not written.
    case plain
    case singleQuoted, doubleQuoted
    /// A block of text behind `|`, with its line endings.
    case literal
    /// A block of text behind `>`, in which lines are joined.
    case folded
  }

  package let node: YAMLNode

  package var style: Style {
    switch node.record.form {
    case .single: .singleQuoted
    case .double: .doubleQuoted
    case .literal: .literal
    case .folded: .folded
    default: .plain
    }
  }

  /// Whether nothing is written: `key:`. Not so for `""`.
  package var isAbsent: Bool { node.record.form == .empty }

  /// Quotes included; ``YAMLNode/span``.
  package var span: SourceSpan { node.span }

  /// What is written, quotes and all.
  package var raw: String { node.stream.source.text(at: span) }

  /// The decoded text.
  package var text: String {
    let record = node.record
    let bytes = node.stream.source.bytes
    if record.isFolded { return YAMLText(of: record, in: bytes).string }
    return String(decoding: bytes[record.content], as: UTF8.self)
  }

  /// The decoded text with the place of each byte. Take it once to ask for many places: each call
  /// decodes the scalar.
  package var mapped: YAMLText { YAMLText(of: node.record, in: node.stream.source.bytes) }

  /// ``YAMLText/sourceOffset(ofDecoded:)`` of ``mapped``.
  package func sourceOffset(ofDecoded offset: Int) -> Int {
    mapped.sourceOffset(ofDecoded: offset)
  }

  /// Whether the decoded text is exactly this, byte for byte. Allocates nothing where the text is
  /// written as it reads.
  package func equals(_ text: String) -> Bool {
    let record = node.record
    let bytes = node.stream.source.bytes
    if record.isFolded { return YAMLText(of: record, in: bytes).bytes.elementsEqual(text.utf8) }
    let content = record.content
    return content.count == text.utf8.count && bytes[content].elementsEqual(text.utf8)
  }

  /// The value by the rules of the core schema.
  package var value: YAMLCoreValue { YAMLCoreValue(of: self) }
}
