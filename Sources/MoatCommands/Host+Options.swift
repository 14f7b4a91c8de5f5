import MoatHost
import MoatModel

/// What options, the environment and the user decide together.
extension Host {
  /// - Parameter flag: whether `--offline` was given; `MOAT_OFFLINE` says the same.
  func isOffline(_ flag: Bool) -> Bool { flag || environment["MOAT_OFFLINE"] != nil }

  /// The moment that counts as now.
  ///
  /// - Parameter named: what `--now` names; nil for the clock's.
  /// - Throws: a usage error for a text that is no time.
  func moment(_ named: String?) throws -> Timestamp {
    guard let named else { return clock.now }
    guard let parsed = Timestamp(named) else {
      throw CommandFailure.usage(
        "`\(named)` is not a time", hint: "write it as `2026-01-31` or `2026-01-31T12:00:00Z`")
    }
    return parsed
  }

  /// Asks on the terminal; without one, and without an answer, it is a no.
  func agrees(to question: String) throws -> Bool {
    guard canAsk else { return false }
    try say("\(question) [y/N] ")
    return ["y", "yes"].contains(try answer()?.lowercased())
  }

  /// Whether there is somebody who sees a question and can answer it.
  var canAsk: Bool { terminal.inputIsTerminal && terminal.outputIsTerminal }

  /// The answer to a question that was asked just now; nil at the end of the input, and then the line
  /// of the question is ended.
  func answer() throws -> String? {
    guard let line = input.nextLine() else {
      try say("\n")
      return nil
    }
    return line
  }
}
