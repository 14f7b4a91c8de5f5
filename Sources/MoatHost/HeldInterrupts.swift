internal import Glibc

/// Keeps Ctrl-C and Ctrl-\ from ending Moat while another program has the terminal.
///
/// The terminal sends both signals to every program of the foreground group. Moat catches them and
/// does nothing; the program that is started meanwhile gets the default back, since `exec` resets
/// signals that are caught (POSIX, `execve`), and not those that are ignored.
struct HeldInterrupts {
  private static let signals = [SIGINT, SIGQUIT]
  private let previous: [(Int32, sighandler_t?)]

  init() {
    previous = Self.signals.map { ($0, signal($0) { _ in }) }
  }

  /// Gives both back to whoever had them.
  func release() {
    for (number, handler) in previous { _ = signal(number, handler) }
  }
}
