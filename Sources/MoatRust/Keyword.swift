/// A word with a meaning of its own where an identifier stands. `default`, `safe` and `union` are
/// keywords in some places only.
enum Keyword: UInt8, CaseIterable {
  case `as` = 1
  case async, await, `break`, const, `continue`, crate, `default`, dyn, `else`, `enum`
  case `extern`, `false`, fn, `for`, `if`, impl, `in`, `let`, loop, match, mod, move, mut, pub
  case ref, `return`, safe, selfValue, selfType, `static`, `struct`, `super`, trait, `true`
  case type, union, unsafe, use, `where`, `while`

  /// As it is written.
  var text: String {
    switch self {
    case .selfValue: "self"
    case .selfType: "Self"
    default: "\(self)"
    }
  }

  /// Whether no path goes on after it: `return ::std::…` is one, `super::…` is part of one.
  var isNotInPath: Bool {
    switch self {
    case .crate, .selfValue, .selfType, .super, .default, .safe, .union: false
    default: true
    }
  }

  /// The bytes of each keyword, the first one lowest, by its number. A name with those bytes is the
  /// keyword; one that is longer than eight bytes has 0 here.
  static let words: [UInt64] = {
    // No name has these bytes.
    var words = [UInt64](repeating: .max, count: 64)
    for keyword in allCases {
      let text = Array(keyword.text.utf8)
      words[Int(keyword.rawValue) & 63] = Token.name(in: text.span, from: 0, to: text.count).word
    }
    return words
  }()
}
