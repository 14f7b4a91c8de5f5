internal import Glibc
internal import Synchronization

/// Ctrl-C and what else asks a process to end.
///
/// The first signal wakes the server, which ends as it would otherwise; the second has its usual
/// effect, should that take too long.
enum Interruption {
  private static let pipe = Atomic<Int32>(-1)
  private static let wasRaised = Atomic(false)

  /// Whether a signal came since ``watch(through:)``.
  static var isRaised: Bool { wasRaised.load(ordering: .relaxed) }

  /// - Parameter pipe: where a signal writes a byte.
  static func watch(through pipe: Int32) {
    wasRaised.store(false, ordering: .relaxed)
    self.pipe.store(pipe, ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        // Nothing here but what a signal handler may do.
        signal(number, SIG_DFL)
        Interruption.wasRaised.store(true, ordering: .relaxed)
        var byte: UInt8 = 0
        _ = write(Interruption.pipe.load(ordering: .relaxed), &byte, 1)
      }
    }
  }

  /// Gives the signals their usual effect back.
  static func unwatch() {
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
    pipe.store(-1, ordering: .relaxed)
    wasRaised.store(false, ordering: .relaxed)
  }
}
