/// Rows arranged in two columns: what a line became stands beside it.
package struct SideBySide: Hashable, Sendable {
  /// One line of the arrangement; of a line that is the same both sides have the same row.
  package struct Pair: Hashable, Sendable {
    package let left: DiffRow?
    package let right: DiffRow?
  }

  package let pairs: [Pair]

  /// - Parameter rows: as ``TextDiff/rows(of:moves:text:)`` gives them.
  package init(_ rows: [DiffRow]) {
    var pairs: [Pair] = []
    var removed: [DiffRow] = []
    var added: [DiffRow] = []
    for row in rows {
      // What went before what came is another change.
      if row.kind == .same || (row.kind == .removed && !added.isEmpty) {
        pairs += Self.arranged(removed, added)
        (removed, added) = ([], [])
      }
      switch row.kind {
      case .same: pairs.append(Pair(left: row, right: row))
      case .removed: removed.append(row)
      case .added: added.append(row)
      }
    }
    self.pairs = pairs + Self.arranged(removed, added)
  }

  /// Partners beside each other; the lines between two pairs of partners, which have none, side by side
  /// from the top.
  private static func arranged(_ removed: [DiffRow], _ added: [DiffRow]) -> [Pair] {
    var pairs: [Pair] = []
    var rest = added[...]
    var waiting: [DiffRow] = []
    func flush(until partner: Int?) {
      var fresh: [DiffRow] = []
      while let first = rest.first, partner.map({ first.newLine != $0 }) ?? true {
        fresh.append(first)
        rest.removeFirst()
      }
      for index in 0..<max(waiting.count, fresh.count) {
        pairs.append(
          Pair(
            left: index < waiting.count ? waiting[index] : nil,
            right: index < fresh.count ? fresh[index] : nil))
      }
      waiting = []
    }
    for row in removed {
      guard let partner = row.partner, rest.contains(where: { $0.newLine == partner }) else {
        waiting.append(row)
        continue
      }
      flush(until: partner)
      pairs.append(Pair(left: row, right: rest.popFirst()))
    }
    flush(until: nil)
    return pairs
  }
}
