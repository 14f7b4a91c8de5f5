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

  static let table = KeywordTable()
}

/// Finds keywords by the hash that every name has anyway.
struct KeywordTable: Sendable {
  /// The bytes of each keyword, the first one lowest, by its number; 0 for none.
  private var words = [UInt64](repeating: 0, count: 64)
  /// For each value of a hash's upper bits, the only keyword that has it. No two share one: a test
  /// says so.
  private var numbers = [UInt8](repeating: 0, count: 4096)

  init() {
    for keyword in Keyword.allCases {
      let text = Array(keyword.text.utf8)
      let (word, hash) = Token.name(in: text.span, from: 0, to: text.count)
      words[Int(keyword.rawValue) & 63] = word
      numbers[hash.upper & 4095] = keyword.rawValue
    }
  }

  /// The number of the keyword with these bytes, or 0.
  ///
  /// - Parameter word: the bytes of a name, the first one lowest; 0 for one that is longer than eight.
  @inline(__always)
  func number(of word: UInt64, hash: NameHash) -> UInt8 {
    let number = numbers[hash.upper & 4095]
    return number != 0 && words[Int(number) & 63] == word ? number : 0
  }
}
