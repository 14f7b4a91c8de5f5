/// A text split in lines, as bytes of any encoding.
///
/// A line ends with a line feed, which belongs to it; the last line may lack one. A carriage return is
/// an ordinary byte.
package struct TextLines: Hashable, Sendable {
  package let bytes: [UInt8]
  /// Where each line begins, and at last where the text ends.
  private let bounds: [Int]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var bounds = [0]
    bounds.reserveCapacity(bytes.count / 32 + 2)
    let span = bytes.span
    for index in span.indices where span[index] == UInt8(ascii: "\n") { bounds.append(index + 1) }
    if bounds.last != bytes.count { bounds.append(bytes.count) }
    self.bounds = bounds
  }

  package static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }
  package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

  package var count: Int { bounds.count - 1 }

  /// Whether the last line lacks its line feed. An empty text lacks nothing.
  package var lacksFinalLineFeed: Bool { bytes.last.map { $0 != UInt8(ascii: "\n") } ?? false }

  /// The bytes of a line with its line feed; empty beyond the last line.
  package func range(of line: Int) -> Range<Int> {
    guard line >= 0, line < count else { return bytes.count..<bytes.count }
    return bounds[line]..<bounds[line + 1]
  }

  /// The bytes of some lines.
  package func range(of lines: Range<Int>) -> Range<Int> {
    let start = range(of: lines.lowerBound).lowerBound
    return lines.isEmpty ? start..<start : start..<range(of: lines.upperBound - 1).upperBound
  }

  /// A line with its line feed.
  package func line(_ line: Int) -> ArraySlice<UInt8> { bytes[range(of: line)] }

  /// A line without its line feed.
  package func content(_ line: Int) -> ArraySlice<UInt8> {
    let whole = bytes[range(of: line)]
    return whole.last == UInt8(ascii: "\n") ? whole.dropLast() : whole
  }
}

extension UInt8 {
  /// Space, tab, carriage return, line feed, form feed, vertical tab.
  var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

  /// A letter, digit or underscore, or part of a character beyond ASCII.
  var isWordByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
      true
    default: false
    }
  }
}
