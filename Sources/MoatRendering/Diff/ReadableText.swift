/// Bytes of a file as text that is safe to show and tells different bytes apart.
package enum ReadableText {
  /// Valid UTF-8 with what a terminal acts on or nobody sees made visible, tabs as four spaces; other
  /// bytes as `\xff`. One line.
  package static func line(_ bytes: ArraySlice<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return TerminalText.snippet(text) }
    var text = ""
    var valid: [UInt8] = []
    var rest = bytes
    while let first = rest.first {
      let length = length(of: first)
      let piece = rest.prefix(length)
      if length > 0, String(validating: piece, as: UTF8.self) != nil {
        valid += piece
        rest = rest.dropFirst(length)
        continue
      }
      text += TerminalText.snippet(String(decoding: valid, as: UTF8.self))
      valid = []
      let digits = String(first, radix: 16)
      text += "\\x\(digits.utf8.count == 1 ? "0" : "")\(digits)"
      rest = rest.dropFirst()
    }
    return text + TerminalText.snippet(String(decoding: valid, as: UTF8.self))
  }

  /// How many bytes a character has that begins so; 0 for a byte that begins none.
  private static func length(of first: UInt8) -> Int {
    switch first {
    case 0x00...0x7F: 1
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 0
    }
  }
}
