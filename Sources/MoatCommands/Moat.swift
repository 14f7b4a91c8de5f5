internal import ArgumentParser
package import MoatHost
internal import MoatModel

/// `cargo moat`.
package enum Moat {
  /// Runs one command line and returns the status to exit with. Nothing is printed but through the
  /// host.
  ///
  /// - Parameter arguments: without the program's name. Cargo calls `cargo-moat moat …`, so a first
  ///   `moat` is dropped.
  package static func run(_ arguments: [String], in host: Host) async -> Int32 {
    let words = arguments.first == "moat" ? Array(arguments.dropFirst()) : arguments
    do {
      var parsed = try MoatCommand.parseAsRoot(words)
      guard let command = parsed as? any Subcommand else {
        // The root alone, a group of commands or `help`: the parser knows what to say.
        try parsed.run()
        return ExitStatus.clean.rawValue
      }
      return try await command.run(in: host).rawValue
    } catch let failure as CommandFailure {
      try? host.errorOutput.write(failure.text)
      return failure.status.rawValue
    } catch is BrokenOutput {
      return ExitStatus.fault.rawValue
    } catch {
      return report(error, in: host).rawValue
    }
  }

  /// Help and version go to stdout and are a success; what cannot be parsed is a usage error.
  private static func report(_ error: any Error, in host: Host) -> ExitStatus {
    let text = MoatCommand.fullMessage(for: error)
    let lines = text.hasSuffix("\n") ? text : text + "\n"
    if MoatCommand.exitCode(for: error) == .success {
      try? host.output.write(lines)
      return .clean
    }
    let shown = lines.hasPrefix("Error: ") ? "error: " + lines.dropFirst("Error: ".count) : lines
    try? host.errorOutput.write(shown)
    return .usage
  }
}

/// A command that does something, with the world as an argument.
protocol Subcommand: ParsableCommand {
  func run(in host: Host) async throws -> ExitStatus
}

/// stdout is gone: nothing more can be said there.
struct BrokenOutput: Error {}

extension Host {
  /// Prints the answer of a command. A reader that left (`| head`) ends the command quietly.
  func say(_ text: String) throws {
    do {
      try output.write(text)
    } catch {
      throw BrokenOutput()
    }
  }

  /// Prints a line about the work itself.
  func remark(_ text: String) {
    try? errorOutput.write(text + "\n")
  }
}

struct MoatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cargo moat",
    abstract: "Lock down the supply chain of a Rust project.",
    discussion: """
      Moat reads lockfiles, manifests and local evidence itself: it never runs cargo, a build script \
      or any other code of the project, and works offline.

      Exit status: 0 clean, 1 findings, 2 usage or configuration, 3 undetermined (something could \
      not be checked), 4 internal fault.
      """,
    version: "cargo-moat \(MoatVersion.current)",
    subcommands: [
      CheckCommand.self, WorkflowsCommand.self, PinsCommand.self, VetCommand.self,
      PublishersCommand.self, VerifyCommand.self,
      VendorCommand.self, LockCommand.self, TreeCommand.self,
      WhyCommand.self, ScanCommand.self, SizeCommand.self, BuildScriptsCommand.self,
      DiffCommand.self, ReviewCommand.self,
      IndexCommand.self, FetchCommand.self,
      AdvisoriesCommand.self,
      ExplainCommand.self, RulesCommand.self, ConfigCommand.self, InitCommand.self,
      CompletionsCommand.self, ManCommand.self,
    ])
}
