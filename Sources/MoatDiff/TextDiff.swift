/// Two texts compared line by line.
///
/// The changes, applied to the old text, give the new one, whatever the texts are. They are the fewest
/// that the search found, not always the fewest possible: see ``isCoarse``.
package struct TextDiff: Sendable {
  package let old: TextLines
  package let new: TextLines
  /// Both texts from the first line to the last; those that are the same alternate with others.
  package let changes: [LineChange]
  /// Whether a limit ended the search early: lines shown as replaced may be the same.
  package let isCoarse: Bool

  /// - Parameter steps: what the search may cost; nobody but a test has a reason for another limit.
  package init(old: [UInt8], new: [UInt8], steps: Int? = nil) {
    self.init(TextLines(old), TextLines(new), steps: steps)
  }

  package init(_ old: TextLines, _ new: TextLines, steps: Int? = nil) {
    self.old = old
    self.new = new
    let ends = Self.commonEnds(old, new)
    let oldMiddle = ends.head..<old.count - ends.tail
    let newMiddle = ends.head..<new.count - ends.tail
    var numbering = Numbering(
      old: old.bytes, new: new.bytes, count: oldMiddle.count + newMiddle.count)
    let left = oldMiddle.map { numbering.number(old.range(of: $0), isOld: true) }
    let right = newMiddle.map { numbering.number(new.range(of: $0), isOld: false) }
    let sequence = SequenceDiff(
      left, right, kinds: numbering.count, steps: steps ?? DiffLimit.searchSteps)
    isCoarse = sequence.isCoarse
    let found = Self.changes(sequence, head: ends.head)
    changes = Self.whole(ChangeSlider(old: old, new: new).slide(found), old.count, new.count)
  }

  /// How many lines both texts begin and end with.
  private static func commonEnds(_ old: TextLines, _ new: TextLines) -> (head: Int, tail: Int) {
    let most = min(old.count, new.count)
    var head = 0
    while head < most, old.line(head) == new.line(head) { head += 1 }
    var tail = 0
    while tail < most - head, old.line(old.count - 1 - tail) == new.line(new.count - 1 - tail) {
      tail += 1
    }
    return (head, tail)
  }

  /// Runs of changed lines, without those that are the same.
  private static func changes(_ sequence: SequenceDiff, head: Int) -> [LineChange] {
    let (left, right) = (sequence.oldChanged, sequence.newChanged)
    var changes: [LineChange] = []
    var (a, b) = (0, 0)
    while a < left.count || b < right.count {
      let (oldStart, newStart) = (a, b)
      while a < left.count, left[a] { a += 1 }
      while b < right.count, right[b] { b += 1 }
      if a > oldStart || b > newStart {
        let kind: LineChange.Kind =
          a == oldStart ? .added : b == newStart ? .removed : .replaced
        changes.append(
          LineChange(kind, old: head + oldStart..<head + a, new: head + newStart..<head + b))
      }
      a += 1
      b += 1
    }
    return changes
  }

  /// With the lines between changes, which are the same.
  private static func whole(
    _ changes: [LineChange], _ oldCount: Int, _ newCount: Int
  ) -> [LineChange] {
    var result: [LineChange] = []
    var (a, b) = (0, 0)
    for change in changes {
      if change.old.lowerBound > a {
        result.append(
          LineChange(.same, old: a..<change.old.lowerBound, new: b..<change.new.lowerBound))
      }
      result.append(change)
      (a, b) = (change.old.upperBound, change.new.upperBound)
    }
    if a < oldCount { result.append(LineChange(.same, old: a..<oldCount, new: b..<newCount)) }
    return result
  }

  // MARK: what it comes to

  package var isEqual: Bool { changes.allSatisfy { $0.kind == .same } }

  package var addedLines: Int {
    changes.reduce(0) { $1.kind == .same ? $0 : $0 + $1.new.count }
  }

  package var removedLines: Int {
    changes.reduce(0) { $1.kind == .same ? $0 : $0 + $1.old.count }
  }

  /// Whether a change comes to nothing but blanks: both sides have the same other bytes in the same
  /// order, however they are broken in lines. In a string, or a language that counts blanks, that can
  /// still be a change of meaning.
  package func isWhitespaceOnly(_ change: LineChange) -> Bool {
    guard change.kind != .same else { return false }
    let left = old.bytes[old.range(of: change.old)].lazy.filter { !$0.isBlank }
    let right = new.bytes[new.range(of: change.new)].lazy.filter { !$0.isBlank }
    return left.elementsEqual(right)
  }
}
