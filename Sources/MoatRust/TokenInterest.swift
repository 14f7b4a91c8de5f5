/// What somebody looks for in the tokens of files. It is made once, for many files, and all of it is
/// found in the one pass that cuts them.
package struct TokenInterest: Sendable {
  /// Every name is wanted, and nothing is stopped at.
  package static let everyName = TokenInterest(wanted: nil, stops: TokenFilter())

  /// nil where all names are.
  let wanted: NameSet?
  /// See ``RustSource/stops``.
  let stops: TokenFilter
  let classes: TokenClasses

  /// - Parameters:
  ///   - wanted: a file that has none of these names is not resolved; nil where each file is.
  ///   - stops: the tokens that ``RustSource/stops`` has.
  package init(wanted: NameSet?, stops: TokenFilter) {
    self.wanted = wanted
    self.stops = stops
    classes = TokenClasses(stops).wanting(wanted)
  }

  /// The same with other names asked for.
  package func wanting(_ wanted: NameSet) -> TokenInterest {
    TokenInterest(wanted: wanted, stops: stops, classes: classes.wanting(wanted))
  }

  private init(wanted: NameSet?, stops: TokenFilter, classes: TokenClasses) {
    self.wanted = wanted
    self.stops = stops
    self.classes = classes
  }
}

/// What bytes and names are, so that one look at a table tells. Its lengths are known to the compiler:
/// no index needs to be checked.
final class TokenClasses: Sendable {
  let bytes: [256 of ByteClass]
  /// By the upper bits of a name's hash.
  let names: [4096 of NameClass]
  /// See ``Keyword/words``.
  let keywords: [64 of UInt64]
  /// For each ``TokenKind`` a bit: whether the caller stops at literals of that kind.
  private let kinds: UInt32

  /// With no names asked for.
  init(_ stops: TokenFilter) {
    let common = ByteClass.table
    bytes = [256 of ByteClass] { index in
      let own = common[index]
      let tag = TokenTag(punctuation: UInt8(truncatingIfNeeded: index))
      return stops.mayHave(tag) ? own.union(.stop) : own
    }
    let plain = NameClass.table
    names = [4096 of NameClass] { index in
      var own = plain[index]
      let tag = TokenTag(hash: NameHash(upper: index))
      if stops.mayHave(tag) { own.insert(.stop) }
      return own
    }
    let words = Keyword.words
    keywords = [64 of UInt64] { words[$0] }
    var kinds: UInt32 = 0
    for kind in [
      TokenKind.lifetime, .character, .string, .byte, .byteString, .integer,
    ]
    where stops.mayHave(TokenTag(kind: kind)) {
      kinds |= 1 << UInt32(kind.rawValue)
    }
    self.kinds = kinds
  }

  private init(_ other: TokenClasses, _ names: [4096 of NameClass]) {
    bytes = other.bytes
    keywords = other.keywords
    kinds = other.kinds
    self.names = names
  }

  /// Whether the caller stops at lifetimes, short integers, or characters and strings that are not raw.
  @inline(__always)
  func stops(at kind: TokenKind) -> Bool { kinds &>> UInt32(kind.rawValue) & 1 != 0 }

  /// The same with these names asked for, and no others; none where all are.
  func wanting(_ wanted: NameSet?) -> TokenClasses {
    var names = names
    for bits in names.indices { names[bits].remove(.wanted) }
    wanted?.forEachTag { names[Int($0.bits & 4095)].insert(.wanted) }
    return TokenClasses(self, names)
  }
}
