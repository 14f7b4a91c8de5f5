import MoatModel
import MoatRust

extension GatedLines {
  /// The code of one file that stands below conditions, by the conditions.
  ///
  /// What is below a test is not code here; see ``LineCounts``.
  static func all(in source: RustSource, _ lines: LineClassifier) -> [GatedLines] {
    let innermost = innermostGates(in: source, lines: lines.kinds.count)
    guard !innermost.isEmpty else { return [] }
    var counts = [Int](repeating: 0, count: source.gates.count)
    for (line, kind) in lines.kinds.enumerated() {
      guard case .code = kind, innermost[line] >= 0 else { continue }
      counts[Int(innermost[line])] += 1
    }
    // Most gates have none around them.
    var single: [String: Int] = [:]
    var found: [[String]: Int] = [:]
    for gate in counts.indices where counts[gate] > 0 {
      let isAlone =
        source.gates[gate].parent == nil
        && (gate + 1 == counts.count
          || source.gates[gate + 1].span.lower > source.gates[gate].span.lower)
      if isAlone {
        single[source.gates[gate].condition, default: 0] += counts[gate]
      } else {
        let conditions = source.gates(at: source.gates[gate].span.lower).map(\.condition)
        found[conditions, default: 0] += counts[gate]
      }
    }
    for (condition, count) in single { found[[condition], default: 0] += count }
    return found.map { GatedLines(conditions: $0, code: $1) }
      .sorted { $0.conditions.lexicographicallyPrecedes($1.conditions) }
  }

  /// Whether a file has conditions that are not about tests alone.
  static func areIn(_ source: RustSource) -> Bool { source.gates.contains { !$0.isTest } }

  /// For each line the gate it stands below that is nearest to it, by its index, or -1; tests left
  /// out. Empty for a file without gates.
  static func innermostGates(in source: RustSource, lines count: Int) -> [Int32] {
    guard areIn(source) else { return [] }
    // Gates are in the order of where they begin, and one that is inside of another comes after it.
    var innermost = [Int32](repeating: -1, count: count)
    for gate in source.gates.indices where !source.gates[gate].isTest {
      let span = source.gates[gate].span
      let first = source.line(of: span.lower)
      let last = source.line(of: max(span.lower, span.upper - 1))
      guard first < innermost.count, first <= last else { continue }
      for line in first...min(last, innermost.count - 1) {
        innermost[line] = Int32(truncatingIfNeeded: gate)
      }
    }
    return innermost
  }
}
