/// Moves hunks of lines that were only added, or only removed, to where they read best.
///
/// An added `}` and blank line after a function can as well be those before it: the texts are equal,
/// the reader is not. A hunk that can touch a change of the other side becomes one replacement with it;
/// else it begins and ends, if it can, at a blank line and at the smallest indentation.
struct ChangeSlider {
  let old: TextLines
  let new: TextLines

  /// - Parameter changes: those that are not `same`, in order, none touching the next.
  func slide(_ changes: [LineChange]) -> [LineChange] {
    var result: [LineChange] = []
    for (index, change) in changes.enumerated() {
      let before = result.last
      let after = index + 1 < changes.count ? changes[index + 1] : nil
      let moved = change.kind == .replaced ? change : slid(change, before, after)
      if let before, before.old.upperBound == moved.old.lowerBound,
        before.new.upperBound == moved.new.lowerBound
      {
        result[result.count - 1] = Self.joined(before, moved)
      } else {
        result.append(moved)
      }
    }
    return result
  }

  /// Two changes that touch, as one.
  static func joined(_ one: LineChange, _ two: LineChange) -> LineChange {
    let old = one.old.lowerBound..<two.old.upperBound
    let new = one.new.lowerBound..<two.new.upperBound
    return LineChange(
      old.isEmpty ? .added : new.isEmpty ? .removed : .replaced, old: old, new: new)
  }

  private func slid(
    _ change: LineChange, _ before: LineChange?, _ after: LineChange?
  ) -> LineChange {
    let isAdded = change.kind == .added
    let text = isAdded ? new : old
    let range = isAdded ? change.new : change.old
    let roomAbove = change.old.lowerBound - (before?.old.upperBound ?? 0)
    let roomBelow = (after?.old.lowerBound ?? old.count) - change.old.upperBound
    var up = 0
    while up < min(roomAbove, DiffLimit.slide),
      text.line(range.lowerBound - up - 1) == text.line(range.upperBound - up - 1)
    {
      up += 1
    }
    var down = 0
    while down < min(roomBelow, DiffLimit.slide),
      text.line(range.lowerBound + down) == text.line(range.upperBound + down)
    {
      down += 1
    }
    guard up + down > 0 else { return change }
    if let before, up == roomAbove, before.kind != change.kind { return Self.moved(change, -up) }
    if let after, down == roomBelow, after.kind != change.kind { return Self.moved(change, down) }
    var best = (cost: Int.max, shift: 0)
    for shift in -up...down {
      let cost =
        cost(ofCutBefore: range.lowerBound + shift, in: text)
        + cost(ofCutBefore: range.upperBound + shift, in: text)
      if cost <= best.cost { best = (cost, shift) }
    }
    return Self.moved(change, best.shift)
  }

  private static func moved(_ change: LineChange, _ shift: Int) -> LineChange {
    LineChange(
      change.kind, old: change.old.lowerBound + shift..<change.old.upperBound + shift,
      new: change.new.lowerBound + shift..<change.new.upperBound + shift)
  }

  // MARK: where to cut

  private static let blankBonus = 30
  private static let openerCost = 20
  private static let closerCost = 24
  /// Runs of blank lines beyond this count as the end of what they are in.
  private static let blankLimit = 20

  /// How badly a text is divided above a line: less indentation and blank lines read best, a cut inside
  /// a block that has just opened or is about to close reads worst.
  private func cost(ofCutBefore line: Int, in text: TextLines) -> Int {
    guard line > 0, line < text.count else { return -Self.blankBonus }
    var below = line
    while below < text.count, below - line < Self.blankLimit, indent(of: below, in: text) == nil {
      below += 1
    }
    var above = line - 1
    while above >= 0, line - above < Self.blankLimit, indent(of: above, in: text) == nil {
      above -= 1
    }
    let indentBelow = indent(of: below, in: text) ?? 0
    let indentAbove = indent(of: above, in: text) ?? 0
    var cost = indentBelow
    if below > line || above < line - 1 { cost -= Self.blankBonus }
    if indentBelow > indentAbove { cost += Self.openerCost }
    if indentBelow < indentAbove { cost += Self.closerCost }
    return cost
  }

  /// Columns before the first letter, a tab to the next multiple of eight; nil for a blank line.
  private func indent(of line: Int, in text: TextLines) -> Int? {
    var column = 0
    for byte in text.content(line) {
      switch byte {
      case UInt8(ascii: " "): column += 1
      case UInt8(ascii: "\t"): column += 8 - column % 8
      case _ where byte.isBlank: continue
      default: return column
      }
      // Deeper than anybody indents: the line is what somebody made to be slow.
      if column > 400 { return column }
    }
    return nil
  }
}
