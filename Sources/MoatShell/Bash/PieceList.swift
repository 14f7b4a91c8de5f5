/// The pieces of a word while it is read: bytes are gathered to text.
struct PieceList {
  private var pieces: [BashPiece] = []
  private var bytes: [UInt8] = []
  private var isQuoted = false

  mutating func add(_ byte: UInt8, isQuoted: Bool) {
    if isQuoted != self.isQuoted { close() }
    self.isQuoted = isQuoted
    bytes.append(byte)
  }

  mutating func append(_ more: [BashPiece]) {
    close()
    pieces += more
  }

  /// Ends the text gathered so far.
  mutating func close() {
    guard !bytes.isEmpty else { return }
    pieces.append(.literal(String(decoding: bytes, as: UTF8.self), isQuoted: isQuoted))
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func finished() -> [BashPiece] {
    close()
    return pieces
  }

  mutating func word(_ range: Range<Int>) -> BashWord {
    BashWord(pieces: finished(), range: range)
  }

  /// Whether a bracket now opens a pattern: `@(`, `!(`, `+(`, `*(`, `?(`.
  var endsInGlobSign: Bool {
    guard !isQuoted, let last = bytes.last else { return false }
    switch last {
    case UInt8(ascii: "@"), UInt8(ascii: "!"), UInt8(ascii: "+"), UInt8(ascii: "*"),
      UInt8(ascii: "?"):
      return true
    default: return false
    }
  }
}
