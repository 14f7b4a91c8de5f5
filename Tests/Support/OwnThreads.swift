import Dispatch
package import MoatHost

/// Threads beside the pool that all tests share: where those of other suites compute for minutes,
/// an answer that is waited for with a deadline would otherwise come after them.
package final class OwnThreads: TaskExecutor {
  package static let shared = OwnThreads()

  private let queue = DispatchQueue(label: "waited for by a test", attributes: .concurrent)

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}

/// `LiveProcessRunner` on threads of its own, so that deadlines measure the program and not the
/// other tests.
package struct UnhurriedProcessRunner: ProcessRunner {
  private let runner = LiveProcessRunner()

  package init() {}

  package func run(_ request: ProcessRequest) async throws(ProcessFailure) -> ProcessResult {
    try await withTaskExecutorPreference(OwnThreads.shared) {
      () async throws(ProcessFailure) in try await runner.run(request)
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
