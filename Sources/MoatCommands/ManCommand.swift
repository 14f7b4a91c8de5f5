internal import ArgumentParser
import MoatHost
import MoatModel

struct ManCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "man", abstract: "Print the manual page.",
    discussion: "For example: cargo moat man > ~/.local/share/man/man1/cargo-moat.1")

  func run(in host: Host) async throws -> ExitStatus {
    try host.say(ManualPage.text)
    return .clean
  }
}

/// The manual page in man(7)'s language, from the commands' own help.
enum ManualPage {
  static var text: String {
    var page = """
      .TH CARGO-MOAT 1 "" "cargo-moat \(MoatVersion.current)" "Moat"
      .SH NAME
      cargo-moat \\- lock down the supply chain of a Rust project
      .SH SYNOPSIS
      .B cargo moat
      .I command
      [options]

      """
    page += section("DESCRIPTION", MoatCommand.configuration.discussion)
    for command in commands(below: MoatCommand.self) {
      let help = MoatCommand.helpMessage(for: command, columns: 72)
      page += ".SH \(escaped(name(of: command)).uppercased())\n.nf\n\(lines(help)).fi\n"
    }
    page += section(
      "EXIT STATUS",
      "0 clean; 1 findings; 2 usage or configuration; "
        + "3 undetermined: something could not be checked; 4 internal fault.")
    page += section(
      "ENVIRONMENT",
      "MOAT_ADVISORY_DB, MOAT_CONFIG, MOAT_POLICY and MOAT_OFFLINE "
        + "stand for the options of the same name; CARGO_HOME and XDG_CACHE_HOME are honoured; "
        + "NO_COLOR turns colour off.")
    return page
  }

  private static func commands(below parent: any ParsableCommand.Type) -> [any ParsableCommand.Type]
  {
    parent.configuration.subcommands.flatMap { command in
      command.configuration.subcommands.isEmpty ? [command] : commands(below: command)
    }
  }

  /// `cargo moat lock diff`, as its usage line has it.
  private static func name(of command: any ParsableCommand.Type) -> String {
    for group in MoatCommand.configuration.subcommands
    where group.configuration.subcommands.contains(where: { $0 == command }) {
      return "\(group.configuration.commandName ?? "") \(command.configuration.commandName ?? "")"
    }
    return command.configuration.commandName ?? ""
  }

  private static func section(_ title: String, _ text: String) -> String {
    ".SH \(title)\n\(lines(text))"
  }

  private static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { escaped(String($0)) + "\n" }.joined()
  }

  /// A backslash or a leading dot would be a request.
  private static func escaped(_ line: String) -> String {
    let text = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&\(text)" : text
  }
}
