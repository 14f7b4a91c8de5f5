package import MoatStore

/// The machine a command runs on: an argument, so that tests bring their own.
package struct Host: Sendable {
  package var files: any FileSystem
  /// Where files and folders are written.
  package var store: any StoreFiles
  package var git: any GitRepository
  package var processes: any ProcessRunner
  /// The one way to the network; ``ClosedHTTPClient`` under `--offline`.
  package var network: any HTTPClient
  package var clock: any WallClock
  package var environment: Environment
  package var terminal: TerminalFacts
  /// Where the answers to questions come from; a host that says nothing has none.
  package var input: any LineSource = InMemoryLines()
  package var output: any ByteSink
  package var errorOutput: any ByteSink

  package init(
    files: any FileSystem, store: any StoreFiles, git: any GitRepository,
    processes: any ProcessRunner, network: any HTTPClient, clock: any WallClock,
    environment: Environment, terminal: TerminalFacts, output: any ByteSink,
    errorOutput: any ByteSink
  ) {
    self.files = files
    self.store = store
    self.git = git
    self.processes = processes
    self.network = network
    self.clock = clock
    self.environment = environment
    self.terminal = terminal
    self.output = output
    self.errorOutput = errorOutput
  }

  /// This machine. The environment is read once; from then on a closed pipe is an error, not a
  /// signal.
  package static let live: Host = {
    DescriptorSink.ignoreBrokenPipes()
    let environment = Environment.live()
    let files = LiveFileSystem()
    let processes = LiveProcessRunner()
    var host = Host(
      files: files, store: LiveStoreFiles(),
      git: LiveGit(processes: processes, files: files, environment: environment),
      processes: processes, network: LiveHTTPClient.retrying(NetworkSettings(environment)),
      clock: LiveClock(), environment: environment,
      terminal: .live(environment), output: DescriptorSink.standardOutput,
      errorOutput: DescriptorSink.standardError)
    host.input = DescriptorLines.standardInput
    return host
  }()
}
