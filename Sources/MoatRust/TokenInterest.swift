/// What somebody looks for in the tokens of files. It is made once, for many files, and all of it is
/// found in the one pass that cuts them.
package struct TokenInterest: Sendable {
  /// Every name is wanted, and nothing is stopped at.
  package static let everyName = TokenInterest(wanted: nil, stops: TokenFilter())

  /// For each value of the upper bits of a name's hash what names with it are.
  let names: [NameClass]
  /// What each byte is.
  let bytes: [ByteClass]
  /// nil where all names are.
  let wanted: NameSet?
  /// See ``RustSource/stops``.
  let stops: TokenFilter

  /// - Parameters:
  ///   - wanted: a file that has none of these names is not resolved; nil where each file is.
  ///   - stops: the tokens that ``RustSource/stops`` has.
  package init(wanted: NameSet?, stops: TokenFilter) {
    self.wanted = wanted
    self.stops = stops
    var names = NameClass.table
    for bits in names.indices {
      let tag = TokenTag(hash: NameHash(upper: bits))
      if stops.mayHave(tag) { names[bits].bits |= NameClass.stop }
      if let wanted, wanted.mayHave(tag) { names[bits].bits |= NameClass.wanted }
    }
    self.names = names
    bytes = ByteClass.table.indices.map { byte in
      let tag = TokenTag(punctuation: UInt8(truncatingIfNeeded: byte))
      return stops.mayHave(tag) ? ByteClass.table[byte].union(.stop) : ByteClass.table[byte]
    }
  }
}

/// What the names are that have one value of the upper bits of their hashes.
struct NameClass: Sendable {
  /// The number of the only ``Keyword`` among them, or 0; and who may want to see them.
  fileprivate(set) var bits: UInt16

  @inline(__always) var keyword: Int { Int(bits & 0x3F) }
  /// Whether one of them may be of interest to anybody.
  @inline(__always) var isPlain: Bool { bits < 0x40 }

  /// ``SourceReader`` stops at it.
  static let bone: UInt16 = 0x40
  static let stop: UInt16 = 0x80
  static let wanted: UInt16 = 0x100

  @inline(__always) func has(_ bit: UInt16) -> Bool { bits & bit != 0 }

  /// Without anybody's interest.
  fileprivate static let table: [NameClass] = {
    var all = [NameClass](repeating: NameClass(bits: 0), count: 4096)
    for keyword in Keyword.allCases {
      let text = Array(keyword.text.utf8)
      let hash = Token.name(in: text.span, from: 0, to: text.count).hash
      all[hash.upper & 4095].bits = UInt16(keyword.rawValue)
    }
    for bits in all.indices
    where SourceReader.bones.mayHave(TokenTag(hash: NameHash(upper: bits))) {
      all[bits].bits |= bone
    }
    return all
  }()
}
