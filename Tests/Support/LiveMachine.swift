package import MoatHost
package import MoatModel
import MoatStore

/// This machine's files and programs, with an environment of the test's own and what was printed.
package struct LiveMachine: Sendable {
  package let host: Host
  private let output = InMemorySink()
  private let errorOutput = InMemorySink()

  /// - Parameters:
  ///   - variables: the whole environment.
  ///   - network: closed unless a test opens it.
  package init(
    variables: [String: String], currentDirectory: String,
    network: any HTTPClient = ClosedHTTPClient(), now: Timestamp = TestHost.now
  ) {
    let environment = Environment(variables: variables, currentDirectory: currentDirectory)
    let files = LiveFileSystem()
    let processes = UnhurriedProcessRunner()
    host = Host(
      files: files, store: LiveStoreFiles(),
      git: LiveGit(processes: processes, files: files, environment: environment),
      processes: processes, network: network, clock: InMemoryClock(now),
      environment: environment,
      terminal: TerminalFacts(
        inputIsTerminal: false, outputIsTerminal: false, errorIsTerminal: false,
        environment: environment),
      output: output, errorOutput: errorOutput)
  }

  package var standardOutput: String { output.text }
  package var standardError: String { errorOutput.text }
}
