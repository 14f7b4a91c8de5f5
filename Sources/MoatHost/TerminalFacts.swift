internal import Glibc

/// What is known of the terminal: enough to choose colours and widths, nothing is sent to it.
package struct TerminalFacts: Hashable, Sendable {
  package let inputIsTerminal: Bool
  package let outputIsTerminal: Bool
  package let errorIsTerminal: Bool
  /// The width of the terminal, else `COLUMNS`, else 80.
  package let columns: Int
  private let noColour: Bool
  private let forceColour: Bool
  private let isDumb: Bool

  /// Where neither the terminal nor `COLUMNS` says.
  package static let defaultColumns = 80

  package init(
    inputIsTerminal: Bool, outputIsTerminal: Bool, errorIsTerminal: Bool, columns: Int? = nil,
    environment: Environment
  ) {
    self.inputIsTerminal = inputIsTerminal
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
    let stated = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    self.columns = columns ?? stated ?? Self.defaultColumns
    noColour = environment["NO_COLOR"] != nil
    forceColour = environment["CLICOLOR_FORCE"].map { $0 != "0" } ?? false
    isDumb = environment["TERM"] == "dumb"
  }

  /// Whether to colour standard output, when no flag decides.
  package var coloursOutput: Bool { colours(outputIsTerminal) }

  /// `NO_COLOR` (https://no-color.org) wins over `CLICOLOR_FORCE`
  /// (https://bixense.com/clicolors/), which wins over what the stream is.
  private func colours(_ isTerminal: Bool) -> Bool {
    if noColour { return false }
    return forceColour || (isTerminal && !isDumb)
  }

  /// Asks the three standard descriptors.
  package static func live(_ environment: Environment) -> TerminalFacts {
    TerminalFacts(
      inputIsTerminal: isatty(STDIN_FILENO) == 1, outputIsTerminal: isatty(STDOUT_FILENO) == 1,
      errorIsTerminal: isatty(STDERR_FILENO) == 1, columns: terminalColumns(),
      environment: environment)
  }

  private static func terminalColumns() -> Int? {
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      var size = winsize()
      if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
        return Int(size.ws_col)
      }
    }
    return nil
  }
}
