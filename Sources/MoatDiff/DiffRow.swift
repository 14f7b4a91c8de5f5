/// One line of a diff as it is shown, in text and on a page alike.
package struct DiffRow: Hashable, Sendable {
  package enum Kind: UInt8, Hashable, Sendable {
    case same, removed, added
  }

  package let kind: Kind
  /// 1-based; nil for an added line.
  package let oldLine: Int?
  /// 1-based; nil for a removed line.
  package let newLine: Int?
  /// The line without its line feed, as it is in the file: of any encoding, and not safe to print.
  package let bytes: ArraySlice<UInt8>
  /// What changed within the line, as bytes from its start, in order. None where all of the line is new
  /// or gone, and for lines that are the same.
  package let changed: [Range<Int>]
  /// The line of the other side that it became or came from, 1-based.
  package let partner: Int?
  /// Whether its whole change comes to nothing but blanks.
  package let isWhitespaceOnly: Bool
  /// Where the same lines stand on the other side, for a block that was moved.
  package let moved: MovedBlocks.Place?
  /// Whether it is the last line, without a line feed.
  package let lacksLineFeed: Bool

  /// A piece of the line.
  package struct Segment: Hashable, Sendable {
    package let bytes: ArraySlice<UInt8>
    package let isChanged: Bool
  }

  /// The whole line in pieces, changed and unchanged ones in turn.
  package var segments: [Segment] {
    var segments: [Segment] = []
    var index = bytes.startIndex
    for range in changed {
      let lower = bytes.startIndex + range.lowerBound
      let upper = bytes.startIndex + range.upperBound
      guard lower >= index, upper <= bytes.endIndex else { continue }
      if lower > index { segments.append(Segment(bytes: bytes[index..<lower], isChanged: false)) }
      segments.append(Segment(bytes: bytes[lower..<upper], isChanged: true))
      index = upper
    }
    if index < bytes.endIndex {
      segments.append(Segment(bytes: bytes[index...], isChanged: false))
    }
    return segments
  }
}

extension TextDiff {
  /// The rows of a hunk; of a replacement first what went, then what came.
  ///
  /// - Parameters:
  ///   - moves: the blocks moved in the diff this text is part of.
  ///   - text: the number of this text in it.
  package func rows(of hunk: Hunk, moves: MovedBlocks = .none, text: Int = 0) -> [DiffRow] {
    hunk.changes.flatMap { rows(of: $0, moves, text) }
  }

  private func rows(_ lines: Range<Int>, from other: Int) -> [DiffRow] {
    lines.map { line in
      DiffRow(
        kind: .same, oldLine: line - lines.lowerBound + other + 1, newLine: line + 1,
        bytes: new.content(line), changed: [], partner: nil, isWhitespaceOnly: false, moved: nil,
        lacksLineFeed: new.lacksFinalLineFeed && line == new.count - 1)
    }
  }

  private func rows(of change: LineChange, _ moves: MovedBlocks, _ text: Int) -> [DiffRow] {
    if change.kind == .same { return rows(change.new, from: change.old.lowerBound) }
    let intraline = Intraline(self, change)
    let isWhitespaceOnly = isWhitespaceOnly(change)
    let byOld = Dictionary(intraline.pairs.map { ($0.old, $0) }) { one, _ in one }
    let byNew = Dictionary(intraline.pairs.map { ($0.new, $0) }) { one, _ in one }
    let removed = change.old.map { line in
      DiffRow(
        kind: .removed, oldLine: line + 1, newLine: nil, bytes: old.content(line),
        changed: byOld[line]?.oldRanges ?? [], partner: byOld[line].map { $0.new + 1 },
        isWhitespaceOnly: isWhitespaceOnly, moved: moves.destination(ofOld: line, in: text),
        lacksLineFeed: old.lacksFinalLineFeed && line == old.count - 1)
    }
    let added = change.new.map { line in
      DiffRow(
        kind: .added, oldLine: nil, newLine: line + 1, bytes: new.content(line),
        changed: byNew[line]?.newRanges ?? [], partner: byNew[line].map { $0.old + 1 },
        isWhitespaceOnly: isWhitespaceOnly, moved: moves.origin(ofNew: line, in: text),
        lacksLineFeed: new.lacksFinalLineFeed && line == new.count - 1)
    }
    return removed + added
  }
}
