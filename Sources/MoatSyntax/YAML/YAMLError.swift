package import MoatModel

/// Why a document was refused, and where.
package struct YAMLError: Error, Hashable, Sendable {
  /// What the parser would have taken at the place of an error.
  package enum Expected: Hashable, Sendable {
    case key
    case value
    /// After a key.
    case colon
    /// After a value.
    case lineEnd
    /// After an entry in brackets.
    case sequenceEnd
    /// After an entry in braces.
    case mappingEnd
    /// After the `|` or `>` of a block of text.
    case blockHeader
    /// Between two documents.
    case documentEnd
    /// After an anchor or tag.
    case blank
  }

  /// What stands at the place of an error.
  package enum Found: Hashable, Sendable {
    case endOfText
    case endOfLine
    case character(Unicode.Scalar)
  }

  /// What can be wrong with a line that starts with `%`.
  package enum DirectiveProblem: Hashable, Sendable {
    case shape
    case version
    case repeated
    /// No `---` follows.
    case withoutDocument
  }

  package enum Reason: Hashable, Sendable {
    case tooLarge(limit: Int)
    case tooDeep(limit: Int)
    /// Aliases stand for more nodes than this.
    case tooManyNodes(limit: Int)
    case invalidUTF8
    case controlCharacter(UInt8)
    /// A byte-order mark that is not at the start of a document.
    case byteOrderMark
    case expected(Expected, found: Found)
    /// A tab where spaces decide what belongs to what.
    case tabInIndentation
    /// A line that is indented deeper than its neighbours and belongs to nothing.
    case indentation
    /// A line inside quotes, brackets or braces that is not indented deeper than what holds it.
    case underIndented
    case unterminatedString
    case unterminatedFlow(Unicode.Scalar)
    /// `---` or `...` at the start of a line inside quotes, brackets or braces.
    case documentMarkerInside
    /// A `: ` in text that started on an earlier line.
    case colonInText
    /// A key and its colon on different lines.
    case multilineKey
    /// A key of more characters than YAML allows in front of a colon.
    case longKey(limit: Int)
    /// `a: b: c`, or a key behind `---`.
    case nestedKey
    /// `a: - b`, or a dash behind `---` or an anchor.
    case nestedSequence
    case unknownEscape(Unicode.Scalar?)
    case shortEscape(digits: Int)
    case escapeNotScalar(UInt32)
    /// A blank line at the start of a block of text with more spaces than its first line.
    case blankLineIndentation
    case directive(DirectiveProblem)
    case malformedTag
    /// A tag handle that no `%TAG` directive names.
    case unknownTagHandle(String)
    case emptyAnchor
    case repeatedAnchor
    case repeatedTag
    case aliasWithProperties
    case unknownAnchor(String)
    /// An alias inside the node that it stands for.
    case recursiveAlias(String)
    /// More than one document where one was asked for.
    case severalDocuments
  }

  package let reason: Reason
  package let span: SourceSpan
  /// The first of two, for something repeated; the opening quote or bracket, for something that
  /// is not closed.
  package let related: SourceSpan?

  init(_ reason: Reason, _ lower: Int, _ upper: Int, related: SourceSpan? = nil) {
    self.reason = reason
    span = SourceSpan(lower, upper)
    self.related = related
  }
}
