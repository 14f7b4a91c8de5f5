import Foundation
package import MoatHost
package import Testing

/// Threads beside the pool that all tests share. What computes for minutes and what waits with a
/// deadline must not meet in that pool: it has a thread a core, and serves in the order of asking.
///
/// Not a dispatch queue: a concurrent one takes its threads from that same pool.
package final class OwnThreads: TaskExecutor, @unchecked Sendable {
  /// For servers under test, and tests that wait or block; see `waits`.
  package static let waiting = OwnThreads(limit: 256)
  /// For tests that compute; see `computes`.
  package static let computing = OwnThreads(limit: 2)

  /// Guards what stands below.
  private let condition = NSCondition()
  private var jobs: [UnownedJob] = []
  private var idle = 0
  private var count = 0
  private let limit: Int

  /// - Parameter limit: the most threads; they are started as they are needed.
  private init(limit: Int) { self.limit = limit }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let needsThread = condition.withLock {
      jobs.append(job)
      guard idle < jobs.count, count < limit else { return false }
      count += 1
      return true
    }
    if needsThread { Thread { self.work() }.start() }
    condition.signal()
  }

  private func work() {
    while true { next().runSynchronously(on: asUnownedTaskExecutor()) }
  }

  private func next() -> UnownedJob {
    condition.withLock {
      idle += 1
      while jobs.isEmpty { condition.wait() }
      idle -= 1
      return jobs.removeFirst()
    }
  }
}

/// `LiveProcessRunner` with time for the other tests: swift-subprocess does some of its work on the pool,
/// whatever the task prefers, and a program that ended in time is heard of only then.
package struct UnhurriedProcessRunner: ProcessRunner {
  /// Longer than all tests together take.
  private static let deadline = Duration.seconds(3_000)

  private let runner = LiveProcessRunner()

  package init() {}

  package func run(_ request: ProcessRequest) async throws(ProcessFailure) -> ProcessResult {
    try await runner.run(
      ProcessRequest(
        executable: request.executable, arguments: request.arguments,
        environment: request.environment, input: request.input, outputLimit: request.outputLimit,
        errorLimit: request.errorLimit, deadline: Self.deadline))
  }

  package func runAttached(
    _ executable: String, _ arguments: [String], environment: [String: String]
  ) async throws(ProcessFailure) -> ProcessResult.Ending {
    try await runner.runAttached(executable, arguments, environment: environment)
  }
}

/// Runs the tests of a suite on threads of their own.
package struct OwnThreadsTrait: SuiteTrait, TestTrait, TestScoping {
  package let isRecursive = true
  private let threads: OwnThreads

  fileprivate init(_ threads: OwnThreads) { self.threads = threads }

  package func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(threads) { try await function() }
  }
}

extension Trait where Self == OwnThreadsTrait {
  /// For a suite that computes for seconds: its tests take turns on threads of their own, so that
  /// what waits for a program or a server is answered in time.
  package static var computes: Self { Self(.computing) }

  /// For a suite that waits with a deadline, measures time or blocks: it need not wait for others.
  package static var waits: Self { Self(.waiting) }
}
