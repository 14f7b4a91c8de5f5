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
    let hash: Int
    var first: Int32
  }

  private var entries: [Entry] = []
  private(set) var bindings: [Binding] = []
  private var slots: [Int32] = []
  /// A bit for some bits of each name's tag: most names of a file are in no table.
  private var filter = ContiguousArray<UInt64>(repeating: 0, count: 64)
  /// The same for names of imports.
  private var importFilter = ContiguousArray<UInt64>(repeating: 0, count: 64)

  /// Whether a name with this tag may be there.
  @inline(__always)
  func mayHave(_ tag: UInt16) -> Bool {
    filter[Int(tag >> 10)] & (1 << UInt64(tag >> 4 & 63)) != 0
  }

  /// Whether an import with this tag may be there.
  @inline(__always)
  func mayImport(_ tag: UInt16) -> Bool {
    importFilter[Int(tag >> 10)] & (1 << UInt64(tag >> 4 & 63)) != 0
  }

  private static let seed = (
    UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max)
  )

  /// Folded multiplications with seeds that differ in each process: names that were made to collide do
  /// not.
  private static func hash(_ name: ArraySlice<UInt8>) -> Int {
    let bytes = name.span
    var hash = seed.0 ^ UInt64(bytes.count)
    var start = 0
    while start < bytes.count {
      let length = min(8, bytes.count - start)
      let word = Token.load(bytes, from: start, length: length)
      let product = (word ^ seed.1).multipliedFullWidth(by: hash | 1)
      hash = product.high ^ product.low
      start += 8
    }
    return Int(truncatingIfNeeded: hash >> 1)
  }

  private static func tag(_ name: ArraySlice<UInt8>) -> UInt16 {
    Token.name(in: name.span, from: 0, to: name.count).tag
  }

  /// Adds what a name, given as a range of the file's bytes, is in a scope.
  mutating func add(
    _ range: Range<Int>, in bytes: [UInt8], scope: Int, _ target: Target, isWeak: Bool
  ) {
    let name = bytes[range]
    let entry: Int
    if let found = find(name, in: bytes) {
      entry = found
    } else {
      entry = entries.count
      entries.append(Entry(range: range, hash: Self.hash(name), first: -1))
      let tag = Self.tag(name)
      filter[Int(tag >> 10)] |= 1 << UInt64(tag >> 4 & 63)
      if entries.count * 2 > slots.count { rebuild() } else { place(entry) }
    }
    if case .imported = target {
      let tag = Self.tag(name)
      importFilter[Int(tag >> 10)] |= 1 << UInt64(tag >> 4 & 63)
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
    var slot = entries[entry].hash & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(clamping: entry)
  }

  private func find(_ name: ArraySlice<UInt8>, in bytes: [UInt8]) -> Int? {
    guard !slots.isEmpty, mayHave(Self.tag(name)) else { return nil }
    let hash = Self.hash(name)
    var slot = hash & (slots.count - 1)
    while slots[slot] >= 0 {
      let entry = Int(slots[slot])
      if entries[entry].hash == hash, bytes[entries[entry].range].elementsEqual(name) {
        return entry
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The first of the bindings of a name, newest first; see ``following(_:)``.
  func first(_ range: Range<Int>, in bytes: [UInt8]) -> Int? {
    find(bytes[range], in: bytes).map { Int(entries[$0].first) }
  }

  func first(_ name: String, in bytes: [UInt8]) -> Int? {
    let name = Array(name.utf8)
    return find(name[...], in: bytes).map { Int(entries[$0].first) }
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
