import MoatRust

/// Lines that nobody reads to their end.
struct LongLines {
  /// Longer than any line that people write or formatters leave.
  static let limit = 2000
  /// So many blanks move what follows out of every window.
  static let blankLimit = 160
  /// Lines of one file that are marked.
  private static let markLimit = 16
  /// A table has few words of its own, however many values. Code of that length has more.
  private static let wordLimit = 24
  /// Of a line that is one literal, so much must be code for it to count.
  private static let codeShare = 4

  /// The lines that are longer and are code: at least a quarter of their bytes are words outside of
  /// literals, and those are at least so many different ones. Everything else is data.
  static func scan(_ source: RustSource, into sightings: inout [Sighting]) {
    let bytes = source.bytes
    var start = 0
    var found = 0
    while start + limit < bytes.count, found < markLimit {
      // A newline within the next bytes ends the line in time: the last one is the best start.
      if let end = bytes[start..<start + limit].lastIndex(of: UInt8(ascii: "\n")) {
        start = end + 1
        continue
      }
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      if let subject = subject(of: start..<end, in: source) {
        sightings.append(Sighting(.longLine, start, min(end, start + 80), subject))
        found += 1
      }
      start = end + 1
    }
  }

  private static func subject(of line: Range<Int>, in source: RustSource) -> String? {
    var index = firstToken(in: source, at: line.lowerBound)
    var words: Set<[UInt8]> = []
    var wordBytes = 0
    var last = line.lowerBound
    while index < source.tokens.count, source.tokens[index].lower < line.upperBound {
      let token = source.tokens[index]
      if token.lower - last >= blankLimit, isBlank(source.bytes, last..<token.lower) {
        return "code behind \(token.lower - last) blanks"
      }
      last = token.upper
      if token.kind == .identifier || token.kind == .rawIdentifier {
        wordBytes += token.upper - token.lower
        if words.count < wordLimit {
          words.insert(Array(source.bytes[token.lower..<token.upper]))
        }
      }
      index += 1
    }
    guard words.count >= wordLimit, wordBytes * codeShare >= line.count else { return nil }
    return "\(line.count) bytes of code in one line"
  }

  private static func isBlank(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private static func firstToken(in source: RustSource, at offset: Int) -> Int {
    var lower = 0
    var upper = source.tokens.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if source.tokens[middle].upper <= offset { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }
}
