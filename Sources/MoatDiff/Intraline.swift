/// What changed within the lines of a replacement.
package struct Intraline: Hashable, Sendable {
  /// An old line and the new one that it became, with what differs in them.
  package struct Pair: Hashable, Sendable {
    /// 0-based, in the texts.
    package let old: Int
    package let new: Int
    /// Bytes from the start of the line, in order, neither empty nor touching. None on either side
    /// where the lines have too little in common for it to help.
    package let oldRanges: [Range<Int>]
    package let newRanges: [Range<Int>]
  }

  /// In order on both sides.
  package let pairs: [Pair]

  /// Lines with less in common, in thousandths, are not said to have become each other.
  private static let leastSimilarity = 400

  /// - Parameter change: of the diff; only a replacement has pairs.
  package init(_ diff: TextDiff, _ change: LineChange) {
    guard change.kind == .replaced else {
      pairs = []
      return
    }
    if max(change.old.count, change.new.count) > DiffLimit.pairedLines {
      pairs = Self.inStep(diff, change)
    } else {
      let words = LineWords(diff, change)
      pairs = Self.partners(words, diff, change).map {
        Self.pair(words, $0.0, $0.1, diff, change)
      }
    }
  }

  /// Of a long replacement only lines at the same place are compared, by what they begin and end with.
  private static func inStep(_ diff: TextDiff, _ change: LineChange) -> [Pair] {
    guard change.old.count == change.new.count else { return [] }
    return zip(change.old, change.new).compactMap { old, new in
      let ends = commonEnds(diff.old.content(old), diff.new.content(new))
      let (left, right) = (diff.old.content(old).count, diff.new.content(new).count)
      guard (ends.head + ends.tail) * 1000 >= max(left, right) * leastSimilarity else { return nil }
      return Pair(
        old: old, new: new, oldRanges: ranges(ends, left), newRanges: ranges(ends, right))
    }
  }

  /// Which lines became which, by their place in the change: the pairs in order with the most in common
  /// in all.
  private static func partners(
    _ words: LineWords, _ diff: TextDiff, _ change: LineChange
  ) -> [(Int, Int)] {
    let (rows, columns) = (change.old.count, change.new.count)
    // `best[i][j]`: the most that lines from i and from j on can have in common.
    var best = Array(repeating: Array(repeating: 0, count: columns + 1), count: rows + 1)
    var own = best
    for i in (0..<rows).reversed() {
      for j in (0..<columns).reversed() {
        own[i][j] = similarity(words, i, j, diff, change)
        let together = own[i][j] > 0 ? own[i][j] + best[i + 1][j + 1] : 0
        best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
      }
    }
    var result: [(Int, Int)] = []
    var (i, j) = (0, 0)
    while i < rows, j < columns {
      if own[i][j] > 0, best[i][j] == own[i][j] + best[i + 1][j + 1] {
        result.append((i, j))
        (i, j) = (i + 1, j + 1)
      } else if best[i][j] == best[i + 1][j] {
        i += 1
      } else {
        j += 1
      }
    }
    return result
  }

  /// Zero for lines that are not alike enough.
  private static func similarity(
    _ words: LineWords, _ i: Int, _ j: Int, _ diff: TextDiff, _ change: LineChange
  ) -> Int {
    let (left, right) = (words.old[i], words.new[j])
    var similarity = words.similarity(ofOld: i, new: j)
    if left.isEmpty || right.isEmpty {
      let (old, new) = (
        diff.old.content(change.old.lowerBound + i), diff.new.content(change.new.lowerBound + j)
      )
      let ends = commonEnds(old, new)
      similarity = (ends.head + ends.tail) * 1000 / max(old.count, new.count, 1)
    }
    return similarity >= leastSimilarity ? similarity : 0
  }

  private static func pair(
    _ words: LineWords, _ i: Int, _ j: Int, _ diff: TextDiff, _ change: LineChange
  ) -> Pair {
    let (old, new) = (change.old.lowerBound + i, change.new.lowerBound + j)
    let (left, right) = (words.old[i], words.new[j])
    guard !left.isEmpty, !right.isEmpty else {
      let (one, two) = (diff.old.content(old), diff.new.content(new))
      let ends = commonEnds(one, two)
      return Pair(
        old: old, new: new, oldRanges: ranges(ends, one.count), newRanges: ranges(ends, two.count))
    }
    let sequence = SequenceDiff(
      left.map(\.number), right.map(\.number), kinds: words.kinds,
      steps: DiffLimit.wordSteps)
    return Pair(
      old: old, new: new, oldRanges: ranges(left, sequence.oldChanged),
      newRanges: ranges(right, sequence.newChanged))
  }

  /// Changed words as ranges; blanks between two of them belong to both.
  private static func ranges(_ words: [LineWords.Word], _ changed: [Bool]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var pendingBlank: Range<Int>?
    for (word, isChanged) in zip(words, changed) {
      if isChanged {
        let touches = ranges.last?.upperBound == (pendingBlank?.lowerBound ?? word.range.lowerBound)
        if touches, let last = ranges.popLast() {
          ranges.append(last.lowerBound..<word.range.upperBound)
        } else {
          ranges.append(word.range)
        }
        pendingBlank = nil
      } else {
        pendingBlank = word.isBlank && pendingBlank == nil ? word.range : nil
      }
    }
    return ranges
  }

  /// How many bytes two lines begin and end with, whole characters of UTF-8.
  private static func commonEnds(
    _ old: ArraySlice<UInt8>, _ new: ArraySlice<UInt8>
  ) -> (head: Int, tail: Int) {
    let most = min(old.count, new.count)
    let (a, b) = (old.startIndex, new.startIndex)
    var head = 0
    while head < most, old[a + head] == new[b + head] { head += 1 }
    // Not within a character: what follows must not be a continuation byte on either side.
    while head > 0, isContinuation(old, a + head) || isContinuation(new, b + head) { head -= 1 }
    var tail = 0
    while tail < most - head, old[old.endIndex - 1 - tail] == new[new.endIndex - 1 - tail] {
      tail += 1
    }
    while tail > 0, isContinuation(old, old.endIndex - tail) { tail -= 1 }
    return (head, tail)
  }

  private static func isContinuation(_ bytes: ArraySlice<UInt8>, _ index: Int) -> Bool {
    index < bytes.endIndex && bytes[index] & 0xC0 == 0x80
  }

  private static func ranges(_ ends: (head: Int, tail: Int), _ count: Int) -> [Range<Int>] {
    ends.head < count - ends.tail ? [ends.head..<count - ends.tail] : []
  }
}
