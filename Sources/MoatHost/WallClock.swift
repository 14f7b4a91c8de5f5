internal import Glibc
package import MoatModel

/// What tells the time. Engines never ask: they are given a ``MoatModel/Timestamp``.
package protocol WallClock: Sendable {
  /// The current moment.
  var now: Timestamp { get }
}

/// The clock of the machine.
package struct LiveClock: WallClock {
  package init() {}

  package var now: Timestamp { Timestamp(secondsSinceEpoch: time(nil)) }
}

/// A clock that stands still: `--now`, and tests.
package struct InMemoryClock: WallClock {
  package let now: Timestamp

  package init(_ now: Timestamp) { self.now = now }
}
