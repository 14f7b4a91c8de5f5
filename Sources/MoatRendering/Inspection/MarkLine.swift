import MoatInspection
import MoatModel

/// Places in one file that show the same thing, as lines of text.
struct MarkLine {
  /// How many line numbers are written out.
  private static let lineLimit = 8

  private let mark: InspectionDelta.FileMark
  private var places: [Int]

  private init(_ mark: InspectionDelta.FileMark) {
    self.mark = mark
    places = [mark.mark.line]
  }

  /// The marks with those of one file and one meaning joined, in their order.
  static func joined(_ marks: [InspectionDelta.FileMark]) -> [MarkLine] {
    var lines: [MarkLine] = []
    var known: [Key: Int] = [:]
    for mark in marks {
      let key = Key(
        path: mark.path, capability: mark.mark.capability, subject: mark.mark.subject,
        gates: mark.mark.gates)
      if let place = known[key] {
        if lines[place].places.last != mark.mark.line { lines[place].places.append(mark.mark.line) }
      } else {
        known[key] = lines.count
        lines.append(MarkLine(mark))
      }
    }
    return lines
  }

  private struct Key: Hashable {
    let path: String
    let capability: Capability
    let subject: String
    let gates: [String]
  }

  /// `src/lib.rs:12, 40  std::net::TcpStream::connect, only if windows`.
  func lines(width: Int, indent: Int, isVerbose: Bool) -> [String] {
    let numbers = places.prefix(isVerbose ? places.count : Self.lineLimit).map { String($0) }
    let more = places.count > numbers.count ? ", …" : ""
    let place = shown("\(mark.path):\(numbers.joined(separator: ", "))\(more)")
    var text = shown(mark.mark.subject)
    if !mark.mark.gates.isEmpty {
      text += ", only if " + shown(mark.mark.gates.joined(separator: " and "))
    }
    if let via = mark.mark.via, isVerbose || !Self.isPlainImport(via) {
      text += " (\(shown(via)))"
    }
    let spaces = String(repeating: " ", count: indent)
    return TerminalText.wrapped(
      text, width: width, first: "\(spaces)\(place)  ", hanging: indent + 4)
  }

  /// Whether a name is only what the last part of a path is called: "`fs` is `std::fs` (line 3)".
  private static func isPlainImport(_ via: String) -> Bool {
    let quoted = via.split(separator: "`", omittingEmptySubsequences: false)
    guard quoted.count >= 4, quoted[2] == " is " else { return false }
    return quoted[3] == quoted[1] || quoted[3].hasSuffix("::\(quoted[1])")
  }

  private func shown(_ text: String) -> String { TerminalText.neutralised(text) }
}
