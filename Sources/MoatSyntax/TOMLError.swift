package import MoatModel

/// Why a document was refused, and where.
package struct TOMLError: Error, Hashable, Sendable {
  /// What the parser would have taken at the place of an error.
  package enum Expected: Hashable, Sendable {
    case key
    case value
    /// After a key.
    case equalsSign
    /// After a key in a header: `.` or the closing bracket.
    case headerEnd
    /// The second `]` of `[[a]]`.
    case arrayHeaderEnd
    /// After a value or header.
    case lineEnd
    /// After an array element.
    case arrayEnd
    /// After an entry of an inline table.
    case inlineTableEnd
  }

  /// What stands at the place of an error.
  package enum Found: Hashable, Sendable {
    case endOfText
    case endOfLine
    case character(Unicode.Scalar)
    /// A run of letters and digits that is no value: `yes`, `v1`.
    case word(String)
  }

  /// Text that looks like a number and is none.
  package enum NumberProblem: Hashable, Sendable {
    case leadingZero
    case underscore
    case missingDigits
    case signWithPrefix
    case strayCharacter
    case integerRange
    case floatRange
  }

  /// Text that looks like a date or time and is none.
  package enum DatetimeProblem: Hashable, Sendable {
    case shape
    case month
    case day
    case hour
    case minute
    case second
    case offset
  }

  package enum Reason: Hashable, Sendable {
    case tooLarge(limit: Int)
    case tooDeep(limit: Int)
    case invalidUTF8
    /// In a string or comment; tab is the only one allowed.
    case controlCharacter(UInt8)
    /// A carriage return without a newline after it.
    case bareCarriageReturn
    case expected(Expected, found: Found)
    case unterminatedString
    case unterminatedArray
    case unterminatedInlineTable
    /// A backslash before a character that no escape sequence has.
    case unknownEscape(Unicode.Scalar?)
    /// `\x`, `\u` or `\U` with fewer hexadecimal digits than it needs.
    case shortEscape(digits: Int)
    /// `\u` or `\U` with a value that is no Unicode scalar.
    case escapeNotScalar(UInt32)
    case number(String, NumberProblem)
    case datetime(String, DatetimeProblem)
    /// The same key twice in one table.
    case duplicateKey(String)
    /// The same `[header]` twice, or one for a table that is complete already.
    case duplicateTable(String)
    /// A key below something that is no table.
    case notATable(String, found: TOMLValue.Kind)
    /// A key below an inline table or array, which is complete where it closes.
    case closed(String, kind: TOMLValue.Kind)
    /// A dotted key into a table that a header defines.
    case dottedKeyIntoTable(String)
    /// `[[a]]` where `a` is something else.
    case notAnArrayOfTables(String, found: TOMLValue.Kind)
  }

  package let reason: Reason
  package let span: SourceSpan
  /// The first definition, for something defined twice; the opening bracket or quote, for
  /// something not closed.
  package let related: SourceSpan?

  init(_ reason: Reason, _ lower: Int, _ upper: Int, related: SourceSpan? = nil) {
    self.reason = reason
    span = SourceSpan(lower, upper)
    self.related = related
  }
}
