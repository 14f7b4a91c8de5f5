/// Texts that stand one after the other with nothing between but what joins them.
struct PieceRun {
  /// Longer texts are read as they are; nobody cuts a word into such pieces.
  static let pieceLimit = 256
  /// What is joined at most, and of how many pieces: tables of words are longer, and mean nothing.
  static let byteLimit = 4096
  static let countLimit = 512

  /// All pieces, once there are two.
  private(set) var text: [UInt8] = []
  /// Where each piece but the first begins in `text`.
  private(set) var joints: [Int] = []
  private var pieces: [Range<Int>] = []
  private(set) var count = 0
  /// The literal of the first piece, as a token.
  private(set) var head = 0
  /// Where the first and the last piece stand.
  private(set) var first = 0
  private(set) var last = 0

  var isOpen: Bool { count > 0 }

  mutating func begin(with literal: Int, at index: Int) {
    head = literal
    first = index
    last = index
    count = 1
  }

  /// Adds the text of the first piece.
  mutating func add(_ bytes: [UInt8], _ piece: Range<Int>) {
    pieces.append(text.count..<text.count + piece.count)
    let piece = bytes.span.extracting(piece)
    text.append(addingCapacity: piece.count) { output in
      for offset in piece.indices { output.append(piece[offset]) }
    }
  }

  /// Adds a piece after the first one.
  mutating func add(_ bytes: [UInt8], _ piece: Range<Int>, at index: Int) {
    last = index
    count += 1
    joints.append(text.count)
    add(bytes, piece)
  }

  /// All pieces with the last one between the others, or with `/` between all; and where it stands.
  func separated(isLastBetween: Bool) -> (text: [UInt8], joints: [Int])? {
    let parts = isLastBetween ? pieces.dropLast() : pieces[...]
    guard parts.count > 1, let last = pieces.last else { return nil }
    let separator = isLastBetween ? text[last] : [UInt8(ascii: "/")][...]
    var result: [UInt8] = []
    var joints: [Int] = []
    for part in parts {
      if !result.isEmpty {
        joints.append(result.count)
        result += separator
      }
      result += text[part]
    }
    return (result, joints)
  }

  var isFull: Bool { text.count >= Self.byteLimit || count >= Self.countLimit }

  mutating func clear() {
    if count > 1 {
      text.removeAll(keepingCapacity: true)
      joints.removeAll(keepingCapacity: true)
      pieces.removeAll(keepingCapacity: true)
    }
    count = 0
  }

  /// The pieces after the first put where it has `{}`: what `format!` makes. Nil where it has none.
  var formatted: (text: [UInt8], joints: [Int])? {
    guard let head = pieces.first, pieces.count > 1, text[head].contains(UInt8(ascii: "{")) else {
      return nil
    }
    var result: [UInt8] = []
    var joints: [Int] = []
    var next = 1
    var offset = head.lowerBound
    while offset < head.upperBound {
      if text[offset] == UInt8(ascii: "{"), next < pieces.count,
        let close = text[offset..<head.upperBound].firstIndex(of: UInt8(ascii: "}"))
      {
        joints.append(result.count)
        result += text[pieces[next]]
        joints.append(result.count)
        next += 1
        offset = close + 1
      } else {
        result.append(text[offset])
        offset += 1
      }
    }
    return next > 1 ? (result, joints) : nil
  }
}
