/// Conditions of `cfg`, as tokens.
enum CfgText {
  /// Real ones nest three or four deep; deeper ones are not taken to require tests.
  private static let depthLimit = 32
  /// Longer ones are cut: nobody reads them.
  private static let textLimit = 400

  /// The condition in one spacing, without comments and line breaks.
  static func condition(_ text: TokenText, _ range: Range<Int>) -> String {
    var condition: [UInt8] = []
    for index in range {
      switch text.mark(index) {
      case UInt8(ascii: ","):
        if index + 1 < range.upperBound, text.mark(index + 1) != UInt8(ascii: ")") {
          condition += ", ".utf8
        }
      case UInt8(ascii: "="): condition += " = ".utf8
      default:
        let token = text.tokens[index]
        guard token.lower <= token.upper, token.upper <= text.bytes.count else { continue }
        condition += text.bytes[token.lower..<token.upper]
      }
      if condition.count > textLimit {
        return String(decoding: condition, as: UTF8.self) + "…"
      }
    }
    return String(decoding: condition, as: UTF8.self)
  }

  /// Whether it holds only where `test` does.
  static func requiresTest(
    _ text: TokenText, _ range: Range<Int>, _ partners: ContiguousArray<Int32>, depth: Int = 0
  ) -> Bool {
    guard let first = range.first, depth < depthLimit else { return false }
    if range.count == 1 { return text.isWord(first, "test") }
    let isAll = text.isWord(first, "all")
    guard isAll || text.isWord(first, "any"), text.mark(first + 1) == UInt8(ascii: "(") else {
      return false
    }
    let close = Int(partners[first + 1])
    guard close > first + 1, close <= range.upperBound else { return false }
    var parts: [Range<Int>] = []
    var start = first + 2
    var index = start
    while index < close {
      if text.mark(index) == UInt8(ascii: ",") {
        parts.append(start..<index)
        start = index + 1
      } else if partners.indices.contains(index), Int(partners[index]) > index {
        index = Int(partners[index])
      }
      index += 1
    }
    if start < close { parts.append(start..<close) }
    let results = parts.map { requiresTest(text, $0, partners, depth: depth + 1) }
    return isAll ? results.contains(true) : !results.isEmpty && !results.contains(false)
  }
}
