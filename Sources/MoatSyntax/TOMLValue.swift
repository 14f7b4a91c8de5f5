package import MoatModel

/// One value of a ``TOMLDocument``.
///
/// Its accessors answer nil for another kind of value and convert nothing: an integer is not a
/// float.
package struct TOMLValue: Sendable {
  /// The kinds of value that [TOML](https://toml.io/en/v1.1.0) has, with one kind for its four
  /// kinds of date and time.
  package enum Kind: UInt8, Hashable, Sendable {
    case string, integer, float, boolean, datetime, array, table

    /// The kind with its article, for messages.
    package var name: String {
      switch self {
      case .string: "a string"
      case .integer: "an integer"
      case .float: "a float"
      case .boolean: "a boolean"
      case .datetime: "a date or time"
      case .array: "an array"
      case .table: "a table"
      }
    }
  }

  package let document: TOMLDocument
  let index: Int

  private var node: TOMLNode { document.nodes[index] }

  package var kind: Kind { node.kind }

  /// The kind with its article, "a string", for messages.
  package var kindName: String { kind.name }

  /// Where the value is written: quotes, brackets and braces included, spaces and comments
  /// around it not. A table as ``TOMLTable/span`` says; an array of tables from its first header
  /// to the end of its last table's own lines, whatever lies between.
  package var span: SourceSpan { document.span(of: index) }

  /// The decoded text of a string.
  ///
  /// Line endings in it are those of the document: `\r\n` stays `\r\n`.
  package var string: String? {
    guard let content = stringContent else { return nil }
    return TOMLText.string(document.source.bytes, content, escaped: node.form == .escaped)
  }

  /// Whether the value is a string of exactly these bytes; false for other kinds. Allocates
  /// nothing unless the string has escapes.
  package func equals(_ text: StaticString) -> Bool {
    guard let content = stringContent else { return false }
    return text.withUTF8Buffer { buffer in
      if node.form == .escaped {
        return TOMLText.decode(document.source.bytes, content).elementsEqual(buffer)
      }
      return TOMLText.equal(document.source.bytes, content, buffer)
    }
  }

  package var integer: Int64? {
    guard kind == .integer else { return nil }
    return TOMLNumber.integer(document.source.bytes, range)
  }

  /// A float, which may be an infinity or not a number where the document says so.
  package var float: Double? {
    guard kind == .float else { return nil }
    return TOMLNumber.float(document.source.bytes, range)
  }

  package var boolean: Bool? {
    guard kind == .boolean else { return nil }
    return document.source.bytes[Int(node.lower)] == UInt8(ascii: "t")
  }

  /// The text of a date or time as written.
  ///
  /// It is an offset date-time, local date-time, local date or local time of
  /// [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339) in TOML's spelling; the day exists in its
  /// month. Seconds may be absent and may be 60; `T` and `Z` may be lowercase, `T` a space.
  package var datetime: String? {
    guard kind == .datetime else { return nil }
    return document.source.text(at: span)
  }

  package var array: TOMLArray? {
    kind == .array ? TOMLArray(document: document, index: index) : nil
  }

  package var table: TOMLTable? {
    kind == .table ? TOMLTable(document: document, index: index) : nil
  }

  private var range: Range<Int> { Int(node.lower)..<Int(node.upper) }

  /// The bytes between the delimiters of a string, not decoded.
  private var stringContent: Range<Int>? {
    kind == .string ? TOMLText.stringContent(document.source.bytes, range) : nil
  }
}
