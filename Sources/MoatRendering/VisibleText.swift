/// Bytes of any kind as text in which everything can be seen, and different bytes look different.
package enum VisibleText {
  /// A piece of a line.
  package struct Piece: Hashable {
    /// Whether it stands for what could not be seen: `\u{202e}`, `\xff`.
    package let isEscape: Bool
    package fileprivate(set) var text: String
  }

  /// Cuts bytes into text that is shown as it is, and escapes: for control and bidirectional
  /// characters, what shows nothing, blanks that are not spaces, and bytes that are not UTF-8. Tabs
  /// stay.
  package static func pieces(of bytes: ArraySlice<UInt8>) -> [Piece] {
    if bytes.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x09 }) {
      return bytes.isEmpty
        ? [] : [Piece(isEscape: false, text: String(decoding: bytes, as: UTF8.self))]
    }
    var pieces: [Piece] = []
    func add(_ text: String, isEscape: Bool) {
      if let last = pieces.last, last.isEscape == isEscape {
        pieces[pieces.count - 1].text += text
      } else {
        pieces.append(Piece(isEscape: isEscape, text: text))
      }
    }
    var index = bytes.startIndex
    var before: Unicode.Scalar?
    while index < bytes.endIndex {
      guard let (scalar, length) = scalar(bytes[index...]) else {
        let digits = String(bytes[index], radix: 16)
        add("\\x" + (digits.utf8.count == 1 ? "0" : "") + digits, isEscape: true)
        index += 1
        before = nil
        continue
      }
      if isHidden(scalar, after: before) {
        add(TerminalText.visibleForm(of: scalar), isEscape: true)
      } else {
        add(String(Character(scalar)), isEscape: false)
      }
      index += length
      before = scalar
    }
    return pieces
  }

  /// All of it as one text.
  package static func text(of bytes: ArraySlice<UInt8>) -> String {
    pieces(of: bytes).map(\.text).joined()
  }

  /// As ``text(of:)``, with four spaces for each tab.
  static func line(_ bytes: ArraySlice<UInt8>) -> String {
    let text = text(of: bytes)
    guard text.utf8.contains(0x09) else { return text }
    return text.split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "    ")
  }

  /// A text of the crate's, such as a path, on one line.
  package static func text(_ text: String) -> String { self.text(of: Array(text.utf8)[...]) }

  private static func isHidden(_ scalar: Unicode.Scalar, after before: Unicode.Scalar?) -> Bool {
    if scalar == "\t" { return false }
    if TerminalText.isUnsafe(scalar) { return true }
    switch scalar.value {
    // Blanks that look like a space, or like nothing.
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return true
    // Variation selectors choose the form of an emoji; anywhere else they can carry data unseen.
    case 0xFE0E, 0xFE0F: return !(before?.properties.isEmoji ?? false)
    case 0xFE00...0xFE0D: return true
    default: return false
    }
  }

  /// The scalar that bytes begin with; nil where they are not UTF-8.
  private static func scalar(_ bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
    guard let first = bytes.first else { return nil }
    let length =
      switch first {
      case 0..<0x80: 1
      case 0xC2..<0xE0: 2
      case 0xE0..<0xF0: 3
      case 0xF0..<0xF5: 4
      default: 0
      }
    guard length > 0, let text = String(validating: bytes.prefix(length), as: UTF8.self),
      let scalar = text.unicodeScalars.first, text.utf8.count == length
    else { return nil }
    return (scalar, length)
  }
}
