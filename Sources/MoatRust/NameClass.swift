/// What the names are that have one value of the upper bits of their hashes.
struct NameClass: OptionSet, Sendable {
  /// In the lowest six bits the number of the only ``Keyword`` among them, or 0.
  let rawValue: UInt16

  /// ``SourceReader`` stops at one of them.
  static let bone = NameClass(rawValue: 0x40)
  /// The caller may stop at one of them.
  static let stop = NameClass(rawValue: 0x80)
  /// One of them may have been asked for.
  static let wanted = NameClass(rawValue: 0x100)

  @inline(__always) var keyword: Int { Int(rawValue & 0x3F) }
  /// Whether nobody looks for one of them.
  @inline(__always) var isPlain: Bool { rawValue < 0x40 }

  /// Without any caller's interest.
  static let table: [NameClass] = {
    var all = [NameClass](repeating: [], count: 4096)
    for keyword in Keyword.allCases {
      let text = Array(keyword.text.utf8)
      let hash = Token.name(in: text.span, from: 0, to: text.count).hash
      all[hash.upper & 4095] = NameClass(rawValue: UInt16(keyword.rawValue))
    }
    for bits in all.indices
    where SourceReader.bones.mayHave(TokenTag(hash: NameHash(upper: bits))) {
      all[bits].insert(.bone)
    }
    return all
  }()
}
