/// A word with a meaning of its own where an identifier stands.
///
/// The raw value is the word's bytes, the first one lowest, so that a word is known by one comparison:
/// see ``TokenText/word(_:)``. `default`, `safe` and `union` are keywords in some places only.
enum Keyword: UInt64 {
  case `as` = 0x7361
  case async = 0x63_6e79_7361
  case await = 0x74_6961_7761
  case `break` = 0x6b_6165_7262
  case const = 0x74_736e_6f63
  case `continue` = 0x6575_6e69_746e_6f63
  case crate = 0x65_7461_7263
  case `default` = 0x74_6c75_6166_6564
  case dyn = 0x6e7964
  case `else` = 0x6573_6c65
  case `enum` = 0x6d75_6e65
  case `extern` = 0x6e72_6574_7865
  case `false` = 0x65_736c_6166
  case fn = 0x6e66
  case `for` = 0x726f66
  case `if` = 0x6669
  case impl = 0x6c70_6d69
  case `in` = 0x6e69
  case `let` = 0x74656c
  case loop = 0x706f_6f6c
  case match = 0x68_6374_616d
  case mod = 0x646f6d
  case move = 0x6576_6f6d
  case mut = 0x74756d
  case pub = 0x627570
  case ref = 0x666572
  case `return` = 0x6e72_7574_6572
  case safe = 0x6566_6173
  case selfValue = 0x666c_6573
  case selfType = 0x666c_6553
  case `static` = 0x6369_7461_7473
  case `struct` = 0x7463_7572_7473
  case `super` = 0x72_6570_7573
  case trait = 0x74_6961_7274
  case `true` = 0x6575_7274
  case type = 0x6570_7974
  case union = 0x6e_6f69_6e75
  case unsafe = 0x6566_6173_6e75
  case use = 0x657375
  case `where` = 0x65_7265_6877
  case `while` = 0x65_6c69_6877

  /// Whether no path goes on after it: `return ::std::…` is one, `super::…` is part of one.
  var isNotInPath: Bool {
    switch self {
    case .crate, .selfValue, .selfType, .super, .default, .safe, .union: false
    default: true
    }
  }
}
