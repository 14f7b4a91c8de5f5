import MoatHost
import Synchronization
import Testing

/// A clock that a test moves.
private final class ManualClock: Sendable {
  private let moment = Mutex(Duration.zero)

  var now: Duration {
    get { moment.withLock { $0 } }
    set { moment.withLock { $0 = newValue } }
  }
}

@Suite struct `progress line` {
  private let clock = ManualClock()
  private let sink = InMemorySink()

  private func line(total: Int, columns: Int = 60, onTerminal: Bool = true) -> ProgressLine {
    ProgressLine(
      "verifying", total: total, on: sink,
      terminal: TerminalFacts(
        inputIsTerminal: true, outputIsTerminal: true, errorIsTerminal: onTerminal,
        columns: columns, environment: Environment(variables: [:], currentDirectory: "/")),
      now: { [clock] in clock.now })
  }

  @Test func `waits half a second, then shows ten times a second at most`() {
    let line = line(total: 4)
    line.advance()
    #expect(sink.text.isEmpty)
    clock.now = .milliseconds(500)
    line.advance()
    let first = "\r\u{1B}[Kverifying [" + String(repeating: "=", count: 20) + ">"
    #expect(sink.text.hasPrefix(first))
    #expect(sink.text.hasSuffix("] 2/4"))
    let shown = sink.text
    clock.now = .milliseconds(599)
    line.advance()
    #expect(sink.text == shown)
    clock.now = .milliseconds(600)
    line.advance()
    #expect(sink.text.hasSuffix("] 4/4"))
    line.finish()
    #expect(sink.text.hasSuffix("\r\u{1B}[K"))
  }

  @Test func `says nothing where stderr is no terminal`() {
    let line = line(total: 2, onTerminal: false)
    clock.now = .seconds(2)
    line.advance()
    line.finish()
    #expect(sink.text.isEmpty)
  }

  @Test(arguments: [1, 12, 20, 30, 200])
  func `is never wider than the terminal`(columns: Int) {
    let line = line(total: 1_000_000, columns: columns)
    clock.now = .seconds(1)
    line.advance(by: 999_999)
    #expect(sink.text.drop { $0 != "K" }.dropFirst().count < max(columns, 2))
  }
}
