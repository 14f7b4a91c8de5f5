/// The words of some lines of two texts: runs of letters and digits, runs of blanks, and every other
/// byte by itself. Equal words have equal numbers.
struct LineWords {
  struct Word {
    /// From the start of the line.
    let range: Range<Int>
    let number: Int32
    let isBlank: Bool
  }

  /// By line, from the first of the range; none for a line over the limits.
  let old: [[Word]]
  let new: [[Word]]
  /// The same without blanks, sorted by number.
  private let oldSorted: [[Word]]
  private let newSorted: [[Word]]
  /// How many different words there are.
  let kinds: Int

  init(_ diff: TextDiff, _ change: LineChange) {
    let split = { (text: TextLines, lines: Range<Int>) in
      lines.map { Self.ranges(in: text.content($0)) }
    }
    let left = split(diff.old, change.old)
    let right = split(diff.new, change.new)
    let count = (left + right).reduce(0) { $0 + $1.count }
    var numbering = Numbering(old: diff.old.bytes, new: diff.new.bytes, count: count)
    func numbered(_ lines: [[Range<Int>]], _ first: Int, _ text: TextLines, isOld: Bool) -> [[Word]]
    {
      lines.enumerated().map { line, ranges in
        let start = text.range(of: first + line).lowerBound
        return ranges.map { range in
          let place = start + range.lowerBound..<start + range.upperBound
          return Word(
            range: range, number: numbering.number(place, isOld: isOld),
            isBlank: text.bytes[place.lowerBound].isBlank)
        }
      }
    }
    old = numbered(left, change.old.lowerBound, diff.old, isOld: true)
    new = numbered(right, change.new.lowerBound, diff.new, isOld: false)
    kinds = numbering.count
    let sort = { (words: [Word]) in
      words.filter { !$0.isBlank }.sorted { $0.number < $1.number }
    }
    oldSorted = old.map(sort)
    newSorted = new.map(sort)
  }

  private static func ranges(in line: ArraySlice<UInt8>) -> [Range<Int>] {
    guard line.count <= DiffLimit.intralineBytes else { return [] }
    var ranges: [Range<Int>] = []
    var index = line.startIndex
    while index < line.endIndex {
      let start = index
      index += 1
      if line[start].isWordByte {
        while index < line.endIndex, line[index].isWordByte { index += 1 }
      } else if line[start].isBlank {
        while index < line.endIndex, line[index].isBlank { index += 1 }
      }
      ranges.append(start - line.startIndex..<index - line.startIndex)
    }
    return ranges.count <= DiffLimit.intralineWords ? ranges : []
  }

  /// How much of the longer line both have, in thousandths of its bytes that are not blank; the order of
  /// the words does not count.
  func similarity(ofOld left: Int, new right: Int) -> Int {
    let (one, two) = (oldSorted[left], newSorted[right])
    let longer = max(
      one.reduce(0) { $0 + $1.range.count }, two.reduce(0) { $0 + $1.range.count })
    guard longer > 0 else { return 0 }
    var (a, b, shared) = (0, 0, 0)
    while a < one.count, b < two.count {
      if one[a].number == two[b].number {
        shared += one[a].range.count
        (a, b) = (a + 1, b + 1)
      } else if one[a].number < two[b].number {
        a += 1
      } else {
        b += 1
      }
    }
    return shared * 1000 / longer
  }
}
