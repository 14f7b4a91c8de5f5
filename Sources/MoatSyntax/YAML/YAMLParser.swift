import MoatModel

/// Turns bytes into the arena of a ``YAMLStream``, in one pass and without going back.
///
/// A node in front of a colon turns out to be a key only when the colon is seen; its mapping is
/// then made around it. Every access to the bytes is bounds-checked. Recursion is bounded by
/// ``YAMLStream/maximumDepth``.
///
/// Names such as "indent" mean what they mean in the
/// [specification](https://yaml.org/spec/1.2.2/): spaces at the start of a line, never tabs.
struct YAMLParser {
  let bytes: [UInt8]
  let end: Int
  let tolerance: YAMLTolerance

  var at = 0
  /// Where the current line starts, behind a byte-order mark.
  var lineStart = 0

  // What the last `skipTrivia` found, valid while `at == settled`.
  var settled = -1
  /// Whether the place is the first content on its line.
  var isFresh = true
  /// How many spaces the current line starts with, if ``isFresh``.
  var indent = 0
  /// Whether a tab separates the place from what is before it on the line.
  var isTabbed = false

  var records = [YAMLRecord(.empty, 0, 0)]
  var properties = [YAMLProperties()]
  var comments: [SourceSpan] = []
  var problems: [YAMLProblem] = []
  var documents: [YAMLDocumentRecord] = []
  var failure: YAMLError?

  var anchors: [[UInt8]: YAMLAnchor] = [:]
  /// What the `%TAG` directives of the document say.
  var handles: [[UInt8]: SourceSpan] = [:]

  /// How many collections enclose the place.
  var depth = 0
  /// The largest depth since the innermost open anchor, aliases followed.
  var deepest = 0
  /// How many nodes the document has so far, aliases followed.
  var weight = 0
  /// How many of them its aliases stand for.
  var aliased = 0

  init(_ bytes: [UInt8], tolerance: YAMLTolerance) {
    self.bytes = bytes
    end = bytes.count
    self.tolerance = tolerance
  }

  // MARK: - Bytes

  /// The byte `ahead` of the place, or 0 beyond the end, which is allowed nowhere in a document.
  @inline(__always)
  func peek(_ ahead: Int = 0) -> UInt8 {
    let index = at &+ ahead
    return index < end ? bytes[index] : 0
  }

  /// Whether there is a blank, a line ending or the end of the text at an offset.
  @inline(__always)
  func isSpace(at offset: Int) -> Bool {
    guard offset < end else { return true }
    return YAMLByte.isBlank(bytes[offset]) || YAMLByte.isBreak(bytes[offset])
  }

  /// Whether `-`, `?` or `:` stands at the place as an indicator and not as the start of text.
  @inline(__always)
  func isIndicator(_ byte: UInt8) -> Bool {
    at < end && bytes[at] == byte && isSpace(at: at + 1)
  }

  /// Whether the line at an offset is `---` or `...`, alone or with something behind it.
  func isMarker(at offset: Int) -> Bool {
    guard offset + 2 < end else { return false }
    let byte = bytes[offset]
    guard byte == YAMLByte.dash || byte == YAMLByte.dot else { return false }
    return bytes[offset + 1] == byte && bytes[offset + 2] == byte && isSpace(at: offset + 3)
  }

  var column: Int { at - lineStart }

  /// The length of the line ending at an offset, which holds one.
  @inline(__always)
  func breakLength(at offset: Int) -> Int {
    let isPair =
      bytes[offset] == YAMLByte.carriageReturn && offset + 1 < end
      && bytes[offset + 1] == YAMLByte.lineFeed
    return isPair ? 2 : 1
  }

  @inline(__always)
  mutating func skipBreak() {
    at += breakLength(at: at)
    lineStart = at
  }

  @inline(__always)
  mutating func skipBlanks() {
    while at < end, YAMLByte.isBlank(bytes[at]) { at += 1 }
  }

  /// Skips blanks, comments and line endings up to content, and notes how it is indented.
  mutating func skipTrivia() {
    if at == settled { return }
    isFresh = at == lineStart
    isTabbed = false
    if isFresh { skipIndent() }
    while at < end {
      let byte = bytes[at]
      if byte == YAMLByte.space {
        at += 1
      } else if byte == YAMLByte.tab {
        isTabbed = true
        at += 1
      } else if YAMLByte.isBreak(byte) {
        skipBreak()
        isFresh = true
        isTabbed = false
        skipIndent()
      } else if byte == YAMLByte.hash, mayStartComment {
        skipComment()
      } else {
        break
      }
    }
    settled = at
  }

