/// Tar archives as test data: those Cargo makes are read, and plain ones written.
///
/// No judge of archives. It reads genuine ones, and stops at the first thing it does not know.
package enum Tar {
  package struct Entry: Hashable, Sendable {
    package var path: String
    package var bytes: [UInt8]
    package var mode: Int
    /// The type byte of the header: `0` a file, `5` a folder.
    package var kind: UInt8

    package init(
      _ path: String, _ bytes: [UInt8] = [], mode: Int = 0o644, kind: UInt8 = UInt8(ascii: "0")
    ) {
      self.path = path
      self.bytes = bytes
      self.mode = mode
      self.kind = kind
    }
  }

  private static let blockSize = 512
  private static let nameField = 0..<100
  /// GNU's entry whose data is the name of the next one.
  private static let longName = UInt8(ascii: "L")

  package static func entries(of bytes: [UInt8]) -> [Entry] {
    var entries: [Entry] = []
    var offset = 0
    var nextName: String?
    while offset + blockSize <= bytes.count {
      let header = Array(bytes[offset..<offset + blockSize])
      guard header.contains(where: { $0 != 0 }) else { break }
      guard let size = Int(text(header, 124..<136), radix: 8),
        let mode = Int(text(header, 100..<108), radix: 8)
      else { break }
      let start = offset + blockSize
      let end = start + size
      guard end <= bytes.count else { break }
      let data = Array(bytes[start..<end])
      if header[156] == longName {
        nextName = String(decoding: data.prefix { $0 != 0 }, as: UTF8.self)
      } else {
        let kind = header[156] == 0 ? UInt8(ascii: "0") : header[156]
        entries.append(Entry(nextName ?? text(header, nameField), data, mode: mode, kind: kind))
        nextName = nil
      }
      offset = start + (size + blockSize - 1) / blockSize * blockSize
    }
    return entries
  }

  /// An archive with GNU headers, as Cargo writes them.
  package static func archive(_ entries: [Entry]) -> [UInt8] {
    var bytes: [UInt8] = []
    for entry in entries {
      if entry.path.utf8.count > nameField.count {
        append(Entry("././@LongLink", Array(entry.path.utf8) + [0], kind: longName), to: &bytes)
      }
      append(entry, to: &bytes)
    }
    return bytes + [UInt8](repeating: 0, count: 2 * blockSize)
  }

  private static func append(_ entry: Entry, to bytes: inout [UInt8]) {
    var header = [UInt8](repeating: 0, count: blockSize)
    func put(_ text: String, at offset: Int) {
      for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
    }
    func octal(_ number: Int, digits: Int) -> String {
      let text = String(number, radix: 8)
      return String(repeating: "0", count: max(digits - text.count, 0)) + text
    }
    for (index, byte) in entry.path.utf8.prefix(nameField.count).enumerated() {
      header[index] = byte
    }
    put(octal(entry.mode, digits: 7), at: 100)
    put(octal(0, digits: 7), at: 108)
    put(octal(0, digits: 7), at: 116)
    put(octal(entry.bytes.count, digits: 11), at: 124)
    // The time Cargo gives to every file it packs.
    put(octal(1_153_704_088, digits: 11), at: 136)
    header[156] = entry.kind
    put("ustar  ", at: 257)
    put("        ", at: 148)
    let sum = header.reduce(0) { $0 + Int($1) }
    put(octal(sum, digits: 6) + "\0 ", at: 148)
    bytes += header + entry.bytes
    let rest = entry.bytes.count % blockSize
    if rest > 0 { bytes += [UInt8](repeating: 0, count: blockSize - rest) }
  }

  private static func text(_ header: [UInt8], _ field: Range<Int>) -> String {
    let value = header[field].prefix { $0 != 0 }
    return String(decoding: value, as: UTF8.self).split(separator: " ").first.map(String.init) ?? ""
  }
}
