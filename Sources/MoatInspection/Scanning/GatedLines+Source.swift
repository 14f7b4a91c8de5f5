import MoatModel
import MoatRust

extension GatedLines {
  /// The code of one file that stands below conditions, by the conditions.
  ///
  /// What is below a test is not code here; see ``LineCounts``.
  static func all(in source: RustSource, _ lines: LineClassifier) -> [GatedLines] {
    let innermost = innermostGates(in: source, lines: lines.kinds.count)
    var counts: [Int: Int] = [:]
    for (line, gate) in innermost.enumerated() where lines.kinds[line] == .code {
      if let gate { counts[gate, default: 0] += 1 }
    }
    var found: [[String]: Int] = [:]
    for (gate, count) in counts {
      found[source.gates(at: source.gates[gate].span.lower).map(\.condition), default: 0] += count
    }
    return found.map { GatedLines(conditions: $0, code: $1) }
      .sorted { $0.conditions.lexicographicallyPrecedes($1.conditions) }
  }

  /// For each line the gate it stands below that is nearest to it, by its index; tests left out. Empty
  /// for a file without gates.
  static func innermostGates(in source: RustSource, lines count: Int) -> [Int?] {
    let gates = source.gates.indices.filter { !source.gates[$0].isTest }
    guard !gates.isEmpty else { return [] }
    // Gates are in the order of where they begin, and one that is inside of another comes after it.
    var innermost = [Int?](repeating: nil, count: count)
    let starts = lineStarts(source.bytes)
    for gate in gates {
      let span = source.gates[gate].span
      let first = line(of: span.lower, starts)
      let last = line(of: max(span.lower, span.upper - 1), starts)
      guard first < innermost.count, first <= last else { continue }
      for line in first...min(last, innermost.count - 1) { innermost[line] = gate }
    }
    return innermost
  }

  private static func lineStarts(_ bytes: [UInt8]) -> [Int] {
    var starts = [0]
    let span = bytes.span
    for offset in span.indices where span[offset] == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    return starts
  }

  private static func line(of offset: Int, _ starts: [Int]) -> Int {
    var lower = 0
    var upper = starts.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if starts[middle] <= offset { lower = middle + 1 } else { upper = middle }
    }
    return max(lower - 1, 0)
  }
}
