/// Where the lines of a file begin, and what they have.
struct LineTable: Sendable {
  /// What has more hides what has less.
  enum Content: UInt8, Comparable, Sendable {
    case nothing, comment, code

    @inline(__always)
    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  private struct Line {
    /// The offset after its line break.
    let end: UInt32
    let content: Content
  }

  private var lines: ContiguousArray<Line> = []
  /// What the line after the last line break has.
  private var rest = Content.nothing
  private var size = 0
  /// How many lines have code.
  private(set) var codes = 0
  /// How many have comments and no code.
  private(set) var comments = 0

  mutating func reserve(_ count: Int) { lines.reserveCapacity(count) }

  /// Ends a line before an offset.
  @inline(__always)
  mutating func end(at offset: Int, _ content: Content) {
    lines.append(Line(end: UInt32(truncatingIfNeeded: offset), content: content))
    add(content)
  }

  /// Ends the last line, which may have nothing in it, not even a line break.
  mutating func finish(at offset: Int, _ content: Content) {
    size = offset
    rest = content
    if count > lines.count { add(content) }
  }

  @inline(__always)
  private mutating func add(_ content: Content) {
    codes &+= content == .code ? 1 : 0
    comments &+= content == .comment ? 1 : 0
  }

  /// How many lines there are; what follows the last line break is one if it is not empty.
  var count: Int { lines.count + (start(of: lines.count) < size ? 1 : 0) }

  /// What each line has.
  func forEachContent(_ body: (Content) -> Void) {
    for line in lines { body(line.content) }
    if count > lines.count { body(rest) }
  }

  /// The offset of a line's first byte.
  func start(of line: Int) -> Int {
    line > 0 && line <= lines.count ? Int(lines[line - 1].end) : 0
  }

  /// The index of the line that has an offset.
  func line(of offset: Int) -> Int {
    var lower = 0
    var upper = lines.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if Int(lines[middle].end) <= offset { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }
}
