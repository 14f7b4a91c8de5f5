import MoatDiff

/// Finds a text in the names and the contents of a crate's files.
///
/// Without a capital letter in it, capitals do not matter: those of ASCII.
struct CrateSearch {
  struct Hit {
    let file: Int
    let isOld: Bool
    /// 1-based; nil where it is in the name.
    let line: Int?
    let text: DisplayedLine
  }

  private let wanted: [UInt8]
  private let foldsCase: Bool

  /// nil for what is too long to be searched for, or nothing.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= DisplayLimit.searchBytes else { return nil }
    wanted = bytes
    foldsCase = !bytes.contains { (0x41...0x5A).contains($0) }
  }

  /// In the order of the files, names first.
  func hits(in package: ReviewPackage) -> (hits: [Hit], isCut: Bool) {
    var hits: [Hit] = []
    for (id, file) in package.files.enumerated() {
      let path = Array(file.path.utf8)
      guard let at = first(in: path, from: 0) else { continue }
      hits.append(Hit(file: id, isOld: false, line: nil, text: excerpt(path[...], at)))
    }
    for (id, file) in package.files.enumerated() where file.isText {
      guard let bytes = file.change.new?.bytes ?? file.change.old?.bytes else { continue }
      hits += self.hits(in: bytes, file: id, isOld: file.change.new == nil)
      if hits.count > DisplayLimit.hits { return (Array(hits.prefix(DisplayLimit.hits)), true) }
    }
    return (hits, false)
  }

  private func hits(in bytes: [UInt8], file: Int, isOld: Bool) -> [Hit] {
    guard var at = first(in: bytes, from: 0) else { return [] }
    let lines = LineStarts(bytes)
    var hits: [Hit] = []
    while hits.count < DisplayLimit.hitsOfFile {
      let line = lines.line(at: at)
      let range = lines.range(of: line)
      var content = bytes[range]
      while let last = content.last, last == 0x0A || last == 0x0D { content = content.dropLast() }
      hits.append(
        Hit(file: file, isOld: isOld, line: line + 1, text: excerpt(content, at)))
      guard let next = first(in: bytes, from: range.upperBound) else { break }
      at = next
    }
    return hits
  }

  /// The surroundings of a hit on its line, with the hit itself set off.
  private func excerpt(_ line: ArraySlice<UInt8>, _ at: Int) -> DisplayedLine {
    let upper = min(at + wanted.count, line.endIndex)
    var lower = max(line.startIndex, at - DisplayLimit.hitContext)
    while lower < at, line[lower] == 0x20 || line[lower] == 0x09 || line[lower] & 0xC0 == 0x80 {
      lower += 1
    }
    let end = min(line.endIndex, upper + DisplayLimit.hitContext)
    return DisplayedLine(
      line[lower..<max(end, lower)], styles: [StyledRange(lower: at, upper: upper, style: "hit")])
  }

  private func first(in bytes: [UInt8], from start: Int) -> Int? {
    let text = bytes.span
    let wanted = wanted.span
    guard text.count >= wanted.count else { return nil }
    let first = wanted[0]
    var index = start
    while index <= text.count - wanted.count {
      if folded(text[index]) == first {
        var length = 1
        while length < wanted.count, folded(text[index + length]) == wanted[length] { length += 1 }
        if length == wanted.count { return index }
      }
      index += 1
    }
    return nil
  }

  private func folded(_ byte: UInt8) -> UInt8 {
    foldsCase && (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
