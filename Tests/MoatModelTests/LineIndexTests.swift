import MoatModel
import Testing

@Suite struct `Positions in a text` {
  @Test func `count lines and scalars, however long a line is`() {
    var text = "first\r\n"
    for number in 0..<3000 { text += number % 7 == 0 ? "é" : number % 500 == 499 ? "\n" : "ab" }
    let bytes = Array(text.utf8) + [0xFF, 0x80]
    let index = LineIndex(bytes)
    var line = 1
    var column = 1
    for offset in bytes.indices {
      if offset > 0 {
        if bytes[offset - 1] == UInt8(ascii: "\n") {
          line += 1
          column = 1
        } else if bytes[offset - 1] & 0xC0 != 0x80 {
          column += 1
        }
      }
      let position = index.position(at: offset)
      guard position.line == line, position.column == column else {
        Issue.record("\(offset): \(position) is not \(line):\(column)")
        return
      }
    }
    #expect(LineIndex([]).position(at: 5) == LineIndex.Position(line: 1, column: 1))
    let long = LineIndex([UInt8](repeating: 0x61, count: 8192))
    #expect(long.position(at: 4096).column == 4097)
    #expect(long.position(at: 9999).column == 8193)
  }
}
