package import MoatHost
internal import Synchronization

/// Spaces requests out, whoever makes them in this process.
///
/// Another process has a limiter of its own: two runs at once ask twice as often.
package final class RateLimiter: Sendable {
  private let interval: Duration
  private let pauser: any Pauser
  /// The earliest moment for the next request.
  private let next = Mutex(Duration.zero)

  package init(interval: Duration, pauser: any Pauser) {
    self.interval = interval
    self.pauser = pauser
  }

  /// Waits for this caller's turn.
  package func turn() async {
    let now = pauser.elapsed
    let start = next.withLock { next in
      defer { next = max(now, next) + interval }
      return max(now, next)
    }
    if start > now { await pauser.pause(for: start - now) }
  }
}
