/// The names that a file's scopes know, and what each may be there.
struct NameTable: Sendable {
  enum Target: Hashable, Sendable {
    /// An index into the imports.
    case imported(Int)
    /// An index into the scopes: an inline module.
    case module(Int)
    /// Something defined in the file, or in the file of a `mod name;`.
    case local
  }

  struct Binding: Sendable {
    var scope: Int
    var target: Target
    /// Whether it may not be there: it is gated, or in the arguments of a macro. Then it hides nothing.
    let isWeak: Bool
    fileprivate let next: Int32
  }

  private struct Entry {
    let range: Range<Int>
    let hash: UInt32
    var first: Int32
  }

  private var entries: [Entry] = []
  private(set) var bindings: [Binding] = []
  private var slots: [Int32] = []
  /// A bit for each hash that was added; most names of a file are in no table.
  private var filter: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  var isEmpty: Bool { entries.isEmpty }

  /// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/).
  @inline(__always)
  static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    for offset in range { hash = (hash ^ UInt32(bytes[offset])) &* 0x0100_0193 }
    return hash
  }

  @inline(__always)
  private func mayHave(_ hash: UInt32) -> Bool {
    let bit: UInt64 = 1 << UInt64(hash & 63)
    switch hash >> 30 {
    case 0: return filter.0 & bit != 0
    case 1: return filter.1 & bit != 0
    case 2: return filter.2 & bit != 0
    default: return filter.3 & bit != 0
    }
  }

  /// Adds what a name, given as a range of the file's bytes, is in a scope.
  mutating func add(
    _ range: Range<Int>, in bytes: [UInt8], scope: Int, _ target: Target, isWeak: Bool
  ) {
    let hash = Self.hash(bytes.span, range)
    let entry: Int
    if let found = find(hash, { bytes[$0].elementsEqual(bytes[range]) }) {
      entry = found
    } else {
      entry = entries.count
      entries.append(Entry(range: range, hash: hash, first: -1))
      let bit: UInt64 = 1 << UInt64(hash & 63)
      switch hash >> 30 {
      case 0: filter.0 |= bit
      case 1: filter.1 |= bit
      case 2: filter.2 |= bit
      default: filter.3 |= bit
      }
      if entries.count * 2 > slots.count { rebuild() } else { place(entry) }
    }
    bindings.append(
      Binding(scope: scope, target: target, isWeak: isWeak, next: entries[entry].first))
    entries[entry].first = Int32(clamping: bindings.count - 1)
  }

  private mutating func rebuild() {
    slots = [Int32](repeating: -1, count: max(16, slots.count * 2))
    for entry in entries.indices { place(entry) }
  }

  private mutating func place(_ entry: Int) {
    var slot = Int(entries[entry].hash) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(clamping: entry)
  }

  @inline(__always)
  private func find(_ hash: UInt32, _ isSame: (Range<Int>) -> Bool) -> Int? {
    guard !slots.isEmpty, mayHave(hash) else { return nil }
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let entry = Int(slots[slot])
      if entries[entry].hash == hash, isSame(entries[entry].range) { return entry }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The first of the bindings of a name, newest first; see ``following(_:)``.
  @inline(__always)
  func first(_ range: Range<Int>, in bytes: [UInt8]) -> Int? {
    guard
      let entry = find(
        Self.hash(bytes.span, range), { bytes[$0].elementsEqual(bytes[range]) })
    else { return nil }
    return Int(entries[entry].first)
  }

  func first(_ name: String, in bytes: [UInt8]) -> Int? {
    let name = Array(name.utf8)
    guard
      let entry = find(
        Self.hash(name.span, name.indices), { bytes[$0].elementsEqual(name) })
    else { return nil }
    return Int(entries[entry].first)
  }

  /// The next binding of the same name.
  func following(_ binding: Int) -> Int? {
    let next = bindings[binding].next
    return next < 0 ? nil : Int(next)
  }

  /// Gives the scopes their final numbers.
  mutating func renumber(_ numbers: [Int]) {
    for index in bindings.indices {
      bindings[index].scope = numbers[bindings[index].scope]
      if case .module(let scope) = bindings[index].target {
        bindings[index].target = .module(numbers[scope])
      }
    }
  }
}
