import MoatRust

extension FileScanner {
  /// `unsafe` before a block, a function, an implementation, a trait or a block of foreign functions;
  /// not in the type of a function pointer.
  mutating func readUnsafe(at index: Int) {
    let subject: String
    switch tokens.mark(index + 1) {
    case UInt8(ascii: "{"): subject = "unsafe block"
    case 0:
      guard let kind = unsafeItem(after: index) else { return }
      subject = "unsafe \(kind)"
    default: return
    }
    note(.unsafe, at: tokens.range(index), subject)
  }

  private func unsafeItem(after index: Int) -> String? {
    var next = index + 1
    // `extern "C"` and the like stand between.
    while next <= index + 4 {
      switch tokens.kind(next) {
      case .string, .rawString: break
      case .identifier:
        switch tokens.name(next) {
        case "fn": return tokens.isName(next + 1) || tokens.isMark(next + 1, "$") ? "fn" : nil
        case "impl": return "impl"
        case "trait", "auto": return "trait"
        case "extern":
          if tokens.isMark(next + 1, "{") || tokens.isMark(next + 2, "{") { return "extern" }
        case "async", "const", "safe": break
        default: return nil
        }
      default: return nil
      }
      next += 1
    }
    return nil
  }

  /// `extern "C" { … }`, and what the functions in it do where they go by well-known names.
  mutating func readExtern(at index: Int) {
    var open = index + 1
    var abi = "C"
    if tokens.isText(open) {
      let literal = RustLiteral(tokens.tokens[open], in: tokens.bytes)
      abi = QuotedText.shown(literal.bytes, literal.range, limit: 24)
      open += 1
    }
    guard tokens.isMark(open, "{") else { return }
    note(.ffi, at: tokens.range(index), "extern \"\(abi)\" block")
    // Such blocks lie in no other: what is not closed is read once.
    guard index >= externEnd else { return }
    externEnd = source.partner(of: open) ?? tokens.count
    var depth = 0
    for next in open..<max(open, externEnd) {
      switch tokens.mark(next) {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      default:
        if depth == 1, tokens.isWord(next, "fn"), tokens.isName(next + 1) {
          readForeign(tokens.name(next + 1), at: next + 1)
        } else if depth == 1, tokens.isWord(next, "link_name"), tokens.isMark(next + 1, "="),
          tokens.isText(next + 2)
        {
          let literal = RustLiteral(tokens.tokens[next + 2], in: tokens.bytes)
          readForeign(
            String(decoding: literal.bytes[literal.range], as: UTF8.self), at: next + 2)
        }
      }
    }
  }

  mutating func readForeign(_ name: String, at index: Int) {
    guard let capability = ForeignFunctions.capability(of: name) else { return }
    note(capability, at: tokens.range(index), "extern fn \(name)")
  }

  /// `#[…]`: what runs before `main`, what is linked, where a module's file is.
  ///
  /// - Returns: the index after `#` and the brackets before the attribute's name, whose literals are
  ///   read as others are.
  mutating func readAttribute(at index: Int) -> Int {
    var open = index + 1
    if tokens.isMark(open, "!") { open += 1 }
    // Within an attribute there is no other.
    guard index >= attributeEnd, tokens.isMark(open, "["), let close = source.partner(of: open),
      close > open
    else { return index + 1 }
    var next = source.nextToken(in: open..<close, Self.attributeNames)
    while next < close {
      if case .identifier = tokens.kind(next) { readAttributeWord(at: next, first: open + 1) }
      next = source.nextToken(in: next + 1..<close, Self.attributeNames)
    }
    attributeEnd = close
    return open + 1
  }

  private static let attributeSpellings = [
    ("link_section", 0), ("used", 1), ("ctor", 2), ("dtor", 2), ("link", 3), ("naked", 4),
    ("export_name", 5), ("unsafe", 6),
  ]
  private static let attributeWords = WordTable(attributeSpellings)
  private static let attributeNames = TokenFilter(names: attributeSpellings.map(\.0))

  private mutating func readAttributeWord(at index: Int, first: Int) {
    let range = tokens.range(index)
    guard
      let word = Self.attributeWords.value(of: tokens.bytes, range.lowerBound, range.upperBound)
    else { return }
    // Of a path, the last name; and not a value's.
    guard !tokens.isSeparator(index + 1), !tokens.isMark(index - 1, "=") else { return }
    switch word {
    case 0:
      guard let section = textValue(after: index), Self.isInitialiser(section) else { return }
      note(.beforeMain, at: range, "#[link_section = \"\(section)\"]", argument: section)
    case 1 where isWholeWord(index): note(.beforeMain, at: range, "#[used]")
    case 2 where isWholeWord(index) || tokens.isMark(index + 1, "("):
      guard index == first || tokens.isSeparator(index - 2) || tokens.isMark(index - 1, ",") else {
        return
      }
      note(.beforeMain, at: range, "#[\(tokens.name(index))]")
    case 3 where tokens.isMark(index + 1, "("):
      note(.ffi, at: range, "#[link\(linkedName(after: index))]")
    case 4 where isWholeWord(index): note(.assembly, at: range, "#[naked]")
    case 6 where index == first: note(.unsafe, at: range, "unsafe attribute")
    case 5:
      guard let name = textValue(after: index),
        ["main", "_start", "_init", "DllMain"].contains(name)
      else { return }
      note(.beforeMain, at: range, "#[export_name = \"\(name)\"]", argument: name)
    default: break
    }
  }

  /// Whether nothing follows a word in its attribute: `#[used]`, `#[cfg_attr(…, used)]`.
  private func isWholeWord(_ index: Int) -> Bool {
    let before = tokens.mark(index - 1)
    let after = tokens.mark(index + 1)
    return [UInt8(ascii: "["), UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: ":")].contains(
      before)
      && [UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: ",")].contains(after)
  }

  private func textValue(after index: Int) -> String? {
    guard tokens.isMark(index + 1, "="), tokens.isText(index + 2) else { return nil }
    let literal = RustLiteral(tokens.tokens[index + 2], in: tokens.bytes)
    return QuotedText.shown(literal.bytes, literal.range)
  }

  /// `(name = "ssl")` of `#[link(name = "ssl", kind = "static")]`, as far as it is literal.
  private func linkedName(after index: Int) -> String {
    for next in index + 2..<index + 16 where tokens.isWord(next, "name") {
      if let name = textValue(after: next) { return "(name = \"\(name)\")" }
    }
    return ""
  }

  /// Sections whose contents the loader calls
  /// (https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/specialsections.html;
  /// dyld's `__mod_init_func`; the C runtime's `.CRT$X…` on Windows, TLS callbacks among them).
  private static func isInitialiser(_ section: String) -> Bool {
    [
      ".init_array", ".preinit_array", ".fini_array", ".ctors", ".dtors", ".init", ".fini",
      ".CRT$X",
    ].contains { section.hasPrefix($0) }
      || ["__mod_init_func", "__mod_term_func", "__init_offsets", "__constructor"]
        .contains { section.contains($0) }
  }
}
