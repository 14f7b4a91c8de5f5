/// A program to run to its end, with everything that bounds it.
package struct ProcessRequest: Hashable, Sendable {
  /// An absolute path: nothing is looked up.
  package let executable: String
  package let arguments: [String]
  /// All the variables the program sees.
  package let environment: [String: String]
  /// What it reads from standard input.
  package let input: [UInt8]
  /// The most bytes it may write to standard output.
  package let outputLimit: Int
  /// The most bytes it may write to standard error.
  package let errorLimit: Int
  /// How long it may take.
  package let deadline: Duration

  package init(
    executable: String, arguments: [String], environment: [String: String], input: [UInt8] = [],
    outputLimit: Int, errorLimit: Int = 65_536, deadline: Duration
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.input = input
    self.outputLimit = outputLimit
    self.errorLimit = errorLimit
    self.deadline = deadline
  }
}

/// What a program left behind.
package struct ProcessResult: Hashable, Sendable {
  /// The exit status, or the signal that ended it.
  package enum Ending: Hashable, Sendable {
    case exited(Int32)
    case signalled(Int32)
  }

  package let ending: Ending
  package let output: [UInt8]
  package let error: [UInt8]

  package init(ending: Ending, output: [UInt8] = [], error: [UInt8] = []) {
    self.ending = ending
    self.output = output
    self.error = error
  }
}

/// Why a program did not run to its end.
package enum ProcessFailure: Error, Hashable, Sendable {
  case notFound(String)
  case notStarted(String)
  /// It wrote more to one of its streams than was asked for, and was killed.
  case outputTooLarge
  /// It took longer than its deadline, and was killed.
  case deadlineExceeded(Duration)
  case cancelled
}

/// Runs programs. Moat runs git this way, and the user's credential command; sandboxed builds have
/// an adapter of their own.
package protocol ProcessRunner: Sendable {
  /// Runs to the end, or kills the program's whole process group.
  func run(_ request: ProcessRequest) async throws(ProcessFailure) -> ProcessResult

  /// Runs a program of the user's on the terminal of this process, for as long as it takes; it reads and
  /// writes there itself.
  ///
  /// - Parameter executable: an absolute path.
  func runAttached(
    _ executable: String, _ arguments: [String], environment: [String: String]
  ) async throws(ProcessFailure) -> ProcessResult.Ending
}
