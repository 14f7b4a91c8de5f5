import Foundation
import MoatCommands
import MoatHost
import MoatTestSupport

/// What Moat says of a project, from its JSON report.
struct MoatReport: Sendable {
  struct Found: Decodable, Sendable {
    let rule: String
    let kind: String
    let severity: String
    let message: String
  }

  private struct Document: Decodable {
    let verdict: String
    let findings: [Found]
  }

  let status: Int32
  let findings: [Found]
  /// All of it, for a test that fails.
  let text: String

  /// Runs a command that reports, on this machine and without a network.
  init(_ arguments: [String], on sandbox: CargoSandbox, in place: String = "app") async throws {
    let machine = LiveMachine(
      variables: sandbox.environment(offline: true), currentDirectory: sandbox.url(place).path)
    status = await Moat.run(arguments + ["--format", "json"], in: machine.host)
    text = machine.standardOutput + machine.standardError
    let document = try JSONDecoder().decode(
      Document.self, from: Data(machine.standardOutput.utf8))
    findings = document.findings
  }

  /// The rules that found something or could not tell.
  var rules: Set<String> { Set(findings.map(\.rule)) }
}
