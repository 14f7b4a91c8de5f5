internal import Subprocess
internal import SystemPackage

/// Runs programs with swift-subprocess.
///
/// Each gets a process group of its own, standard input from memory and no descriptor of ours. On
/// a deadline, a limit or cancellation the group is killed outright, without a polite signal first:
/// the leader could obey that one while its children stay. A child that leaves the group escapes.
package struct LiveProcessRunner: ProcessRunner {
  package init() {}

  package func run(_ request: ProcessRequest) async throws(ProcessFailure) -> ProcessResult {
    do {
      return try await withThrowingTaskGroup(of: ProcessResult?.self) { group in
        group.addTask { try await Self.collect(request) }
        group.addTask {
          try await Task.sleep(for: request.deadline)
          return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let result = first else {
          throw ProcessFailure.deadlineExceeded(request.deadline)
        }
        return result
      }
    } catch let failure as ProcessFailure {
      throw failure
    } catch let failure as SubprocessError {
      throw Self.failure(failure, running: request.executable)
    } catch {
      throw .cancelled
    }
  }

  private static func collect(_ request: ProcessRequest) async throws -> ProcessResult {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(100))
    ]
    let result = try await Subprocess.run(
      .path(FilePath(request.executable)),
      arguments: Arguments(request.arguments),
      environment: .custom(request.environment.map { Array("\($0.key)=\($0.value)".utf8) }),
      platformOptions: options,
      input: .array(request.input),
      output: .bytes(limit: request.outputLimit),
      error: .bytes(limit: request.errorLimit))
    try Task.checkCancellation()
    let ending: ProcessResult.Ending =
      switch result.terminationStatus {
      case .exited(let code): .exited(code)
      case .signaled(let signal): .signalled(signal)
      }
    return ProcessResult(
      ending: ending, output: result.standardOutput, error: result.standardError)
  }

  private static func failure(
    _ failure: SubprocessError, running executable: String
  ) -> ProcessFailure {
    switch failure.code {
    case .executableNotFound: .notFound(executable)
    case .outputLimitExceeded: .outputTooLarge
    default: .notStarted(failure.description)
    }
  }
}
