internal import Synchronization

/// Answers from a closure instead of running anything, and remembers what was asked.
package final class InMemoryProcessRunner: ProcessRunner {
  private let answer: @Sendable (ProcessRequest) -> Result<ProcessResult, ProcessFailure>
  private let asked = Mutex<[ProcessRequest]>([])

  package init(
    _ answer: @escaping @Sendable (ProcessRequest) -> Result<ProcessResult, ProcessFailure>
  ) {
    self.answer = answer
  }

  /// Every request so far, in order.
  package var requests: [ProcessRequest] { asked.withLock { $0 } }

  package func run(_ request: ProcessRequest) async throws(ProcessFailure) -> ProcessResult {
    asked.withLock { $0.append(request) }
    return try answer(request).get()
  }

  package func runAttached(
    _ executable: String, _ arguments: [String], environment: [String: String]
  ) async throws(ProcessFailure) -> ProcessResult.Ending {
    try await run(
      ProcessRequest(
        executable: executable, arguments: arguments, environment: environment, outputLimit: 0,
        deadline: .zero)
    ).ending
  }
}
