import MoatDiff
import MoatRust

/// One side of a file, ready to be shown line by line.
struct StyledText {
  let lines: TextLines
  private let ranges: [StyledRange]
  /// Whether every line ends with CR and LF, which is then not shown on each.
  let hasCarriageReturns: Bool

  init(_ bytes: [UInt8], path: String) {
    lines = TextLines(bytes)
    let isColoured = path.hasSuffix(".rs") && bytes.count <= DisplayLimit.colouredBytes
    ranges = isColoured ? RustStyles.ranges(of: RustSource(bytes: bytes)) : []
    var feeds = 0
    var returns = 0
    for index in bytes.indices where bytes[index] == 0x0A {
      feeds += 1
      if index > 0, bytes[index - 1] == 0x0D { returns += 1 }
    }
    hasCarriageReturns = feeds > 0 && feeds == returns
  }

  var count: Int { lines.count }

  /// The bytes of a line, from 0, without its end.
  func content(_ line: Int) -> ArraySlice<UInt8> {
    let content = lines.content(line)
    return hasCarriageReturns && content.last == 0x0D ? content.dropLast() : content
  }

  /// - Parameter changed: bytes from the start of the line.
  func line(_ line: Int, changed: [Range<Int>] = []) -> DisplayedLine {
    let bytes = content(line)
    return DisplayedLine(bytes, styles: styles(in: bytes), changed: changed)
  }

  /// The ranges that touch some bytes.
  private func styles(in bytes: ArraySlice<UInt8>) -> some Sequence<StyledRange> {
    var lower = 0
    var upper = ranges.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if ranges[middle].upper <= bytes.startIndex { lower = middle + 1 } else { upper = middle }
    }
    return ranges[lower...].prefix { $0.lower < bytes.endIndex }
  }
}
