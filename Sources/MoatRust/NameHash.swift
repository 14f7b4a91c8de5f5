/// A hash of a name by its length and the eight bytes at each end. It is the same in each process, so
/// different names can be made to share it.
struct NameHash: Hashable, Sendable {
  let mixed: UInt64

  @inline(__always) init(mixed: UInt64) { self.mixed = mixed }

  /// Some hash with these twelve upper bits.
  init(upper: Int) { mixed = UInt64(truncatingIfNeeded: upper) << 52 }

  /// The best bits: below 4,096.
  @inline(__always) var upper: Int { Int(truncatingIfNeeded: mixed >> 52) }
}

/// Names of which one may be in a file or not.
///
/// That is asked for each name of each file, by hashes alone: a name that is found may be another one.
package struct NameSet: Sendable {
  private var filter = TokenFilter()
  /// The hashes, each near the slot that its bits tell; 0 for none.
  private var slots: [UInt64] = [0, 0]
  private var count = 0

  package init(_ names: some Sequence<String> = [String]()) { for name in names { insert(name) } }

  package mutating func insert(_ name: String) {
    let text = Array(name.utf8)
    let hash = Token.name(in: text.span, from: 0, to: text.count).hash
    filter.insert(TokenTag(hash: hash))
    count += 1
    let all = slots + [hash.mixed]
    var size = slots.count
    while size < count * 4 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    for mixed in all where mixed != 0 {
      var slot = Int(truncatingIfNeeded: mixed >> 20) & (size - 1)
      while slots[slot] != 0, slots[slot] != mixed { slot = (slot + 1) & (size - 1) }
      slots[slot] = mixed
    }
  }

  /// Visits what the names are for a ``TokenFilter``.
  func forEachTag(_ body: (TokenTag) -> Void) {
    for mixed in slots where mixed != 0 { body(TokenTag(hash: NameHash(mixed: mixed))) }
  }

  @inline(__always)
  func mayHave(_ hash: NameHash) -> Bool { filter.mayHave(TokenTag(hash: hash)) && has(hash.mixed) }

  @inline(never)
  private func has(_ mixed: UInt64) -> Bool {
    var slot = Int(truncatingIfNeeded: mixed >> 20) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] == mixed { return true }
      slot = (slot + 1) & (slots.count - 1)
    }
    return false
  }
}
