internal import MoatModel

/// Which answers are asked for again, and when.
///
/// As Cargo does it (`src/cargo/util/network/retry.rs`): server errors, 429, and failures of the
/// connection; never a refusal such as 403, and never 404.
package struct RetryPolicy: Hashable, Sendable {
  /// How often one request is sent again; Cargo's `net.retry` is 3.
  package var retries: Int
  /// The wait before the first retry; it doubles with each one. Half of it is waited at least: one
  /// second, so that a retry keeps the rule of crates.io too.
  package var firstPause: Duration
  /// The longest wait, also where the server asks for more.
  package var longestPause: Duration

  package init(
    retries: Int = 3, firstPause: Duration = .seconds(2),
    longestPause: Duration = .seconds(10)
  ) {
    self.retries = retries
    self.firstPause = firstPause
    self.longestPause = longestPause
  }

  /// Whether a status may be another one a moment later.
  package static func isTransient(status: Int) -> Bool {
    status == 429 || (500...599).contains(status)
  }

  /// How long to wait before a retry, or nil to give up.
  ///
  /// - Parameters:
  ///   - attempt: how many retries there were.
  ///   - requested: what the server asks for; more than ``longestPause`` is not worth waiting for.
  ///   - random: between 0 and 1. Many clients that failed together should not come back together.
  package func pause(attempt: Int, requested: Duration?, random: Double) -> Duration? {
    guard attempt < retries else { return nil }
    if let requested { return requested <= longestPause ? max(requested, .zero) : nil }
    var pause = firstPause
    for _ in 0..<attempt where pause < longestPause { pause *= 2 }
    // Between half of it and all of it.
    return min(pause, longestPause) * (0.5 + random / 2)
  }
}
