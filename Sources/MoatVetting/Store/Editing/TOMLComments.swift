import MoatModel

/// The comments of a TOML document that parses.
enum TOMLComments {
  /// From each `#` to the end of its line, line ending excluded.
  ///
  /// Bytes that are no document give spans that mean nothing, and no trap.
  static func spans(in bytes: [UInt8]) -> [SourceSpan] {
    var spans: [SourceSpan] = []
    var at = 0
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "#"):
        let end = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
        let hasReturn = end > at && bytes[end - 1] == 0x0D
        spans.append(SourceSpan(at, hasReturn ? end - 1 : end))
        at = end
      case UInt8(ascii: "\""): at = end(ofString: at, bytes, hasEscapes: true)
      case UInt8(ascii: "'"): at = end(ofString: at, bytes, hasEscapes: false)
      default: at += 1
      }
    }
    return spans
  }

  /// Where the text goes on after the string that starts at an offset.
  private static func end(ofString start: Int, _ bytes: [UInt8], hasEscapes: Bool) -> Int {
    let quote = bytes[start]
    func isQuote(_ index: Int) -> Bool { index < bytes.count && bytes[index] == quote }
    let isMultiLine = isQuote(start + 1) && isQuote(start + 2)
    if !isMultiLine, isQuote(start + 1) { return start + 2 }
    var at = start + (isMultiLine ? 3 : 1)
    while at < bytes.count {
      if hasEscapes, bytes[at] == UInt8(ascii: "\\") {
        at += 2
      } else if isMultiLine, isQuote(at), isQuote(at + 1), isQuote(at + 2) {
        // Up to two quotes may stand before the three that end the string.
        at += 3
        while isQuote(at) { at += 1 }
        return at
      } else if !isMultiLine, isQuote(at) {
        return at + 1
      } else {
        at += 1
      }
    }
    return bytes.count
  }
}
