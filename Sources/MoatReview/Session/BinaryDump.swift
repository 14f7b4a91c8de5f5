import MoatDiff
import MoatRendering

/// The head of a file that is not text, as numbers.
struct BinaryDump {
  let text: String
  let remarks: [String]

  private static let bytesOfLine = 16

  init(_ change: FileChange) {
    let file = change.new ?? change.old
    let bytes = file?.bytes ?? []
    let shown = bytes.prefix(DisplayLimit.binaryBytes)
    var lines: [String] = []
    var offset = 0
    while offset < shown.count {
      let piece = shown[offset..<min(offset + Self.bytesOfLine, shown.count)]
      let numbers = piece.map { Self.digits(Int($0), 2) }.joined(separator: " ")
      let letters = piece.map { (0x20...0x7E).contains($0) ? Character(Unicode.Scalar($0)) : "." }
      let padding = String(repeating: " ", count: (Self.bytesOfLine - piece.count) * 3)
      lines.append("\(Self.digits(offset, 8))  \(numbers)\(padding)  \(String(letters))")
      offset += Self.bytesOfLine
    }
    text = lines.joined(separator: "\n")
    var remarks = ["not text: \(Wording.thousands(file?.size ?? 0)) bytes"]
    if shown.count < file?.size ?? 0 {
      remarks[0] += ", of which the first \(Wording.thousands(shown.count)) are shown"
    }
    if change.kind == .changed { remarks.append("it changed: only the newer bytes are shown") }
    self.remarks = remarks
  }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }
}
