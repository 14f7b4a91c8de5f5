/// A word with a meaning of its own where an identifier stands. `default`, `safe` and `union` are
/// keywords in some places only.
enum Keyword: UInt8 {
  case `as` = 1
  case async, await, `break`, const, `continue`, crate, `default`, dyn, `else`, `enum`
  case `extern`, `false`, fn, `for`, `if`, impl, `in`, `let`, loop, match, mod, move, mut, pub
  case ref, `return`, safe, selfValue, selfType, `static`, `struct`, `super`, trait, `true`
  case type, union, unsafe, use, `where`, `while`

  /// The keyword of a word's bytes, the first one lowest; nil for any other word.
  @inline(__always)
  init?(word: UInt64) {
    switch word {
    case 0x7361: self = .as
    case 0x63_6e79_7361: self = .async
    case 0x74_6961_7761: self = .await
    case 0x6b_6165_7262: self = .break
    case 0x74_736e_6f63: self = .const
    case 0x6575_6e69_746e_6f63: self = .continue
    case 0x65_7461_7263: self = .crate
    case 0x74_6c75_6166_6564: self = .default
    case 0x6e7964: self = .dyn
    case 0x6573_6c65: self = .else
    case 0x6d75_6e65: self = .enum
    case 0x6e72_6574_7865: self = .extern
    case 0x65_736c_6166: self = .false
    case 0x6e66: self = .fn
    case 0x726f66: self = .for
    case 0x6669: self = .if
    case 0x6c70_6d69: self = .impl
    case 0x6e69: self = .in
    case 0x74656c: self = .let
    case 0x706f_6f6c: self = .loop
    case 0x68_6374_616d: self = .match
    case 0x646f6d: self = .mod
    case 0x6576_6f6d: self = .move
    case 0x74756d: self = .mut
    case 0x627570: self = .pub
    case 0x666572: self = .ref
    case 0x6e72_7574_6572: self = .return
    case 0x6566_6173: self = .safe
    case 0x666c_6573: self = .selfValue
    case 0x666c_6553: self = .selfType
    case 0x6369_7461_7473: self = .static
    case 0x7463_7572_7473: self = .struct
    case 0x72_6570_7573: self = .super
    case 0x74_6961_7274: self = .trait
    case 0x6575_7274: self = .true
    case 0x6570_7974: self = .type
    case 0x6e_6f69_6e75: self = .union
    case 0x6566_6173_6e75: self = .unsafe
    case 0x657375: self = .use
    case 0x65_7265_6877: self = .where
    case 0x65_6c69_6877: self = .while
    default: return nil
    }
  }

  /// Whether no path goes on after it: `return ::std::…` is one, `super::…` is part of one.
  var isNotInPath: Bool {
    switch self {
    case .crate, .selfValue, .selfType, .super, .default, .safe, .union: false
    default: true
    }
  }
}
