/// The part of bash's patterns in expansions that needs no matching: plain text, and `*` at one end.
enum BashPattern {
  /// `${X#pattern}` and its kin; nil if the pattern is more than that.
  static func cut(_ text: String, _ sign: String, _ pattern: String) -> String? {
    let isPrefix = sign.hasPrefix("#")
    let isLongest = sign.count == 2
    var plain = pattern[...]
    // `${X#*-}` and `${X%-*}`: up to a text, whatever is before or behind it.
    var skips = false
    if isPrefix, plain.first == "*" {
      plain = plain.dropFirst()
      skips = true
    } else if !isPrefix, plain.last == "*" {
      plain = plain.dropLast()
      skips = true
    }
    guard isPlain(plain), !plain.isEmpty else { return nil }
    guard skips else {
      if isPrefix { return text.hasPrefix(plain) ? String(text.dropFirst(plain.count)) : text }
      return text.hasSuffix(plain) ? String(text.dropLast(plain.count)) : text
    }
    let found = isPrefix == isLongest ? lastRange(of: plain, in: text) : range(of: plain, in: text)
    guard let found else { return text }
    return String(isPrefix ? text[found.upperBound...] : text[..<found.lowerBound])
  }

  /// `${X/from/to}`; nil if `from` is a pattern.
  static func replace(_ text: String, _ rule: String, all: Bool) -> String? {
    let sides = rule.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let from = sides.first, isPlain(from), let first = from.first, first != "#", first != "%"
    else { return nil }
    let to = sides.count > 1 ? sides[1] : ""
    var result = ""
    var rest = text[...]
    while let found = range(of: from, in: rest) {
      result += rest[..<found.lowerBound]
      result += to
      rest = rest[found.upperBound...]
      if !all { break }
    }
    return result + rest
  }

  private static func isPlain(_ text: Substring) -> Bool {
    !text.contains { "*?[]()|\\".contains($0) }
  }

  private static func range(
    of part: Substring, in text: some StringProtocol
  ) -> Range<String.Index>? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(part) {
        return start..<text.index(start, offsetBy: part.count)
      }
      start = text.index(after: start)
    }
    return nil
  }

  private static func lastRange(of part: Substring, in text: String) -> Range<String.Index>? {
    var last: Range<String.Index>?
    var rest = text[...]
    while let found = range(of: part, in: rest) {
      last = found
      rest = text[text.index(after: found.lowerBound)...]
    }
    return last
  }
}
