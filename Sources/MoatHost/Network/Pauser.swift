internal import Synchronization

/// What waits, and measures how long it was: an argument, so that no test does.
package protocol Pauser: Sendable {
  /// The time since some fixed moment. It never goes backwards, and is no time of day.
  var elapsed: Duration { get }
  /// Returns after the time, or earlier when the task is cancelled.
  func pause(for duration: Duration) async
}

/// Waits in fact.
package struct LivePauser: Pauser {
  private let start = ContinuousClock.now

  package init() {}

  package var elapsed: Duration { start.duration(to: .now) }

  package func pause(for duration: Duration) async {
    // Cancellation shows in what follows: a request of a cancelled task fails.
    try? await Task.sleep(for: duration)
  }
}

/// Goes ahead at once, and remembers how long it was to wait.
package final class InMemoryPauser: Pauser {
  private let asked = Mutex<[Duration]>([])

  package init() {}

  /// Every wait so far, in order.
  package var pauses: [Duration] { asked.withLock { $0 } }

  package var elapsed: Duration { asked.withLock { $0.reduce(.zero, +) } }

  package func pause(for duration: Duration) async { asked.withLock { $0.append(duration) } }
}
