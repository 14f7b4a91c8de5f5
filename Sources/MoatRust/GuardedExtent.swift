/// How far that goes which an outer attribute is about: an item, a statement, a field, an arm, an
/// argument. Judged by brackets and separators alone.
struct GuardedExtent {
  let text: TokenText
  let partners: ContiguousArray<Int32>
  /// How many more tokens may be looked at. Real files need about one look a token.
  private var budget: Int

  init(text: TokenText, partners: ContiguousArray<Int32>) {
    self.text = text
    self.partners = partners
    budget = text.count * 16 + 1_000
  }

  /// Counts one token that is looked at; false when hostile text has used up all looks.
  mutating func look() -> Bool {
    budget -= 1
    return budget > 0
  }

  /// The last token of it; that of the attribute where too much was looked at before. Where tokens
  /// leave a doubt the end is the nearer one, so that no code passes for guarded that is not.
  mutating func end(of guarded: Attribute) -> Int {
    let attribute = guarded.tokens
    var first = attribute.upperBound + 1
    while look(), text.mark(first) == UInt8(ascii: "#"), text.mark(first + 1) == UInt8(ascii: "["),
      let close = close(first + 1)
    {
      first = close + 1
    }
    // `if #[cfg(unix)] { … } else …`, in `cfg_if!`.
    if text.keyword(attribute.lowerBound - 1) == .if, text.mark(first) == UInt8(ascii: "{") {
      return close(first) ?? text.count - 1
    }
    return end(of: first, Form(text, first, guarded.isInBody)) ?? attribute.upperBound
  }

  /// How it ends.
  private enum Form {
    /// At a semicolon.
    case declaration
    /// At a semicolon or after braces; it may have commas.
    case item
    /// At a comma outside of angle brackets, which are those of a type.
    case field
    /// At a comma, a semicolon or after braces.
    case other

    init(_ text: TokenText, _ first: Int, _ isInBody: Bool) {
      if isInBody {
        self = .field
        return
      }
      var next = first
      if text.keyword(next) == .pub {
        next += 1
        // `pub(in a::b)`
        if text.mark(next) == UInt8(ascii: "(") {
          while next < first + 32, text.mark(next) != UInt8(ascii: ")") { next += 1 }
          next += 1
        }
      }
      switch text.keyword(next) {
      case .use, .let, .type, .static: self = .declaration
      case .extern where text.keyword(next + 1) == .crate: self = .declaration
      case .const
      where text.isName(next + 1) && text.mark(next + 2) == UInt8(ascii: ":")
        && text.keyword(next + 1) == nil:
        self = .declaration
      case .fn, .struct, .enum, .trait, .impl, .mod: self = .item
      case .union where text.isName(next + 1): self = .item
      case .async, .const, .default, .extern, .safe, .unsafe:
        self = Self.isItem(text, next) ? .item : .other
      default: self = .other
      }
    }

    /// Whether modifiers lead to an item, and not to a block or a closure.
    private static func isItem(_ text: TokenText, _ first: Int) -> Bool {
      for next in first..<(first + 6) {
        switch text.keyword(next) {
        case .fn, .trait, .impl, .mod: return true
        case .async, .const, .default, .safe, .unsafe: continue
        case .extern:
          let hasABI = text.kind(next + 1)?.isText == true
          if text.mark(hasABI ? next + 2 : next + 1) == UInt8(ascii: "{") { return true }
        default: if text.kind(next)?.isText != true { return false }
        }
      }
      return false
    }
  }

  private mutating func end(of first: Int, _ form: Form) -> Int? {
    var index = first
    var angles = 0
    var isPastArrow = false
    while index < text.count {
      guard look() else { return nil }
      switch text.mark(index) {
      case UInt8(ascii: ";"): return index
      case UInt8(ascii: ","):
        switch form {
        case .declaration, .item: break
        case .field: if angles <= 0 { return index }
        case .other: return index
        }
      case UInt8(ascii: "<"):
        if !isPastArrow { angles += 1 }
      case UInt8(ascii: ">"):
        let before = text.mark(index - 1)
        if before == UInt8(ascii: "=") {
          isPastArrow = true
          angles = 0
        } else if before != UInt8(ascii: "-"), !isPastArrow {
          angles -= 1
        }
      case UInt8(ascii: "="):
        if case .field = form, text.mark(index + 1) != UInt8(ascii: ">") {
          isPastArrow = true
          angles = 0
        }
      case UInt8(ascii: "("), UInt8(ascii: "["):
        guard let close = close(index) else { return text.count - 1 }
        index = close
      case UInt8(ascii: "{"):
        guard let close = close(index) else { return text.count - 1 }
        index = close
        switch form {
        case .declaration: break
        case .item: return close
        case .field, .other: if !goesOn(after: close) { return close }
        }
      case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"): return max(first, index - 1)
      default: break
      }
      index += 1
    }
    return text.count - 1
  }

  /// Whether what had braces is not over with them.
  private func goesOn(after close: Int) -> Bool {
    switch text.mark(close + 1) {
    case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: ","), UInt8(ascii: ";"): return true
    case UInt8(ascii: "="): return true
    default: return text.keyword(close + 1) == .else
    }
  }

  private func close(_ open: Int) -> Int? {
    guard partners.indices.contains(open), Int(partners[open]) > open else { return nil }
    return Int(partners[open])
  }
}
