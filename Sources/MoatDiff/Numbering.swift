/// Gives equal pieces of bytes equal numbers, from 0 in the order of their first appearance.
///
/// Pieces are compared byte by byte, so that no two different ones share a number; the hash is keyed
/// anew in every process, so that nobody can prepare pieces that collide.
struct Numbering {
  private var slots: [Int32]
  private var entries: [(hash: Int, isOld: Bool, range: Range<Int>)] = []
  private let old: [UInt8]
  private let new: [UInt8]

  /// - Parameter count: how many pieces there will be at most.
  init(old: [UInt8], new: [UInt8], count: Int) {
    self.old = old
    self.new = new
    var size = 16
    while size < count * 2 { size *= 2 }
    slots = Array(repeating: -1, count: size)
  }

  /// How many different pieces were seen.
  var count: Int { entries.count }

  mutating func number(_ range: Range<Int>, isOld: Bool) -> Int32 {
    let hash = (isOld ? old : new).withUnsafeBytes { bytes in
      var hasher = Hasher()
      hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: bytes[range]))
      return hasher.finalize()
    }
    let mask = slots.count - 1
    var slot = hash & mask
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, isEqual(entry.range, entry.isOld, range, isOld) { return slots[slot] }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(entries.count)
    entries.append((hash, isOld, range))
    return slots[slot]
  }

  private func isEqual(
    _ left: Range<Int>, _ leftIsOld: Bool, _ right: Range<Int>, _ rightIsOld: Bool
  ) -> Bool {
    guard left.count == right.count else { return false }
    return (leftIsOld ? old : new)[left].elementsEqual((rightIsOld ? old : new)[right])
  }
}
