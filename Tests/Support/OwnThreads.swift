import Foundation
package import Testing

/// Threads beside the pool that all tests share. What computes for minutes and what waits with a
/// deadline must not meet in that pool: it has a thread a core, and serves in the order of asking.
///
/// Not a dispatch queue: a concurrent one takes its threads from that same pool.
package final class OwnThreads: TaskExecutor, @unchecked Sendable {
  /// For servers under test.
  package static let waiting = OwnThreads(count: 8)
  /// For tests that compute; see `computes`.
  package static let computing = OwnThreads(count: 2)

  /// Guards `jobs`.
  private let condition = NSCondition()
  private var jobs: [UnownedJob] = []

  private init(count: Int) {
    for _ in 0..<count { Thread { self.work() }.start() }
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    condition.withLock { jobs.append(job) }
    condition.signal()
  }

  private func work() {
    while true { next().runSynchronously(on: asUnownedTaskExecutor()) }
  }

  private func next() -> UnownedJob {
    condition.withLock {
      while jobs.isEmpty { condition.wait() }
      return jobs.removeFirst()
    }
  }
}

/// Runs the tests of a suite on `OwnThreads.computing`.
package struct ComputingTrait: SuiteTrait, TestTrait, TestScoping {
  package let isRecursive = true

  package func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(OwnThreads.computing) { try await function() }
  }
}

extension Trait where Self == ComputingTrait {
  /// For a suite that computes for seconds: its tests take turns on threads of their own, so that
  /// what waits for a program or a server is answered in time.
  package static var computes: Self { ComputingTrait() }
}
