import MoatModel

extension RustSource {
  /// Real gates nest three or four deep.
  private static let gateLimit = 64

  /// The gates above a byte offset, outermost first; the innermost ones where there are too many.
  package func gates(at offset: Int) -> [Gate] {
    var low = 0
    var high = gates.count
    while low < high {
      let middle = (low + high) / 2
      if gates[middle].span.lower <= offset { low = middle + 1 } else { high = middle }
    }
    var above: [Gate] = []
    var next = low > 0 ? low - 1 : nil
    while let index = next, above.count < Self.gateLimit {
      if gates[index].span.upper > offset { above.append(gates[index]) }
      next = gates[index].parent
    }
    return above.reversed()
  }

  /// Whether a byte offset lies in what is only compiled for tests.
  package func isTest(at offset: Int) -> Bool {
    var low = 0
    var high = testSpans.count
    while low < high {
      let middle = (low + high) / 2
      if testSpans[middle].lower <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 && offset < testSpans[low - 1].upper
  }
}
