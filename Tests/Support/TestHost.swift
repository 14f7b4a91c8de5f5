package import MoatHost
package import MoatModel

/// A machine in memory, with what was printed on it.
package struct TestHost: Sendable {
  package let files: InMemoryFileSystem
  package let host: Host
  private let output: InMemorySink
  private let errorOutput: InMemorySink

  /// Where the tests' clock stands unless they set it.
  package static let now = Timestamp("2026-11-21T00:00:00Z") ?? Timestamp(secondsSinceEpoch: 0)

  /// - Parameter variables: the environment; without `HOME` nothing is cached.
  package init(
    files: InMemoryFileSystem = InMemoryFileSystem(), git: any GitRepository = InMemoryGit(),
    network: any HTTPClient = ClosedHTTPClient(), now: Timestamp = TestHost.now,
    variables: [String: String] = [:],
    currentDirectory: String = "/project"
  ) {
    let environment = Environment(variables: variables, currentDirectory: currentDirectory)
    self.files = files
    output = InMemorySink()
    errorOutput = InMemorySink()
    host = Host(
      files: files, store: InMemoryFileStore(files), git: git,
      processes: InMemoryProcessRunner { .failure(.notFound($0.executable)) },
      network: network, clock: InMemoryClock(now), environment: environment,
      terminal: TerminalFacts(
        inputIsTerminal: false, outputIsTerminal: false, errorIsTerminal: false,
        environment: environment),
      output: output, errorOutput: errorOutput)
  }

  package var standardOutput: String { output.text }
  package var standardError: String { errorOutput.text }
}
