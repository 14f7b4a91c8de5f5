internal import Synchronization

/// One line on a terminal's stderr that says how far a long task is; nothing where stderr is no
/// terminal.
///
/// It shows after half a second, so that quick tasks do not flicker, and is wiped at the end. Any
/// thread may advance it.
package final class ProgressLine: Sendable {
  /// A task that is done before this needs no line.
  package static let delay = Duration.milliseconds(500)
  /// Faster than this nobody reads, and a slow terminal would hold up the work.
  package static let interval = Duration.milliseconds(100)

  private struct State {
    var done = 0
    var nextShow: Duration
    var isShown = false
  }

  private let label: String
  private let total: Int
  private let columns: Int
  private let sink: (any ByteSink)?
  private let now: @Sendable () -> Duration
  private let state: Mutex<State>

  /// - Parameters:
  ///   - label: what is being done: `verifying`.
  ///   - total: how many steps there are.
  ///   - now: the time since any fixed moment.
  package init(
    _ label: String, total: Int, on sink: any ByteSink, terminal: TerminalFacts,
    now: @escaping @Sendable () -> Duration
  ) {
    self.label = label
    self.total = total
    self.sink = terminal.errorIsTerminal ? sink : nil
    columns = terminal.columns
    self.now = now
    state = Mutex(State(nextShow: now() + Self.delay))
  }

  /// Says that steps were finished.
  package func advance(by steps: Int = 1) {
    guard let sink else { return }
    let text: String? = state.withLock { state in
      state.done = min(state.done + steps, total)
      let moment = now()
      guard moment >= state.nextShow else { return nil }
      state.nextShow = moment + Self.interval
      state.isShown = true
      return line(state.done)
    }
    if let text { try? sink.write("\r\u{1B}[K" + text) }
  }

  /// Wipes the line, if there is one.
  package func finish() {
    guard let sink else { return }
    let wasShown = state.withLock { state in
      defer { state.isShown = false }
      return state.isShown
    }
    if wasShown { try? sink.write("\r\u{1B}[K") }
  }

  /// `verifying [=====>    ] 120/790`, no wider than the terminal.
  private func line(_ done: Int) -> String {
    let counts = "\(done)/\(total)"
    let room = min(columns - label.utf8.count - counts.utf8.count - 6, 40)
    guard room >= 10, total > 0 else { return String("\(label) \(counts)".prefix(columns - 1)) }
    let filled = done * room / total
    let bar =
      String(repeating: "=", count: filled) + (filled < room ? ">" : "")
      + String(repeating: " ", count: max(room - filled - 1, 0))
    return "\(label) [\(bar)] \(counts)"
  }
}

extension Host {
  /// A progress line on this host's stderr.
  package func progress(_ label: String, total: Int) -> ProgressLine {
    let start = ContinuousClock.now
    return ProgressLine(label, total: total, on: errorOutput, terminal: terminal) {
      ContinuousClock.now - start
    }
  }
}
