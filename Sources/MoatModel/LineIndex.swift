/// Where the lines of one text start, to turn byte offsets into the line and column people read.
package struct LineIndex: Sendable {
  /// A place as editors and SARIF count it.
  package struct Position: Hashable, Sendable {
    /// 1-based.
    package let line: Int
    /// 1-based, counted in Unicode scalars; a byte that is not UTF-8 counts as one.
    package let column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  private let bytes: [UInt8]
  private let starts: [Int]
  /// How many scalars begin in front of every ``stride``th byte: a line can be a megabyte long, with
  /// thousands of places in it.
  private let scalars: [Int]
  private static let stride = 4096

  /// Reads the whole text once. `\n` ends a line; the `\r` of `\r\n` belongs to the line it ends.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    var offset = 0
    var count = 0
    var scalars: [Int] = []
    for byte in bytes {
      if offset % Self.stride == 0 { scalars.append(count) }
      offset += 1
      if byte & 0xC0 != 0x80 { count += 1 }
      if byte == UInt8(ascii: "\n") { starts.append(offset) }
    }
    self.starts = starts
    self.scalars = scalars
  }

  /// The position of a byte offset; one beyond the end is the end.
  package func position(at offset: Int) -> Position {
    let offset = min(max(0, offset), bytes.count)
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return Position(
      line: low + 1, column: scalars(before: offset) - scalars(before: starts[low]) + 1)
  }

  private func scalars(before offset: Int) -> Int {
    let mark = min(offset / Self.stride, scalars.count - 1)
    guard mark >= 0 else { return 0 }
    return scalars[mark] + bytes[mark * Self.stride..<offset].count { $0 & 0xC0 != 0x80 }
  }

  /// The text of a 1-based line without its line ending, invalid UTF-8 replaced.
  ///
  /// - Returns: nil for a line the text does not have.
  package func text(ofLine line: Int) -> String? {
    guard let range = range(ofLine: line) else { return nil }
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// The byte range of a 1-based line without its line ending.
  package func range(ofLine line: Int) -> Range<Int>? {
    guard line >= 1, line <= starts.count else { return nil }
    let start = starts[line - 1]
    var end = line < starts.count ? starts[line] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }
}
