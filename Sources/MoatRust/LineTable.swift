/// Where the lines of a file begin, and what they have.
struct LineTable: Sendable {
  /// What has more hides what has less.
  enum Content: UInt8, Comparable, Sendable {
    case nothing = 0
    case comment = 1
    case code = 2

    @inline(__always)
    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  struct Line: Sendable {
    /// The offset after its line break.
    fileprivate let end: UInt32
    fileprivate let content: Content

    @inline(__always)
    init(end: Int, _ content: Content) {
      self.end = UInt32(truncatingIfNeeded: end)
      self.content = content
    }
  }

  private let lines: ContiguousArray<Line>
  /// What the line after the last line break has.
  private let rest: Content
  private let size: Int
  /// How many lines have code.
  private(set) var codes = 0
  /// How many have comments and no code.
  private(set) var comments = 0

  /// - Parameters:
  ///   - lines: all that end in a line break.
  ///   - rest: what stands after the last of those.
  ///   - size: of the file, in bytes.
  init(_ lines: ContiguousArray<Line> = [], rest: Content = .nothing, size: Int = 0) {
    self.lines = lines
    self.rest = rest
    self.size = size
    forEachContent { content in
      codes &+= Int(content.rawValue >> 1)
      comments &+= Int(content.rawValue & 1)
    }
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
