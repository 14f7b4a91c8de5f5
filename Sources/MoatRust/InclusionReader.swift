import MoatModel

extension Inclusion {
  /// The inclusion a macro call is, if it is one.
  init?(_ call: MacroCall, _ text: TokenText) {
    let kind: Kind
    if text.isWord(call.name, "include") {
      kind = .source
    } else if text.isWord(call.name, "include_str") {
      kind = .text
    } else if text.isWord(call.name, "include_bytes") {
      kind = .bytes
    } else {
      return nil
    }
    let inside =
      call.arguments.lowerBound
      + 1..<max(
        call.arguments.lowerBound + 1, call.arguments.upperBound)
    self.init(
      kind: kind, argument: Argument(text, inside),
      span: SourceSpan(
        text.tokens[call.name].lower, text.tokens[call.arguments.upperBound].upper))
  }
}

extension Inclusion.Argument {
  /// Longer arguments are cut: they are only shown.
  private static let textLimit = 200

  fileprivate init(_ text: TokenText, _ range: Range<Int>) {
    var range = range
    if let last = range.last, text.mark(last) == UInt8(ascii: ",") { range = range.dropLast() }
    if range.count == 1, let first = range.first, let path = text.literal(first) {
      self = .path(path)
      return
    }
    if let pieces = Self.pieces(text, range) {
      if pieces.first == .some(.outDirectory) {
        let rest = pieces.dropFirst().compactMap(\.literal)
        if rest.count == pieces.count - 1 {
          self = .outDirectory(rest.joined())
          return
        }
      }
      let literals = pieces.compactMap(\.literal)
      if literals.count == pieces.count {
        self = .path(literals.joined())
        return
      }
    }
    var words = ""
    for index in range {
      guard words.utf8.count < Self.textLimit else { break }
      words += text.text(index)
    }
    self = .other(words)
  }

  private enum Piece: Equatable {
    case outDirectory
    case text(String)

    var literal: String? { if case .text(let text) = self { text } else { nil } }
  }

  /// The arguments of a `concat!` of literals and of `env!("OUT_DIR")`.
  private static func pieces(_ text: TokenText, _ range: Range<Int>) -> [Piece]? {
    guard let first = range.first, text.isWord(first, "concat"),
      text.mark(first + 1) == UInt8(ascii: "!")
    else { return nil }
    var pieces: [Piece] = []
    var index = first + 3
    while index < range.upperBound - 1 {
      if let literal = text.literal(index) {
        pieces.append(.text(literal))
        index += 1
      } else if text.isWord(index, "env"), text.mark(index + 1) == UInt8(ascii: "!"),
        text.literal(index + 3) == "OUT_DIR"
      {
        pieces.append(.outDirectory)
        index += 4
        if text.mark(index) == UInt8(ascii: ",") { index += 1 }
        while index < range.upperBound - 1, text.mark(index) != UInt8(ascii: ")") { index += 1 }
        index += 1
      } else {
        return nil
      }
      if text.mark(index) == UInt8(ascii: ",") { index += 1 }
    }
    return pieces
  }
}
