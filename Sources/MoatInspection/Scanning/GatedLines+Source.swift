import MoatModel
import MoatRust

extension GatedLines {
  /// The code of one file that stands below conditions, by the conditions.
  ///
  /// What is below a test is not code here; see ``LineCounts``.
  static func all(in source: RustSource, _ lines: LineClassifier) -> [GatedLines] {
    let gates = source.gates.indices.filter { !source.gates[$0].isTest }
    guard !gates.isEmpty else { return [] }
    // Which gate is the innermost of each line: gates are in the order of where they begin, and one
    // that is inside of another comes after it.
    var innermost = [Int?](repeating: nil, count: lines.kinds.count)
    for gate in gates {
      let span = source.gates[gate].span
      let first = source.line(of: span.lower)
      let last = source.line(of: max(span.lower, span.upper - 1))
      guard first < innermost.count, first <= last else { continue }
      for line in first...min(last, innermost.count - 1) { innermost[line] = gate }
    }
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
}
