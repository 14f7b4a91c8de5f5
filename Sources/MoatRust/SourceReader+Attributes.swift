extension SourceReader {
  /// `#[` or `#![`.
  mutating func attribute(_ index: Int) {
    let isInner = text.mark(index + 1) == UInt8(ascii: "!")
    guard text.mark(index + (isInner ? 2 : 1)) == UInt8(ascii: "[") else { return }
    top.special = .attribute
  }

  /// The bracket that opens an attribute, and the one that closes it.
  mutating func closeAttribute(_ open: Int, _ close: Int) {
    let isInner = text.mark(open - 1) == UInt8(ascii: "!")
    let first = open - (isInner ? 2 : 1)
    guard first >= 0 else { return }
    let frame = top
    attributes.append(
      Attribute(
        tokens: first...close, isInner: isInner, isInBody: frame.kind == .body,
        isInMacro: frame.outside != nil, container: frame.open ?? -1))
    if !isInner, pendingAttribute == nil { pendingAttribute = attributes.count - 1 }
  }

  /// The values of `path = "…"` in the attributes before the item at hand, and whether a condition
  /// stands before each.
  func paths() -> [(text: String, isConditional: Bool)] {
    guard let first = pendingAttribute else { return [] }
    return attributes[first...].flatMap { attribute in
      let isConditional = text.isWord(attribute.name, "cfg_attr")
      guard isConditional || text.isWord(attribute.name, "path") else {
        return [(text: String, isConditional: Bool)]()
      }
      return attribute.tokens.compactMap { index in
        guard text.isWord(index, "path"), text.mark(index + 1) == UInt8(ascii: "="),
          let value = text.literal(index + 2)
        else { return nil }
        return (value, isConditional)
      }
    }
  }
}
