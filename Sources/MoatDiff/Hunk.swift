/// Changes that are near to each other, with the unchanged lines around them.
package struct Hunk: Hashable, Sendable {
  /// 0-based, half-open.
  package let old: Range<Int>
  package let new: Range<Int>
  /// What of the text's changes lies in it; runs that are the same are cut to the context.
  package let changes: [LineChange]
}

extension TextDiff {
  /// - Parameter context: unchanged lines to show before and after a change; none below zero. Changes
  ///   share a hunk if no more than twice as many lie between them.
  package func hunks(context: Int) -> [Hunk] {
    // More than a text has lines shows all of it, and twice as many must not overflow.
    let context = min(max(0, context), max(old.count, new.count))
    var hunks: [Hunk] = []
    var pending: [LineChange] = []
    for (index, change) in changes.enumerated() {
      guard change.kind == .same else {
        pending.append(change)
        continue
      }
      let isFirst = pending.isEmpty
      let isLast = index == changes.count - 1
      if !isFirst, !isLast, change.old.count <= 2 * context {
        pending.append(change)
        continue
      }
      if !isFirst {
        if context > 0 { pending.append(change.prefix(context)) }
        hunks.append(Hunk(pending))
        pending = []
      }
      if !isLast, context > 0 { pending.append(change.suffix(context)) }
      if isLast { pending = [] }
    }
    if pending.contains(where: { $0.kind != .same }) { hunks.append(Hunk(pending)) }
    return hunks
  }
}

extension Hunk {
  /// - Parameter changes: in order, each beginning where the one before ends.
  fileprivate init(_ changes: [LineChange]) {
    self.changes = changes
    old = (changes.first?.old.lowerBound ?? 0)..<(changes.last?.old.upperBound ?? 0)
    new = (changes.first?.new.lowerBound ?? 0)..<(changes.last?.new.upperBound ?? 0)
  }
}

extension LineChange {
  /// Of unchanged lines the first ones.
  fileprivate func prefix(_ count: Int) -> LineChange {
    LineChange(
      kind, old: old.lowerBound..<min(old.upperBound, old.lowerBound + count),
      new: new.lowerBound..<min(new.upperBound, new.lowerBound + count))
  }

  /// Of unchanged lines the last ones.
  fileprivate func suffix(_ count: Int) -> LineChange {
    LineChange(
      kind, old: max(old.lowerBound, old.upperBound - count)..<old.upperBound,
      new: max(new.lowerBound, new.upperBound - count)..<new.upperBound)
  }
}