  private mutating func skipIndent() {
    while at < end, bytes[at] == YAMLByte.space { at += 1 }
    indent = at - lineStart
  }

  /// Whether a `#` at the place starts a comment: only at the start of a line or after a blank.
  var mayStartComment: Bool { at == lineStart || YAMLByte.isBlank(bytes[at - 1]) }

  mutating func skipComment() {
    let lower = at
    while at < end, !YAMLByte.isBreak(bytes[at]) { at += 1 }
    comments.append(SourceSpan(lower, at))
  }

  /// Blanks, a comment, and the end of the line or text.
  mutating func endLine(_ expected: YAMLError.Expected = .lineEnd) throws(YAMLRefusal) {
    skipBlanks()
    if peek() == YAMLByte.hash, mayStartComment { skipComment() }
    guard at >= end || YAMLByte.isBreak(bytes[at]) else { throw unexpected(expected) }
  }

  // MARK: - Nodes

  /// Adds a node without children.
  mutating func add(_ record: YAMLRecord) -> UInt32 {
    weight += 1
    records.append(record)
    return UInt32(truncatingIfNeeded: records.count - 1)
  }

  /// The null that an absent node reads as.
  mutating func addEmpty(at offset: Int) -> UInt32 {
    add(YAMLRecord(.empty, offset, offset))
  }

  /// Adds a collection and enters it; ``close(_:upper:)`` leaves it.
  mutating func open(_ form: YAMLRecord.Form, _ lower: Int) throws(YAMLRefusal) -> UInt32 {
    depth += 1
    deepest = max(deepest, depth)
    try checkDepth(depth, at: lower)
    return add(YAMLRecord(form, lower, lower))
  }

  mutating func close(_ index: UInt32, upper: Int) {
    depth -= 1
    records[Int(index)].upper = UInt32(truncatingIfNeeded: upper)
  }

  mutating func append(_ child: UInt32, to parent: UInt32) {
    let parent = Int(parent)
    if records[parent].first == 0 {
      records[parent].first = child
    } else {
      records[Int(records[parent].last)].next = child
    }
    records[parent].last = child
    records[parent].count += 1
  }

  /// Where the text of a node ends, anchor and tag of an empty one included.
  func upper(_ index: UInt32) -> Int { Int(records[Int(index)].upper) }

  mutating func checkDepth(_ depth: Int, at place: Int) throws(YAMLRefusal) {
    guard depth <= YAMLStream.maximumDepth else {
      throw refuse(.tooDeep(limit: YAMLStream.maximumDepth), place, place + 1)
    }
  }

  // MARK: - Errors

  /// Notes why the document is refused.
  @inline(never)
  mutating func refuse(
    _ reason: YAMLError.Reason, _ lower: Int, _ upper: Int, related: SourceSpan? = nil
  ) -> YAMLRefusal {
    failure = YAMLError(reason, lower, upper, related: related)
    return YAMLRefusal()
  }

  /// The error for whatever stands at the place.
  mutating func unexpected(_ expected: YAMLError.Expected) -> YAMLRefusal {
    guard at < end else { return refuse(.expected(expected, found: .endOfText), end, end) }
    if YAMLByte.isBreak(bytes[at]) {
      return refuse(.expected(expected, found: .endOfLine), at, at)
    }
    let scalar = scalar(at: at)
    return refuse(.expected(expected, found: .character(scalar)), at, at + UTF8.width(scalar))
  }

  /// The character at an offset inside the text.
  func scalar(at offset: Int) -> Unicode.Scalar {
    let length = TOMLText.sequenceLength(bytes, at: offset) ?? 1
    let text = String(decoding: bytes[offset..<offset + length], as: UTF8.self)
    return text.unicodeScalars.first ?? "\u{FFFD}"
  }
}

/// Thrown where a document is refused; the parser has the reason.
///
/// Empty, because each call that may throw has room for its error on the stack, and calls nest as
/// deep as documents do.
struct YAMLRefusal: Error {}
