extension TOMLError {
  /// What is wrong, as a lowercase phrase that says what was expected.
  package var message: String {
    switch reason {
    case .tooLarge(let limit): "the document is larger than \(limit) bytes"
    case .tooDeep(let limit): "values are nested more than \(limit) levels deep"
    case .invalidUTF8: "expected UTF-8 text, found a byte sequence that is not UTF-8"
    case .controlCharacter(let byte):
      "expected printable characters, found the control character \(LegibleText.codePoint(UInt32(byte)))"
    case .bareCarriageReturn: "expected a newline after the carriage return"
    case .expected(let expected, let found):
      "expected \(Self.text(expected)), found \(Self.text(found))"
    case .unterminatedString: "the string is not closed: expected its closing quote"
    case .unterminatedArray: "the array is not closed: expected `]`"
    case .unterminatedInlineTable: "the inline table is not closed: expected `}`"
    case .unknownEscape(let scalar): Self.unknownEscape(scalar)
    case .shortEscape(let digits): "expected \(digits) hexadecimal digits in the escape sequence"
    case .escapeNotScalar(let value):
      "expected a Unicode scalar value, found \(LegibleText.codePoint(value))"
    case .number(let text, let problem): "`\(LegibleText.short(text))` \(Self.text(problem))"
    case .datetime(let text, let problem): "`\(LegibleText.short(text))` \(Self.text(problem))"
    case .duplicateKey(let key): "expected each key once, found `\(LegibleText.short(key))` again"
    case .duplicateTable(let name):
      "expected each table once, found `\(LegibleText.short(name))` again"
    case .notATable(let key, let kind):
      "expected a table, but `\(LegibleText.short(key))` is \(kind.name)"
    case .closed(let key, let kind):
      "`\(LegibleText.short(key))` is \(kind.name) in one piece and cannot be added to"
    case .dottedKeyIntoTable(let key):
      "table `\(LegibleText.short(key))` is defined by a header and cannot be added to by a dotted key"
    case .notAnArrayOfTables(let key, let kind):
      "expected an array of tables, but `\(LegibleText.short(key))` is already \(kind.name)"
    }
  }

  /// What to do about it, where there is more to say than the message does.
  package var help: String? {
    switch reason {
    case .tooLarge, .tooDeep: "no document that Cargo writes comes near this limit"
    case .invalidUTF8: "save the file as UTF-8"
    case .controlCharacter: "write it as an escape sequence such as `\\u0000`, or delete it"
    case .bareCarriageReturn: "end lines with a newline, or a carriage return and a newline"
    case .expected(.key, .character("\u{FEFF}")):
      "a byte-order mark is allowed only at the start; delete it"
    case .expected(.key, .character): "put quotes around a key that has other characters"
    case .expected(.value, .word): "put quotes around a string"
    case .expected(.lineEnd, _): "put each key on a line of its own"
    case .unterminatedString: "close it on the same line, or use `\"\"\"` for several lines"
    case .unknownEscape: "write `\\\\` for a backslash, or use single quotes"
    case .number(_, .integerRange): "integers reach from -2^63 to 2^63 - 1"
    case .duplicateKey: "delete one of the two"
    case .duplicateTable: "put all keys of the table below one header"
    case .closed: "add to it where it is written"
    case .dottedKeyIntoTable: "move the key below the header of its table"
    case .notAnArrayOfTables: "write all of its elements as `[[headers]]`, or none"
    default: nil
    }
  }

  private static func text(_ expected: Expected) -> String {
    switch expected {
    case .key: "a key"
    case .value: "a value"
    case .equalsSign: "`=` or `.` after the key"
    case .headerEnd: "`]` or `.` in the header"
    case .arrayHeaderEnd: "`]]` at the end of the header"
    case .lineEnd: "the end of the line"
    case .arrayEnd: "`,` or `]` in the array"
    case .inlineTableEnd: "`,` or `}` in the inline table"
    }
  }

  private static func text(_ found: Found) -> String {
    switch found {
    case .endOfText: "the end of the text"
    case .endOfLine: "the end of the line"
    case .character(let scalar): LegibleText.character(scalar)
    case .word(let word): "`\(LegibleText.short(word))`"
    }
  }

  private static func text(_ problem: NumberProblem) -> String {
    switch problem {
    case .leadingZero: "is not a number: expected no zero in front"
    case .underscore: "is not a number: expected a digit on both sides of `_`"
    case .missingDigits: "is not a number: expected a digit"
    case .signWithPrefix: "is not a number: expected no sign before `0x`, `0o` or `0b`"
    case .strayCharacter: "is not a number: expected only digits"
    case .integerRange: "does not fit: expected a 64-bit signed integer"
    case .floatRange: "does not fit: expected a 64-bit float"
    }
  }

  private static func text(_ problem: DatetimeProblem) -> String {
    switch problem {
    case .shape: "is not a date: expected the form `2006-01-02T15:04:05Z` or a part of it"
    case .month: "is not a date: expected a month from 01 to 12"
    case .day: "is not a date: expected a day that its month has"
    case .hour: "is not a time: expected an hour from 00 to 23"
    case .minute: "is not a time: expected a minute from 00 to 59"
    case .second: "is not a time: expected a second from 00 to 60"
    case .offset: "is not a time: expected an offset from -23:59 to +23:59"
    }
  }

  private static func unknownEscape(_ scalar: Unicode.Scalar?) -> String {
    guard let scalar else { return "expected an escape sequence after `\\`" }
    return "expected an escape sequence after `\\`, found \(LegibleText.character(scalar))"
  }
}
