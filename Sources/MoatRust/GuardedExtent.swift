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

  /// The last token of it; that of the attribute where too much was looked at before.
  mutating func end(after attribute: ClosedRange<Int>) -> Int {
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
    return end(of: first, Form(text, first)) ?? attribute.upperBound
  }

  /// How it ends.
  private enum Form {
    /// At a semicolon.
    case declaration
    /// At a semicolon or after braces; it may have commas.
    case item
    /// At a comma, a semicolon or after braces.
    case other

    init(_ text: TokenText, _ first: Int) {
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
      case .use, .let, .type, .return, .static: self = .declaration
      case .const:
        switch text.keyword(next + 1) {
        case .fn, .unsafe, .async, .extern: self = .item
        default: self = text.mark(next + 1) == UInt8(ascii: "{") ? .item : .declaration
        }
      case .extern where text.keyword(next + 1) == .crate: self = .declaration
      case .fn, .struct, .enum, .trait, .impl, .mod, .extern, .unsafe, .async: self = .item
      case .union where text.isName(next + 1): self = .item
      default: self = .other
      }
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
        if case .other = form, angles <= 0 { return index }
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
        if case .other = form, text.mark(index + 1) != UInt8(ascii: ">") {
          isPastArrow = true
          angles = 0
        }
      case UInt8(ascii: "("), UInt8(ascii: "["):
        guard let close = close(index) else { return text.count - 1 }
        index = close
      case UInt8(ascii: "{"):
        guard let close = close(index) else { return text.count - 1 }
        index = close
        if case .declaration = form { break }
        if !goesOn(after: close) { return close }
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
