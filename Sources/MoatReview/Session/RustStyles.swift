import MoatRust

/// Which colours a Rust file has, by its tokens alone: nothing is resolved.
enum RustStyles {
  /// Ranges in the order of the file, without those that look plain.
  static func ranges(of source: RustSource) -> [StyledRange] {
    var code = tokens(source)[...]
    var comments = source.comments.map {
      StyledRange(lower: $0.lower, upper: $0.upper, style: "c")
    }[...]
    var ranges: [StyledRange] = []
    ranges.reserveCapacity(code.count + comments.count)
    while let next = code.first ?? comments.first {
      if let comment = comments.first, comment.lower <= next.lower {
        ranges.append(comments.removeFirst())
      } else {
        ranges.append(code.removeFirst())
      }
    }
    return ranges
  }

  private static func tokens(_ source: RustSource) -> [StyledRange] {
    var ranges: [StyledRange] = []
    let tokens = source.tokens
    // Brackets that are open within an attribute.
    var depth = 0
    for index in tokens.indices {
      let token = tokens[index]
      var style = ""
      switch token.kind {
      case .identifier:
        style = depth > 0 ? "a" : identifier(token, at: index, in: source)
      case .rawIdentifier: style = depth > 0 ? "a" : ""
      case .lifetime: style = "l"
      case .character, .byte, .string, .rawString, .byteString, .rawByteString, .cString,
        .rawCString:
        style = "s"
      case .integer, .float: style = "n"
      case .problem: style = "q"
      case .punctuation:
        switch byte(of: token, source) {
        case UInt8(ascii: "#"):
          if depth == 0, opensAttribute(after: index, source) { style = "a" }
        case UInt8(ascii: "["):
          if depth > 0 || isAttribute(before: index, source) { depth += 1 }
          if depth > 0 { style = "a" }
        case UInt8(ascii: "]"):
          if depth > 0 {
            style = "a"
            depth -= 1
          }
        default: style = depth > 0 ? "a" : ""
        }
      default: break
      }
      if !style.isEmpty {
        ranges.append(StyledRange(lower: token.lower, upper: token.upper, style: style))
      }
    }
    return ranges
  }

  private static func byte(of token: Token, _ source: RustSource) -> UInt8? {
    source.bytes.indices.contains(token.lower) ? source.bytes[token.lower] : nil
  }

  private static func byte(at index: Int, _ source: RustSource) -> UInt8? {
    guard source.tokens.indices.contains(index), source.tokens[index].kind == .punctuation else {
      return nil
    }
    return byte(of: source.tokens[index], source)
  }

  /// Whether `[` or `![` follows.
  private static func opensAttribute(after index: Int, _ source: RustSource) -> Bool {
    let next = byte(at: index + 1, source)
    return next == UInt8(ascii: "[")
      || (next == UInt8(ascii: "!") && byte(at: index + 2, source) == UInt8(ascii: "["))
  }

  /// Whether `#` or `#!` stands before.
  private static func isAttribute(before index: Int, _ source: RustSource) -> Bool {
    let last = byte(at: index - 1, source)
    return last == UInt8(ascii: "#")
      || (last == UInt8(ascii: "!") && byte(at: index - 2, source) == UInt8(ascii: "#"))
  }

  private static func identifier(
    _ token: Token, at index: Int, in source: RustSource
  ) -> String {
    let text = source.text(of: token)
    if text == "unsafe" { return "u" }
    if keywords.contains(text) { return "k" }
    let next = byte(at: index + 1, source)
    if next == UInt8(ascii: "!"), byte(at: index + 2, source) != UInt8(ascii: "=") { return "m" }
    if let first = text.utf8.first, (0x41...0x5A).contains(first) { return "t" }
    return next == UInt8(ascii: "(") ? "f" : ""
  }

  /// https://doc.rust-lang.org/reference/keywords.html: the strict ones, and of the weak ones those
  /// that are seldom anything else.
  private static let keywords: Set<String> = [
    "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern",
    "false", "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub",
    "ref", "return", "self", "Self", "static", "struct", "super", "trait", "true", "type", "union",
    "use", "where", "while",
  ]
}
