import Foundation
package import MoatHost
package import Testing

/// Threads beside the pool that all tests share, a new one for each piece of work.
///
/// The pool has as many threads as the machine has cores, and on Linux it is Dispatch's, so a queue is
/// no way out of it. Where tests that compute for minutes hold all of them, an answer that is waited for
/// with a deadline comes after them.
package final class OwnThreads: TaskExecutor {
  package static let shared = OwnThreads()

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    Thread { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }.start()
  }
}

/// `LiveProcessRunner` with time for the other tests: swift-subprocess does some of its work on the pool,
/// and a program that ended in time is heard of only then.
package struct UnhurriedProcessRunner: ProcessRunner {
  /// Longer than all tests together take.
  private static let deadline = Duration.seconds(3_000)

  private let runner = LiveProcessRunner()

  package init() {}

  package func run(_ request: ProcessRequest) async throws(ProcessFailure) -> ProcessResult {
    let unhurried = ProcessRequest(
      executable: request.executable, arguments: request.arguments,
      environment: request.environment, input: request.input, outputLimit: request.outputLimit,
      errorLimit: request.errorLimit, deadline: Self.deadline)
    return try await withTaskExecutorPreference(OwnThreads.shared) {
      () async throws(ProcessFailure) in try await runner.run(unhurried)
    }
  }

  package func runAttached(
    _ executable: String, _ arguments: [String], environment: [String: String]
  ) async throws(ProcessFailure) -> ProcessResult.Ending {
    try await withTaskExecutorPreference(OwnThreads.shared) {
      () async throws(ProcessFailure) in
      try await runner.runAttached(executable, arguments, environment: environment)
    }
  }
}

/// Runs tests on ``OwnThreads``: those that measure time or wait with a deadline, and those that block.
package struct OwnThreadsTrait: SuiteTrait, TestTrait, TestScoping {
  package let isRecursive = true

  package func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(OwnThreads.shared) { try await function() }
  }
}

extension Trait where Self == OwnThreadsTrait {
  package static var onOwnThreads: Self { Self() }
}
