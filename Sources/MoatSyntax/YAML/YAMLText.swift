package import MoatModel

/// The text of a scalar, and where each byte of it is written.
///
/// Offsets into the text are in UTF-8 bytes, as offsets into the source are.
package struct YAMLText: Sendable {
  /// A part of the text that comes from one place.
  struct Piece: Sendable {
    /// Where the part starts in the text.
    let decoded: UInt32
    let source: UInt32
    let sourceUpper: UInt32
    /// Whether the bytes are the same in both, and not what an escape sequence or a line ending
    /// stands for.
    let isCopied: Bool
  }

  /// The decoded text; always UTF-8.
  package private(set) var bytes: [UInt8] = []
  private(set) var pieces: [Piece] = []
  /// Where the scalar's text ends in the source.
  let sourceEnd: Int

  package var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Where the byte at an offset of the text is written: for what an escape sequence stands for,
  /// the backslash; for the space or newline that a line ending stands for, the line ending.
  ///
  /// Never decreases as `offset` grows, and never leaves the scalar. The end of the text and
  /// whatever lies beyond is the end of the scalar's text, in front of a closing quote.
  package func sourceOffset(ofDecoded offset: Int) -> Int {
    guard offset < bytes.count, let piece = piece(at: max(0, offset)) else { return sourceEnd }
    let start = Int(piece.source)
    return piece.isCopied ? start + max(0, offset) - Int(piece.decoded) : start
  }

  /// The smallest span of the source that a range of the text comes from.
  package func sourceSpan(ofDecoded range: Range<Int>) -> SourceSpan {
    let lower = sourceOffset(ofDecoded: range.lowerBound)
    guard !range.isEmpty, range.upperBound <= bytes.count,
      let last = piece(at: range.upperBound - 1)
    else {
      return SourceSpan(lower, range.isEmpty ? lower : sourceEnd)
    }
    let upper =
      last.isCopied
      ? Int(last.source) + range.upperBound - Int(last.decoded) : Int(last.sourceUpper)
    return SourceSpan(lower, upper)
  }

  private func piece(at offset: Int) -> Piece? {
    var low = 0
    var high = pieces.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(pieces[middle].decoded) <= offset { low = middle } else { high = middle }
    }
    return low < pieces.count ? pieces[low] : nil
  }

  // MARK: - Building

  init(of record: YAMLRecord, in source: [UInt8]) {
    sourceEnd = record.content.upperBound
    guard record.isFolded else {
      if record.isScalar { copy(source, record.content) }
      return
    }
    switch record.form {
    case .literal, .folded: decodeBlock(record, source)
    case .plain, .single, .double: decodeFlow(record, source)
    default: break
    }
  }

  /// The decoded bytes alone.
  static func bytes(of record: YAMLRecord, in source: [UInt8]) -> [UInt8] {
    record.isFolded ? YAMLText(of: record, in: source).bytes : Array(source[record.content])
  }

  mutating func copy(_ source: [UInt8], _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    add(range, isCopied: true)
    bytes.append(contentsOf: source[range])
  }

  /// Adds what a range of the source stands for.
  mutating func put(_ scalar: Unicode.Scalar, for range: Range<Int>) {
    add(range, isCopied: false)
    bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  private mutating func add(_ range: Range<Int>, isCopied: Bool) {
    pieces.append(
      Piece(
        decoded: UInt32(truncatingIfNeeded: bytes.count),
        source: UInt32(truncatingIfNeeded: range.lowerBound),
        sourceUpper: UInt32(truncatingIfNeeded: range.upperBound), isCopied: isCopied))
  }

  /// What the character after a backslash stands for, where it takes no digits.
  static func escaped(_ byte: UInt8) -> Unicode.Scalar? {
    switch byte {
    case UInt8(ascii: "0"): "\0"
    case UInt8(ascii: "a"): "\u{07}"
    case UInt8(ascii: "b"): "\u{08}"
    case UInt8(ascii: "t"), YAMLByte.tab: "\t"
    case UInt8(ascii: "n"): "\n"
    case UInt8(ascii: "v"): "\u{0B}"
    case UInt8(ascii: "f"): "\u{0C}"
    case UInt8(ascii: "r"): "\r"
    case UInt8(ascii: "e"): "\u{1B}"
    case YAMLByte.space, YAMLByte.quote, UInt8(ascii: "/"), YAMLByte.backslash:
      Unicode.Scalar(byte)
    case UInt8(ascii: "N"): "\u{85}"
    case UInt8(ascii: "_"): "\u{A0}"
    case UInt8(ascii: "L"): "\u{2028}"
    case UInt8(ascii: "P"): "\u{2029}"
    default: nil
    }
  }
}

extension YAMLRecord {
  var isScalar: Bool {
    switch form {
    case .empty, .plain, .single, .double, .literal, .folded: true
    default: false
    }
  }

  /// The bytes between quotes; all of plain text; of a block, what is behind its indicator.
  var content: Range<Int> {
    switch form {
    case .single, .double: Int(lower) + 1..<max(Int(lower) + 1, Int(upper) - 1)
    case .literal, .folded: Int(lower) + 1..<max(Int(lower) + 1, Int(linesUpper))
    default: Int(lower)..<Int(upper)
    }
  }
}
