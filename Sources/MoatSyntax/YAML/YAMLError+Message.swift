extension YAMLError {
  /// What is wrong, as a lowercase phrase that says what was expected.
  package var message: String {
    switch reason {
    case .tooLarge(let limit): "the document is larger than \(limit) bytes"
    case .tooDeep(let limit): "values are nested more than \(limit) levels deep"
    case .tooManyNodes(let limit): "aliases stand for more than \(limit) values"
    case .invalidUTF8: "expected UTF-8 text, found a byte sequence that is not UTF-8"
    case .controlCharacter(let byte):
      "expected printable characters, found the control character "
        + LegibleText.codePoint(UInt32(byte))
    case .byteOrderMark: "found a byte-order mark inside the document"
    case .expected(let expected, let found):
      "expected \(Self.text(expected)), found \(Self.text(found))"
    case .tabInIndentation: "expected spaces, found a tab in the indentation"
    case .indentation: "the line is indented deeper than the ones it belongs to"
    case .underIndented: "the line is not indented deeper than the key or dash it belongs to"
    case .unterminatedString: "the string is not closed: expected its closing quote"
    case .unterminatedFlow(let opening):
      "`\(opening)` is not closed: expected `\(opening == "[" ? "]" : "}")`"
    case .documentMarkerInside: "found the start or end of a document inside quotes or brackets"
    case .colonInText: "expected no `:` in text that goes on from the line before"
    case .multilineKey: "expected the key and its `:` on one line"
    case .longKey(let limit): "the key is longer than \(limit) characters"
    case .nestedKey: "a mapping cannot start here: expected it on a line of its own"
    case .nestedSequence: "a sequence cannot start here: expected it on a line of its own"
    case .unknownEscape(let scalar): Self.unknownEscape(scalar)
    case .shortEscape(let digits): "expected \(digits) hexadecimal digits in the escape sequence"
    case .escapeNotScalar(let value):
      "expected a Unicode scalar value, found \(LegibleText.codePoint(value))"
    case .blankLineIndentation:
      "the blank line has more spaces than the first line of the text below it"
    case .directive(let problem): Self.text(problem)
    case .malformedTag: "expected a tag such as `!!str` or `!name`"
    case .unknownTagHandle(let handle):
      "expected a `%TAG` directive for the tag handle `\(LegibleText.short(handle))`"
    case .emptyAnchor: "expected a name after `&` or `*`"
    case .repeatedAnchor: "expected one anchor, found a second one for the same value"
    case .repeatedTag: "expected one tag, found a second one for the same value"
    case .aliasWithProperties: "an alias cannot have an anchor or a tag of its own"
    case .unknownAnchor(let name):
      "expected an anchor `&\(LegibleText.short(name))` in front of its alias, found none"
    case .recursiveAlias(let name):
      "`*\(LegibleText.short(name))` is inside the value that it stands for"
    case .severalDocuments: "expected one document, found a second one"
    }
  }

  /// What to do about it, where there is more to say than the message does.
  package var help: String? {
    switch reason {
    case .tooLarge, .tooDeep: "no document written by hand comes near this limit"
    case .tooManyNodes: "write the values out where they are few, or use fewer aliases"
    case .invalidUTF8: "save the file as UTF-8"
    case .controlCharacter: "write it as an escape sequence in double quotes, or delete it"
    case .byteOrderMark: "a byte-order mark is allowed only at the start; delete it"
    case .expected(.value, .character("@")), .expected(.value, .character("`")),
      .expected(.value, .character("%")), .expected(.value, .character("]")),
      .expected(.value, .character("}")), .expected(.value, .character(",")):
      "put quotes around text that starts with this character"
    case .expected(.colon, _): "write `key: value`, or indent the line as part of the value above"
    case .expected(.lineEnd, .character("#")): "put a space in front of a comment"
    case .expected(.lineEnd, .character(":")): "put a space behind the colon of a key"
    case .expected(.key, .character("-")): "indent the dash deeper than the keys"
    case .expected(.sequenceEnd, .endOfText), .expected(.mappingEnd, .endOfText): nil
    case .expected(.sequenceEnd, _), .expected(.mappingEnd, _):
      "separate entries with commas, and put quotes around text with brackets or braces"
    case .expected(.blockHeader, _):
      "only a digit, `+`, `-` and a comment may follow on this line"
    case .expected(.documentEnd, _): "start a second document with `---`, or indent the line"
    case .tabInIndentation: "indent with spaces"
    case .indentation, .colonInText:
      "indent the line like its neighbours, or put quotes around the text above"
    case .underIndented: "indent the line deeper"
    case .unterminatedString: "write `\\\"` or `''` for a quote inside the text"
    case .documentMarkerInside: "close the quotes or brackets before it, or indent the line"
    case .multilineKey, .longKey: "put `? ` in front of the key and `: ` on a line of its own"
    case .nestedKey: "put quotes around text that contains `: `"
    case .unknownEscape: "write `\\\\` for a backslash, or use single quotes"
    case .blankLineIndentation: "delete the spaces, or write the indentation as in `|2`"
    case .directive(.version): "`%YAML 1.2` is the current version"
    case .directive(.withoutDocument): "put `---` behind the directives"
    case .repeatedAnchor, .repeatedTag, .aliasWithProperties: "delete one of the two"
    case .unknownAnchor: "anchors of other documents do not count; check the name"
    case .severalDocuments: "delete the `---` between them, or move one to a file of its own"
    default: nil
    }
  }

  private static func text(_ expected: Expected) -> String {
    switch expected {
    case .key: "a key"
    case .value: "a value"
    case .colon: "`:` after the key"
    case .lineEnd: "the end of the line"
    case .sequenceEnd: "`,` or `]`"
    case .mappingEnd: "`,` or `}`"
    case .blockHeader: "the end of the line after `|` or `>`"
    case .documentEnd: "the end of the document"
    case .blank: "a space after the anchor or tag"
    }
  }

  private static func text(_ found: Found) -> String {
    switch found {
    case .endOfText: "the end of the text"
    case .endOfLine: "the end of the line"
    case .character(let scalar): LegibleText.character(scalar)
    }
  }

  private static func text(_ problem: DirectiveProblem) -> String {
    switch problem {
    case .shape: "expected a directive such as `%YAML 1.2` or `%TAG !e! prefix`"
    case .version: "expected version 1 of YAML"
    case .repeated: "expected each directive once"
    case .withoutDocument: "expected `---` after the directives"
    }
  }

  private static func unknownEscape(_ scalar: Unicode.Scalar?) -> String {
    guard let scalar else { return "expected an escape sequence after `\\`" }
    return "expected an escape sequence after `\\`, found \(LegibleText.character(scalar))"
  }
}
