import MoatRust

/// What a name of the file stands for.
enum Known: Hashable {
  /// A constant or variable with a text: the index of its literal.
  case text(Int)
  /// A folder that Cargo gave: `OUT_DIR`, or the package's own.
  case folder(isOut: Bool)
  /// A constant or variable that is a moment: the index of its literal.
  case moment(Int)

  /// Fits into a ``WordTable``: files have fewer than 2^28 tokens.
  var number: Int {
    switch self {
    case .text(let index): index << 2
    case .folder(let isOut): (isOut ? 4 : 0) | 1
    case .moment(let index): index << 2 | 2
    }
  }

  init(number: Int) {
    switch number & 3 {
    case 0: self = .text(number >> 2)
    case 1: self = .folder(isOut: number & 4 != 0)
    default: self = .moment(number >> 2)
    }
  }
}

extension FileScanner {
  /// Names of one file that are remembered. Real files have some hundred constants; generated tables
  /// more, which no payload is put together from.
  private static let knownLimit = 4096

  mutating func remember(_ name: Int, _ what: Known) {
    guard known.count < Self.knownLimit, tokens.tokens.count < 1 << 28 else { return }
    let range = tokens.nameRange(name)
    known.insert(Array(tokens.bytes[range]), value: what.number)
    knownNames.insert(name: tokens.bytes[range])
  }

  func known(at index: Int) -> Known? {
    guard !known.isEmpty else { return nil }
    let range = tokens.nameRange(index)
    return known.value(of: tokens.bytes, range.lowerBound, range.upperBound).map(
      Known.init(number:))
  }

  /// Notes all constants before anything is read: they can be used above the place they stand at.
  mutating func noteConstants() {
    for item in source.items where item.kind == .constant || item.kind == .staticVariable {
      if let name = item.name { bind(name, isConstant: true) }
    }
  }

  /// `let x = "…"` and `let x = 1…`.
  mutating func readBinding(at index: Int) {
    bind(tokens.isWord(index + 1, "mut") ? index + 2 : index + 1, isConstant: false)
  }

  private mutating func bind(_ name: Int, isConstant: Bool) {
    guard tokens.isName(name) else { return }
    var equals = name + 1
    // A type stands between: `: &'static str`.
    while equals < name + 12, !tokens.isMark(equals, "=") {
      if tokens.isMark(equals, ";") || tokens.isMark(equals, "{") { return }
      equals += 1
    }
    guard tokens.isMark(equals, "=") else { return }
    let value = tokens.isMark(equals + 1, "&") ? equals + 2 : equals + 1
    if tokens.isText(value), tokens.isMark(value + 1, ";") || !isConstant {
      remember(name, .text(value))
      if isConstant { parts.append(value) }
    } else if let number = tokens.integer(value), Self.isMoment(number) {
      remember(name, .moment(value))
    }
  }

  /// The text of the first argument of a call or macro, where it is a literal, a `concat!` of literals
  /// or a constant of the file.
  func firstArgument(after index: Int) -> String? {
    var next = index + 1
    if tokens.isMark(next, "!") { next += 1 }
    if tokens.isSeparator(next), tokens.isMark(next + 2, "<") {
      // `var::<&str>("X")`: generic arguments are short.
      var depth = 0
      next += 2
      let end = next + 32
      while next < end {
        if tokens.isMark(next, "<") { depth += 1 }
        if tokens.isMark(next, ">") { depth -= 1 }
        next += 1
        if depth == 0 { break }
      }
    }
    let open = tokens.mark(next)
    guard open == UInt8(ascii: "(") || open == UInt8(ascii: "[") || open == UInt8(ascii: "{") else {
      return nil
    }
    next += 1
    // `cmd!(shell, "…")` has the shell first; a reference stands before either.
    if tokens.isMark(index + 1, "!"), tokens.isName(next), tokens.isMark(next + 1, ",") {
      next += 2
    }
    while tokens.isMark(next, "&") { next += 1 }
    return text(at: next)
  }

  /// A literal, `concat!("a", "b")` or a constant, decoded and shortened.
  func text(at index: Int) -> String? {
    contents(at: index).map { QuotedText.shown($0.bytes, $0.range) }
  }

  /// A literal, `concat!("a", "b")` or a constant, decoded.
  func contents(at index: Int) -> (bytes: [UInt8], range: Range<Int>)? {
    if tokens.isText(index) {
      let literal = RustLiteral(tokens.tokens[index], in: tokens.bytes)
      return (literal.bytes, literal.range)
    }
    guard tokens.isName(index) else { return nil }
    if tokens.isWord(index, "concat"), tokens.isMark(index + 1, "!"),
      let close = tokens.closing(index + 2, limit: 64)
    {
      var text: [UInt8] = []
      for piece in index + 3..<max(index + 3, close) where tokens.isText(piece) {
        let literal = RustLiteral(tokens.tokens[piece], in: tokens.bytes)
        text += literal.bytes[literal.range]
      }
      return text.isEmpty ? nil : (text, 0..<text.count)
    }
    // The last name of a path: `Self::NAME`, `names::NAME`.
    var last = index
    while tokens.isSeparator(last + 1), tokens.isName(last + 3) { last += 3 }
    guard !tokens.isMark(last + 1, "("), case .text(let literal)? = known(at: last) else {
      return nil
    }
    return contents(at: literal)
  }
}
