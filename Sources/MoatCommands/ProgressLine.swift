import MoatHost
import Synchronization

/// One line on a terminal that says how far the work is: after half a second, ten times a second at
/// most, and gone when the work is done.
final class ProgressLine: Sendable {
  private static let patience = Duration.milliseconds(500)
  private static let pause = Duration.milliseconds(100)

  private let sink: any ByteSink
  private let verb: String
  private let state = Mutex(State())

  private struct State {
    let start = ContinuousClock.now
    var shownAt: ContinuousClock.Instant?
  }

  /// nil where nobody would see it.
  init?(_ verb: String, in host: Host) {
    guard host.terminal.errorIsTerminal else { return nil }
    sink = host.errorOutput
    self.verb = verb
  }

  func show(_ done: Int, of total: Int) {
    state.withLock { state in
      let now = ContinuousClock.now
      guard now - state.start >= Self.patience else { return }
      if let last = state.shownAt, now - last < Self.pause { return }
      state.shownAt = now
      // Back to the start, and clear what stood there.
      try? sink.write("\r\u{1B}[K\(verb) \(done) of \(total)")
    }
  }

  func finish() {
    state.withLock { state in
      if state.shownAt != nil { try? sink.write("\r\u{1B}[K") }
      state.shownAt = nil
    }
  }
}
