/// Byte strings with a number each, looked up in a file's bytes without making strings.
///
/// Most identifiers of a file mean nothing here; a filter by first byte, last byte and length refuses
/// nearly all of them before anything is hashed.
struct WordTable: Sendable {
  /// Empty until there is a word, as the filter.
  private var slots: [Int32] = []
  private var words: [Word] = []
  private var text: [UInt8] = []
  private var filter: [UInt64] = []

  private struct Word {
    let lower: Int32
    let count: Int32
    let value: Int32
  }

  /// 4,096 bits: small enough to stay in the first-level cache, large enough that some hundred words
  /// leave it mostly empty.
  private static let filterWords = 64

  init(_ entries: [(String, Int)] = []) {
    for (word, value) in entries { insert(Array(word.utf8), value: value) }
  }

  var isEmpty: Bool { words.isEmpty }
  var count: Int { words.count }

  /// Adds a word. The first value of a word stays.
  mutating func insert(_ word: [UInt8], value: Int) {
    guard let first = word.first, let last = word.last else { return }
    guard self.value(of: word, 0, word.count) == nil, text.count < Int(Int32.max) / 2 else {
      return
    }
    if words.isEmpty {
      slots = [Int32](repeating: -1, count: 64)
      filter = [UInt64](repeating: 0, count: Self.filterWords)
    }
    let bit = Self.bit(first, last, word.count)
    filter[bit >> 6] |= 1 << UInt64(bit & 63)
    words.append(
      Word(lower: Int32(text.count), count: Int32(word.count), value: Int32(clamping: value)))
    text += word
    if words.count * 2 > slots.count {
      slots = [Int32](repeating: -1, count: slots.count * 2)
      for index in words.indices { place(index) }
    } else {
      place(words.count - 1)
    }
  }

  private mutating func place(_ index: Int) {
    let lower = Int(words[index].lower)
    var slot =
      Self.hash(text, lower, lower + Int(words[index].count)) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(index)
  }

  /// The number of the word that `bytes` holds there.
  @inline(__always)
  func value(of bytes: [UInt8], _ lower: Int, _ upper: Int) -> Int? {
    guard mayHave(bytes, lower, upper) else { return nil }
    return find(bytes, lower, upper)
  }

  /// Whether the filter lets a word through: most words that are not in the table are refused.
  @inline(__always)
  func mayHave(_ bytes: [UInt8], _ lower: Int, _ upper: Int) -> Bool {
    guard lower < upper, upper <= bytes.count, !filter.isEmpty else { return false }
    let bit = Self.bit(bytes[lower], bytes[upper - 1], upper - lower)
    return filter[bit >> 6] & (1 << UInt64(bit & 63)) != 0
  }

  @inline(never)
  private func find(_ bytes: [UInt8], _ lower: Int, _ upper: Int) -> Int? {
    var slot = Self.hash(bytes, lower, upper) & (slots.count - 1)
    while slots[slot] >= 0 {
      let word = words[Int(slots[slot])]
      if Int(word.count) == upper - lower {
        var offset = 0
        while offset < upper - lower, text[Int(word.lower) + offset] == bytes[lower + offset] {
          offset += 1
        }
        if offset == upper - lower { return Int(word.value) }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  @inline(__always)
  private static func bit(_ first: UInt8, _ last: UInt8, _ count: Int) -> Int {
    (Int(first) &* 37 &+ Int(last) &* 101 &+ count &* 613) & (filterWords * 64 - 1)
  }

  /// FNV-1a: the words are few and short, and an attacker gains nothing but slowness within a file
  /// whose length is bounded.
  private static func hash(_ bytes: [UInt8], _ lower: Int, _ upper: Int) -> Int {
    var hash: UInt32 = 2_166_136_261
    for offset in lower..<upper { hash = (hash ^ UInt32(bytes[offset])) &* 16_777_619 }
    return Int(hash ^ (hash >> 15))
  }
}
