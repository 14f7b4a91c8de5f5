/// The heap in which the two rarest nodes are combined until one is left.
struct HuffmanBuilder {
  private var frequencies: [Int]
  private var depths: [Int]
  private var parents: [Int]
  private var heap: [Int]
  private var heapCount = 0
  /// All nodes, those combined last first.
  private var order: [Int] = []
  private let symbolCount: Int
  private(set) var lengths: [Int]
  private(set) var lastSymbol = -1
  /// How many nodes lie deeper than a code may be long.
  private(set) var overflow = 0

  init(_ symbols: [Int]) {
    symbolCount = symbols.count
    let nodes = 2 * symbols.count + 1
    frequencies = symbols + [Int](repeating: 0, count: nodes - symbols.count)
    depths = [Int](repeating: 0, count: nodes)
    parents = [Int](repeating: 0, count: nodes)
    lengths = [Int](repeating: 0, count: nodes)
    heap = [Int](repeating: 0, count: nodes)
    for symbol in symbols.indices where symbols[symbol] > 0 {
      heapCount += 1
      heap[heapCount] = symbol
      lastSymbol = symbol
    }
    // A code has at least two symbols, so that one bit at least is written.
    while heapCount < 2 {
      heapCount += 1
      var added = 0
      if lastSymbol < 2 {
        lastSymbol += 1
        added = lastSymbol
      }
      heap[heapCount] = added
      frequencies[added] = 1
    }
  }

  mutating func combine() {
    for place in stride(from: heapCount / 2, through: 1, by: -1) { sink(place) }
    var combined: [Int] = []
    var node = symbolCount
    while heapCount >= 2 {
      let rarest = heap[1]
      heap[1] = heap[heapCount]
      heapCount -= 1
      sink(1)
      let second = heap[1]
      combined.append(rarest)
      combined.append(second)
      frequencies[node] = frequencies[rarest] + frequencies[second]
      depths[node] = max(depths[rarest], depths[second]) + 1
      parents[rarest] = node
      parents[second] = node
      heap[1] = node
      node += 1
      sink(1)
    }
    combined.append(heap[1])
    order = combined.reversed()
  }

  /// Restores the heap below one place.
  private mutating func sink(_ start: Int) {
    var place = start
    let node = heap[place]
    while 2 * place <= heapCount {
      var child = 2 * place
      if child < heapCount, isNotAfter(heap[child + 1], heap[child]) { child += 1 }
      if isNotAfter(node, heap[child]) { break }
      heap[place] = heap[child]
      place = child
    }
    heap[place] = node
  }

  private func isNotAfter(_ one: Int, _ other: Int) -> Bool {
    frequencies[one] == frequencies[other]
      ? depths[one] <= depths[other] : frequencies[one] < frequencies[other]
  }

  /// Gives each node its depth, cut off at the maximum; returns how many symbols have each length.
  mutating func measure(_ maximum: Int, _ lastSymbol: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: 16)
    for node in order.dropFirst() {
      var length = lengths[parents[node]] + 1
      if length > maximum {
        length = maximum
        overflow += 1
      }
      lengths[node] = length
      if node <= lastSymbol { counts[length] += 1 }
    }
    return counts
  }

  /// Moves symbols down until the lengths fit, then deals the lengths out again by frequency.
  mutating func shorten(_ maximum: Int, _ lastSymbol: Int, _ counts: inout [Int]) {
    while overflow > 0 {
      var length = maximum - 1
      while counts[length] == 0 { length -= 1 }
      counts[length] -= 1
      counts[length + 1] += 2
      counts[maximum] -= 1
      overflow -= 2
    }
    var rarestFirst = order.reversed().filter { $0 <= lastSymbol }.makeIterator()
    for length in stride(from: maximum, to: 0, by: -1) {
      for _ in 0..<counts[length] {
        if let symbol = rarestFirst.next() { lengths[symbol] = length }
      }
    }
  }
}
