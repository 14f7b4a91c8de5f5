/// Blocks of lines that went in one place of a diff and came in another, in the same text or not.
///
/// A block is found by three lines in a row that went once and came once in all of the diff, compared
/// without the blanks around them, so that a block that was indented is the same. It must have enough
/// letters to be no coincidence.
package struct MovedBlocks: Sendable {
  /// A line of one of the texts.
  package struct Place: Hashable, Sendable {
    /// The number of the text.
    package let text: Int
    /// 1-based.
    package let line: Int
  }

  package struct Block: Hashable, Sendable {
    package let oldText: Int
    /// 0-based, half-open; as long as `new`.
    package let old: Range<Int>
    package let newText: Int
    package let new: Range<Int>
  }

  /// In the order of the new side.
  package let blocks: [Block]
  private let destinations: [Line: Place]
  private let origins: [Line: Place]

  /// No blocks.
  package static let none = MovedBlocks(blocks: [])

  private struct Line: Hashable {
    let text: Int
    let line: Int
  }

  /// - Parameter texts: of all files of the diff; nil for those that have no text, which keep their
  ///   number.
  package init(_ texts: [TextDiff?]) {
    let old = ChangedLines(texts, isOld: true)
    let new = ChangedLines(texts, isOld: false)
    let oldWindows = old.uniqueWindows()
    let newWindows = new.uniqueWindows()
    var blocks: [Block] = []
    var isTaken = Array(repeating: false, count: old.lines.count)
    var next = 0
    var floor = 0
    while next < new.lines.count {
      let start = next
      next += 1
      guard let key = new.window(at: start), newWindows[key] == start,
        let match = oldWindows[key], match >= 0, !isTaken[match]
      else { continue }
      var above = 0
      while start - above > floor, match > above, !isTaken[match - above - 1],
        new.continues(start - above - 1, to: start), old.continues(match - above - 1, to: match),
        new.lines[start - above - 1].key == old.lines[match - above - 1].key
      {
        above += 1
      }
      var below = 1
      while new.continues(start, to: start + below), old.continues(match, to: match + below),
        !isTaken[match + below], new.lines[start + below].key == old.lines[match + below].key
      {
        below += 1
      }
      next = start + below
      let (from, to) = (old.lines[match], new.lines[start])
      let block = Block(
        oldText: from.text, old: from.line - above..<from.line + below, newText: to.text,
        new: to.line - above..<to.line + below)
      // Of one change: indented where it stands, not moved.
      guard block.new.count >= DiffLimit.movedLines, from.change != to.change,
        Self.letters(texts[to.text], block.new) >= DiffLimit.movedLetters
      else { continue }
      for place in match - above..<match + below { isTaken[place] = true }
      blocks.append(block)
      floor = next
    }
    self.init(blocks: blocks)
  }

  private init(blocks: [Block]) {
    self.blocks = blocks
    var destinations: [Line: Place] = [:]
    var origins: [Line: Place] = [:]
    for block in blocks {
      for (one, two) in zip(block.old, block.new) {
        destinations[Line(text: block.oldText, line: one)] = Place(
          text: block.newText, line: two + 1)
        origins[Line(text: block.newText, line: two)] = Place(text: block.oldText, line: one + 1)
      }
    }
    self.destinations = destinations
    self.origins = origins
  }

  /// Where a line that went has come; 0-based.
  package func destination(ofOld line: Int, in text: Int) -> Place? {
    destinations.isEmpty ? nil : destinations[Line(text: text, line: line)]
  }

  /// Where a line that came has gone; 0-based.
  package func origin(ofNew line: Int, in text: Int) -> Place? {
    origins.isEmpty ? nil : origins[Line(text: text, line: line)]
  }

  private static func letters(_ diff: TextDiff?, _ lines: Range<Int>) -> Int {
    guard let diff else { return 0 }
    return diff.new.bytes[diff.new.range(of: lines)].count { $0.isWordByte }
  }
}

/// The lines of all texts that went, or those that came.
private struct ChangedLines {
  struct Line {
    let text: Int
    /// 0-based.
    let line: Int
    /// The number of the change it belongs to, the same on both sides.
    let change: Int
    /// Of its bytes without the blanks around them; keyed anew in every process.
    let key: Int
  }

  private(set) var lines: [Line] = []

  init(_ texts: [TextDiff?], isOld: Bool) {
    var number = 0
    for (index, diff) in texts.enumerated() {
      guard let diff else { continue }
      for change in diff.changes where change.kind != .same {
        number += 1
        for line in isOld ? change.old : change.new {
          let bytes = isOld ? diff.old.content(line) : diff.new.content(line)
          lines.append(Line(text: index, line: line, change: number, key: Self.key(bytes)))
        }
      }
    }
  }

  private static func key(_ line: ArraySlice<UInt8>) -> Int {
    var trimmed = line
    while trimmed.first?.isBlank ?? false { trimmed.removeFirst() }
    while trimmed.last?.isBlank ?? false { trimmed.removeLast() }
    var hasher = Hasher()
    trimmed.withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }

  /// Whether both are there, in one change.
  func continues(_ one: Int, to two: Int) -> Bool {
    lines.indices.contains(one) && lines.indices.contains(two)
      && lines[one].change == lines[two].change
  }

  /// A number for the lines from this one on, as many as a block has at least; nil where the change
  /// ends before.
  func window(at start: Int) -> Int? {
    guard continues(start, to: start + DiffLimit.movedLines - 1) else { return nil }
    var hasher = Hasher()
    for line in lines[start..<start + DiffLimit.movedLines] { hasher.combine(line.key) }
    return hasher.finalize()
  }

  /// Where each window stands; -1 for one that is in several places.
  func uniqueWindows() -> [Int: Int] {
    var places: [Int: Int] = [:]
    for start in lines.indices {
      guard let key = window(at: start) else { continue }
      places[key] = places[key] == nil ? start : -1
    }
    return places
  }
}
