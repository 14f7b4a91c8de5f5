import MoatRendering

/// A line as the page shows it: texts, each with the names of its classes.
struct DisplayedLine: Hashable {
  struct Segment: Hashable {
    /// Classes of the page's style: `k` keyword, `u` `unsafe`, `s` string, `c` comment, `n` number,
    /// `t` type, `f` function, `m` macro, `a` attribute, `l` lifetime, `q` not a token, `x` escape, `w`
    /// changed within the line, `cut` the rest of a long line. Empty for plain text.
    let style: String
    let text: String
  }

  private(set) var segments: [Segment] = []
  /// How many columns it takes.
  private(set) var columns = 0

  /// - Parameters:
  ///   - styles: ranges of `bytes` in order, with the classes of what is in them.
  ///   - changed: ranges from the start of the line, in order.
  init(
    _ bytes: ArraySlice<UInt8>, styles: some Sequence<StyledRange>, changed: [Range<Int>] = []
  ) {
    let shown = Self.shown(bytes)
    var cuts: [(lower: Int, style: String)] = []
    for range in styles {
      let lower = max(range.lower, shown.startIndex)
      let upper = min(range.upper, shown.endIndex)
      guard lower < upper else { continue }
      cuts.append((lower, range.style))
      cuts.append((upper, ""))
    }
    var index = shown.startIndex
    var style = ""
    for cut in cuts {
      add(shown, index..<cut.lower, style, changed)
      (index, style) = (cut.lower, cut.style)
    }
    add(shown, index..<shown.endIndex, style, changed)
    if shown.count < bytes.count {
      add("⋯ \(Wording.thousands(bytes.count - shown.count)) more bytes", style: "cut")
    }
  }

  /// At most so many bytes as a line may show, and no half of a character.
  private static func shown(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard bytes.count > DisplayLimit.lineBytes else { return bytes }
    var end = bytes.startIndex + DisplayLimit.lineBytes
    var steps = 0
    while steps < 3, end > bytes.startIndex, bytes[end] & 0xC0 == 0x80 {
      end -= 1
      steps += 1
    }
    return bytes[..<end]
  }

  /// One style; what is changed in it apart.
  private mutating func add(
    _ bytes: ArraySlice<UInt8>, _ range: Range<Int>, _ style: String, _ changed: [Range<Int>]
  ) {
    var index = range.lowerBound
    for piece in changed {
      let lower = min(max(bytes.startIndex + piece.lowerBound, index), range.upperBound)
      let upper = min(max(bytes.startIndex + piece.upperBound, lower), range.upperBound)
      guard lower < upper else { continue }
      add(bytes[index..<lower], style: style)
      add(bytes[lower..<upper], style: style.isEmpty ? "w" : "\(style) w")
      index = upper
    }
    add(bytes[index..<range.upperBound], style: style)
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>, style: String) {
    var rest = bytes
    while let run = Self.longBlank(rest) {
      addText(rest[..<run.lowerBound], style: style)
      add("␣×\(run.count)", style: "x")
      rest = rest[run.upperBound...]
    }
    addText(rest, style: style)
  }

  private mutating func addText(_ bytes: ArraySlice<UInt8>, style: String) {
    for piece in VisibleText.pieces(of: bytes) {
      add(piece.text, style: piece.isEscape ? "x" : style)
    }
  }

  private mutating func add(_ text: String, style: String) {
    if let last = segments.last, last.style == style {
      segments[segments.count - 1] = Segment(style: style, text: last.text + text)
    } else {
      segments.append(Segment(style: style, text: text))
    }
    if text.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x09 }) {
      columns += text.utf8.count
    } else {
      for scalar in text.unicodeScalars {
        columns += scalar == "\t" ? 4 - columns % 4 : TerminalText.width(of: scalar)
      }
    }
  }

  /// The first run of spaces or tabs that is too long to be shown.
  private static func longBlank(_ bytes: ArraySlice<UInt8>) -> Range<Int>? {
    guard bytes.count >= DisplayLimit.blanks else { return nil }
    var start = bytes.startIndex
    for index in bytes.indices where bytes[index] != 0x20 && bytes[index] != 0x09 {
      if index - start >= DisplayLimit.blanks { return start..<index }
      start = index + 1
    }
    return bytes.endIndex - start >= DisplayLimit.blanks ? start..<bytes.endIndex : nil
  }

  /// A text where it is plain, else classes and texts in turns.
  func write(to writer: inout JSONWriter) {
    guard segments.count > 1 || segments.first?.style.isEmpty == false else {
      return writer.value(segments.first?.text ?? "")
    }
    writer.array { writer in
      for segment in segments {
        writer.value(segment.style)
        writer.value(segment.text)
      }
    }
  }
}

/// Bytes of a file that look alike.
struct StyledRange: Hashable {
  let lower: Int
  let upper: Int
  let style: String
}
