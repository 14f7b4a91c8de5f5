import Foundation
import MoatCommands
import MoatHost
import MoatTestSupport
import Testing

/// One command line on one machine, compared with `Snapshots/<name>.txt`.
struct Run: CustomTestStringConvertible, Sendable {
  let name: String
  let arguments: [String]
  var files: InMemoryFileSystem
  var git = InMemoryGit()
  var network: any HTTPClient = ClosedHTTPClient()
  var variables: [String: String] = [:]

  init(
    _ name: String, _ arguments: [String], _ files: [String: String] = Sample.files(),
    git: InMemoryGit = InMemoryGit(), variables: [String: String] = [:],
    _ change: (InMemoryFileSystem) -> Void = { _ in }
  ) {
    self.name = name
    self.arguments = arguments
    self.files = InMemoryFileSystem(files)
    self.files.set("/project", .directory)
    self.git = git
    self.variables = variables
    change(self.files)
  }

  var testDescription: String { name }

  struct Result {
    let status: Int32
    let output: String
    let error: String
  }

  func result() async -> Result {
    let machine = TestHost(
      files: files, git: git, network: network, variables: variables)
    let status = await Moat.run(arguments, in: machine.host)
    return Result(
      status: status, output: machine.standardOutput, error: machine.standardError)
  }

  /// Runs and compares; nothing that is printed may steer a terminal.
  func check() async throws {
    let result = await result()
    for text in [result.output, result.error] {
      let controls = text.unicodeScalars.filter {
        $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F
      }
      #expect(controls.isEmpty, "raw control characters: \(controls)")
    }
    let text =
      "$ cargo moat \(arguments.joined(separator: " "))\nstatus \(result.status)\n"
      + "--- stdout\n\(result.output)--- stderr\n\(result.error)"
    let file = SharedData.packageRoot
      .appendingPathComponent("Tests/MoatCommandsTests/Snapshots/\(name).txt")
    #expect(try Snapshot.difference(of: text, from: file) == nil)
  }
}
