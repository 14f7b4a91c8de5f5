import MoatInspection
import MoatModel

/// One mark as lines of text.
struct MarkLine {
  private let mark: InspectionDelta.FileMark

  init(_ mark: InspectionDelta.FileMark) { self.mark = mark }

  /// `src/lib.rs:12  std::net::TcpStream::connect, only if windows`.
  func lines(width: Int, indent: Int, prefix: String) -> [String] {
    let place = shown("\(mark.path):\(mark.mark.line)")
    var text = shown(mark.mark.subject)
    if !mark.mark.gates.isEmpty {
      text += ", only if " + shown(mark.mark.gates.joined(separator: " and "))
    }
    if let via = mark.mark.via { text += " (\(shown(via)))" }
    let spaces = String(repeating: " ", count: indent)
    return TerminalText.wrapped(
      text, width: width, first: "\(spaces)\(prefix)\(place)  ", hanging: indent + 4)
  }

  private func shown(_ text: String) -> String { TerminalText.neutralised(text) }
}
