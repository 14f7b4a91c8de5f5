/// The names that a file's scopes know, and what each may be there.
struct NameTable: Sendable {
  enum Target: Hashable, Sendable {
    /// An index into the imports.
    case imported(Int)
    /// An index into the scopes: an inline module.
    case module(Int)
    /// A type or module defined in the file, or the file of a `mod name;`.
    case localType
    /// A function, constant or static of the file. A path does not begin with one.
    case localValue
  }

  struct Binding: Sendable {
    var scope: Int
    var target: Target
    /// Whether it may not be there: it is gated, or in the arguments of a macro. Then it hides nothing.
    let isWeak: Bool
    /// The next one of the same name, before ``finish(_:)``.
    fileprivate let next: Int32
  }

  private struct Entry {
    let range: Range<Int>
    let hash: Int
    /// The newest binding; after ``finish(_:)``, the one of the first scope.
    var first: Int32
    var count: Int32 = 0
  }

  private var entries: [Entry] = []
  private var bindings: [Binding] = []
  private var slots: [Int32] = []
  /// Most names of a file are in no table.
  private(set) var filter = TokenFilter()

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
      filter.insert(TokenTag(name: name.span))
      if entries.count * 2 > slots.count { rebuild() } else { putInSlot(entry) }
    }
    bindings.append(
      Binding(scope: scope, target: target, isWeak: isWeak, next: entries[entry].first))
    entries[entry].first = Int32(clamping: bindings.count - 1)
  }

  private mutating func rebuild() {
    slots = [Int32](repeating: -1, count: max(16, slots.count * 2))
    for entry in entries.indices { putInSlot(entry) }
  }

  private mutating func putInSlot(_ entry: Int) {
    var slot = entries[entry].hash & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(clamping: entry)
  }

  private func find(_ name: ArraySlice<UInt8>, in bytes: [UInt8]) -> Int? {
    guard !slots.isEmpty, filter.mayHave(TokenTag(name: name.span)) else { return nil }
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

  /// The place of a name, given as a range of the file's bytes.
  func place(_ range: Range<Int>, in bytes: [UInt8]) -> Int? { find(bytes[range], in: bytes) }

  func place(_ name: String, in bytes: [UInt8]) -> Int? {
    let name = Array(name.utf8)
    return find(name[...], in: bytes)
  }

  /// What a name is in one scope, newest first; not more than anybody means.
  func bindings(of place: Int, in scope: Int) -> ArraySlice<Binding> {
    var low = Int(entries[place].first)
    let end = low + Int(entries[place].count)
    var high = end
    while low < high {
      let middle = (low + high) / 2
      if bindings[middle].scope < scope { low = middle + 1 } else { high = middle }
    }
    var upper = low
    while upper < end, upper - low < Self.bindingLimit, bindings[upper].scope == scope {
      upper += 1
    }
    return bindings[low..<upper]
  }

  /// Platforms and features give a name in a scope a few meanings, which each `cfg` chooses from.
  private static let bindingLimit = 64

  /// Gives the scopes their final numbers, and puts the bindings of each name in their order.
  mutating func finish(_ numbers: [Int]) {
    var ordered: [Binding] = []
    ordered.reserveCapacity(bindings.count)
    for entry in entries.indices {
      let first = ordered.count
      var next = Int(entries[entry].first)
      while next >= 0 {
        var binding = bindings[next]
        next = Int(binding.next)
        binding.scope = numbers[binding.scope]
        if case .module(let scope) = binding.target { binding.target = .module(numbers[scope]) }
        ordered.append(binding)
      }
      if ordered.count - first > 1 {
        // A stable sort: the newest stays first in its scope.
        ordered[first...].sort { $0.scope < $1.scope }
      }
      entries[entry].first = Int32(clamping: first)
      entries[entry].count = Int32(clamping: ordered.count - first)
    }
    bindings = ordered
  }
}
