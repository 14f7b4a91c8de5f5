import MoatHost
import MoatModel
import MoatPolicy
import MoatRendering

/// Why a command could not do its work: about our ability to look, never about the project.
enum CommandFailure: Error {
  case usage(String, hint: String?)
  case policy(PolicyError)
  case undetermined(String, hint: String?)
  /// What was fetched is not what it should be: that is a finding, and nothing is left of it.
  case refused(String, hint: String?)
  /// Another failure with lines that say what it is about.
  indirect case detailed(CommandFailure, [String])
  case fault(String)

  var status: ExitStatus {
    switch self {
    case .usage, .policy: .usage
    case .undetermined: .undetermined
    case .refused: .findings
    case .fault: .fault
    case .detailed(let failure, _): failure.status
    }
  }

  /// How many lines of a detailed failure are shown.
  private static let detailLimit = 20

  /// The lines for stderr.
  var text: String { text(details: []) }

  private func text(details: [String]) -> String {
    switch self {
    case .usage(let message, let hint), .undetermined(let message, let hint),
      .refused(let message, let hint):
      return Self.lines(message, place: nil, details: details, hint: hint)
    case .fault(let message):
      return Self.lines(message, place: nil, hint: "this is a fault of Moat; please report it")
    case .policy(let error):
      let position = LineIndex(error.source.bytes).position(at: error.span.lower)
      return Self.lines(
        error.message, place: "\(error.source.path):\(position.line):\(position.column)",
        hint: error.help)
    case .detailed(let failure, let lines):
      var shown = Array(lines.prefix(Self.detailLimit))
      if lines.count > shown.count {
        shown.append("and \(Wording.thousands(lines.count - shown.count)) more")
      }
      return failure.text(details: shown)
    }
  }

  private static func lines(
    _ message: String, place: String?, details: [String] = [], hint: String?
  ) -> String {
    func shown(_ text: String) -> String {
      TerminalText.neutralised(RedactedURL.redacting(text))
    }
    var text = "error: \(shown(message))\n"
    if let place { text += "  --> \(shown(place))\n" }
    for detail in details { text += "  \(shown(detail))\n" }
    if let hint { text += "hint: \(shown(hint))\n" }
    return text
  }
}
