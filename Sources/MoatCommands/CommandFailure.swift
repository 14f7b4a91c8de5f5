import MoatHost
import MoatModel
import MoatPolicy
import MoatRendering

/// Why a command could not do its work: about our ability to look, never about the project.
enum CommandFailure: Error {
  case usage(String, hint: String?)
  case policy(PolicyError)
  case undetermined(String, hint: String?)
  case fault(String)

  var status: ExitStatus {
    switch self {
    case .usage, .policy: .usage
    case .undetermined: .undetermined
    case .fault: .fault
    }
  }

  /// The lines for stderr.
  var text: String {
    switch self {
    case .usage(let message, let hint), .undetermined(let message, let hint):
      return Self.lines(message, place: nil, hint: hint)
    case .fault(let message):
      return Self.lines(message, place: nil, hint: "this is a fault of Moat; please report it")
    case .policy(let error):
      let position = LineIndex(error.source.bytes).position(at: error.span.lower)
      return Self.lines(
        error.message, place: "\(error.source.path):\(position.line):\(position.column)",
        hint: error.help)
    }
  }

  private static func lines(_ message: String, place: String?, hint: String?) -> String {
    func shown(_ text: String) -> String {
      TerminalText.neutralised(RedactedURL.redacting(text))
    }
    var text = "error: \(shown(message))\n"
    if let place { text += "  --> \(shown(place))\n" }
    if let hint { text += "hint: \(shown(hint))\n" }
    return text
  }
}
