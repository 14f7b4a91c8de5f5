import MoatDiff

/// Two changes of one text, line by line, brought together.
///
/// `mine` is how a file is written: comments, keys nobody knows, another order. `theirs` is what is to
/// be said from now on. Both start from `base`, the canonical text of what the file says today.
struct LineMerge {
  let text: [UInt8]
  /// Lines that only `mine` had and that went with what they stood in.
  let lost: [[UInt8]]

  /// nil where `theirs` changes lines that `mine` has moved or rewritten.
  init?(base: [UInt8], mine: [UInt8], theirs: [UInt8]) {
    let mine = TextDiff(old: base, new: mine)
    let theirs = TextDiff(old: base, new: theirs)
    var merge = Merging(mine: mine, theirs: theirs)
    guard merge.run() else { return nil }
    text = merge.text
    lost = merge.lost
  }
}

/// A walk over the lines of the base with the changes of both sides.
private struct Merging {
  private let mine: TextDiff
  private let theirs: TextDiff
  private var mineLeft: ArraySlice<LineChange>
  private var theirsLeft: ArraySlice<LineChange>
  /// The next line of the base.
  private var at = 0
  private(set) var text: [UInt8] = []
  private(set) var lost: [[UInt8]] = []

  init(mine: TextDiff, theirs: TextDiff) {
    self.mine = mine
    self.theirs = theirs
    mineLeft = Self.changed(mine).flatMap { Self.split($0, of: mine) }[...]
    theirsLeft = Self.changed(theirs).flatMap(Self.split)[...]
  }

  private static func changed(_ diff: TextDiff) -> [LineChange] {
    diff.changes.filter { $0.kind != .same }
  }

  /// As many lines for as many lines, taken one by one.
  private static func split(_ change: LineChange) -> [LineChange] {
    guard change.old.count == change.new.count else { return [change] }
    return zip(change.old, change.new).map {
      LineChange(.replaced, old: $0..<$0 + 1, new: $1..<$1 + 1)
    }
  }

  /// Lines that only gained something at their end, taken one by one, and the rest.
  private static func split(_ change: LineChange, of diff: TextDiff) -> [LineChange] {
    if change.old.count == change.new.count { return split(change) }
    var (old, new) = (change.old, change.new)
    var changes: [LineChange] = []
    while let one = old.first, let two = new.first,
      diff.new.content(two).starts(with: diff.old.content(one))
    {
      changes.append(LineChange(.replaced, old: one..<one + 1, new: two..<two + 1))
      (old, new) = (one + 1..<old.upperBound, two + 1..<new.upperBound)
    }
    if !old.isEmpty || !new.isEmpty {
      let kind: LineChange.Kind = old.isEmpty ? .added : new.isEmpty ? .removed : .replaced
      changes.append(LineChange(kind, old: old, new: new))
    }
    return changes
  }

  mutating func run() -> Bool {
    while let change = theirsLeft.popFirst() {
      while let own = mineLeft.first, comes(own, before: change) {
        applyOwn(own)
        mineLeft.removeFirst()
      }
      if let own = mineLeft.first, own.kind == .added, own.old == change.old {
        let head = own.new.lowerBound + linesOfEntryAbove(own)
        applyOwn(LineChange(.added, old: own.old, new: own.new.lowerBound..<head))
        mineLeft[mineLeft.startIndex] = LineChange(
          .added, old: own.old, new: head..<own.new.upperBound)
      }
      guard applyTheirs(change) else { return false }
    }
    for own in mineLeft { applyOwn(own) }
    keep(upTo: mine.old.count)
    return true
  }

  /// How many of the lines that both sides add at one place belong to the entry above: keys and what
  /// stands before them, and comments right behind it. Comments behind a blank line are about what
  /// follows.
  private func linesOfEntryAbove(_ own: LineChange) -> Int {
    func start(_ line: ArraySlice<UInt8>) -> UInt8? {
      line.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
    }
    let lines = own.new.map { start(mine.new.content($0)) }
    let keys = lines.lastIndex { $0 != nil && $0 != UInt8(ascii: "#") }.map { $0 + 1 } ?? 0
    let above = own.old.lowerBound - 1
    guard above >= 0, start(mine.old.content(above)) != nil else { return keys }
    return max(keys, lines.firstIndex { $0 == nil } ?? lines.count)
  }

  /// Lines of mine that begin where they add something come after it, and where they remove something
  /// go with it: a comment belongs to what follows it.
  private func comes(_ own: LineChange, before change: LineChange) -> Bool {
    own.old.upperBound <= change.old.lowerBound
      && (!own.old.isEmpty || own.old.lowerBound < change.old.lowerBound
        || change.kind == .replaced)
  }

  /// Lines of the base that neither side changes.
  private mutating func keep(upTo end: Int) {
    guard at < end else { return }
    text += mine.old.bytes[mine.old.range(of: at..<end)]
    at = end
  }

  private mutating func applyOwn(_ own: LineChange) {
    keep(upTo: own.old.lowerBound)
    text += mine.new.bytes[mine.new.range(of: own.new)]
    at = max(at, own.old.upperBound)
  }

  /// Their change, and what of mine lies inside it.
  ///
  /// - Returns: false where something of mine lies only partly inside.
  private mutating func applyTheirs(_ change: LineChange) -> Bool {
    keep(upTo: change.old.lowerBound)
    guard at <= change.old.lowerBound else { return false }
    var inside: [LineChange] = []
    while let own = mineLeft.first, own.old.lowerBound < change.old.upperBound,
      own.old.upperBound <= change.old.upperBound
    {
      inside.append(own)
      mineLeft.removeFirst()
    }
    if let own = mineLeft.first, own.old.lowerBound < change.old.upperBound { return false }
    at = change.old.upperBound
    if inside.count == 1, let remark = remark(of: inside[0], in: change) {
      text += theirs.new.content(change.new.lowerBound) + remark + [UInt8(ascii: "\n")]
      return true
    }
    text += theirs.new.bytes[theirs.new.range(of: change.new)]
    for own in inside { lost += own.new.map { Array(mine.new.content($0)) } }
    return true
  }

  /// The comment that mine has behind a line that they replace by one other.
  private func remark(of own: LineChange, in change: LineChange) -> [UInt8]? {
    guard own.old == change.old, own.new.count == 1, change.new.count == 1 else { return nil }
    let line = mine.new.content(own.new.lowerBound)
    let start = mine.old.content(own.old.lowerBound)
    guard line.starts(with: start) else { return nil }
    let tail = line.dropFirst(start.count)
    let isRemark = tail.drop { $0 == 0x20 || $0 == 0x09 }.first == UInt8(ascii: "#")
    return isRemark ? Array(tail) : nil
  }
}
