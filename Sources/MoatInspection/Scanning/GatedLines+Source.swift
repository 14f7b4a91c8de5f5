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
    let each = counts.indices.filter { counts[$0] > 0 }.map { gate in
      GatedLines(
        conditions: source.gates(at: source.gates[gate].span.lower).map(\.condition),
        code: counts[gate])
    }
    var all: [GatedLines] = []
    for gated in each.sorted(by: { $0.conditions.lexicographicallyPrecedes($1.conditions) }) {
      if let last = all.last, last.conditions == gated.conditions {
        all[all.count - 1] = GatedLines(
          conditions: last.conditions, code: last.code + gated.code)
      } else {
        all.append(gated)
      }
    }
    return all
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
