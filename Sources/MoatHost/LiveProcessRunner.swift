internal import Subprocess
internal import SystemPackage

/// Runs programs with swift-subprocess.
///
/// Each gets a process group of its own, standard input from memory and no descriptor of ours. On
/// a deadline, a limit or cancellation the group is killed outright, without a polite signal first:
/// the leader could obey that one while its children stay. A child that leaves the group escapes.
package struct LiveProcessRunner: ProcessRunner {
  package init() {
    // A program that ends without reading its input must not end Moat with it.
    DescriptorSink.ignoreBrokenPipes()
  }

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
    // Not `.array`: swift-subprocess 1.0.2 traps when a program ends without reading it.
    let result = try await Subprocess.run(
      .path(FilePath(request.executable)),
      arguments: Arguments(request.arguments),
      environment: variables(request.environment),
      platformOptions: options,
      input: .inputWriter,
      output: .bytes(limit: request.outputLimit),
      error: .bytes(limit: request.errorLimit)
    ) { execution in
      let input = execution.standardInputWriter
      // What a program does not read is its own affair; its status says whether it minded.
      _ = try? await input.write(request.input)
      try? await input.finish()
    }
    try Task.checkCancellation()
    return ProcessResult(
      ending: ending(result.terminationStatus), output: result.standardOutput,
      error: result.standardError)
  }

  package func runAttached(
    _ executable: String, _ arguments: [String], environment: [String: String]
  ) async throws(ProcessFailure) -> ProcessResult.Ending {
    // As git and shells do: what is typed while the program runs is for the program.
    let interrupts = HeldInterrupts()
    defer { interrupts.release() }
    do {
      let result = try await Subprocess.run(
        .path(FilePath(executable)), arguments: Arguments(arguments),
        environment: Self.variables(environment),
        input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
        output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
        error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
      return Self.ending(result.terminationStatus)
    } catch let failure as SubprocessError {
      throw Self.failure(failure, running: executable)
    } catch {
      throw .cancelled
    }
  }

  /// Not as bytes, beyond whose end swift-subprocess 1.0.2 reads.
  private static func variables(_ environment: [String: String]) -> Subprocess.Environment {
    var variables: [Subprocess.Environment.Key: String] = [:]
    for (name, value) in environment {
      if let key = Subprocess.Environment.Key(rawValue: name) { variables[key] = value }
    }
    return .custom(variables)
  }

  private static func ending(_ status: TerminationStatus) -> ProcessResult.Ending {
    switch status {
    case .exited(let code): .exited(code)
    case .signaled(let signal): .signalled(signal)
    }
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
