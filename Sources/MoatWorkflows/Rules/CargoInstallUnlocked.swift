package import MoatFindings
import MoatShell

/// `cargo install` without `--locked`.
package struct CargoInstallUnlocked: WorkflowRule {
  package static let info = RuleInfo(
    id: "cargo-install-unlocked", group: .workflows, severity: .medium, evidence: [.workflows],
    summary: "`cargo install` without `--locked`",
    explanation: Explanation(
      whatItDoes: """
        Finds `cargo install` without `--locked` or `--frozen` in workflows, actions, Dockerfiles, \
        Makefiles, justfiles and shell scripts, also behind `sudo`, in functions and in quoted \
        scripts. Where a variable or an expression may hold the option, it is not judged.
        """,
      whyItMatters: """
        Cargo then ignores the tool's own lockfile and takes the newest release of each of its \
        dependencies: code that nobody has looked at, and that is hours old, is built and run. The \
        tool that ran yesterday need not be the one that runs today.
        """,
      whatToDo: "Write `cargo install --locked`.",
      example: """
        ```text
        warning[cargo-install-unlocked]: `cargo install cargo-fuzz` ignores the tool's lockfile
          --> .github/workflows/ci.yml:12:14
           = help: write `cargo install --locked`
        ```
        """),
    references: [
      "https://doc.rust-lang.org/cargo/commands/cargo-install.html#dealing-with-the-lockfile"
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.scriptSequences.flatMap { sequence in
      let power = sequence.power
      return sequence.commands.compactMap { site -> Finding? in
        guard let cargo = CargoInvocation(site.command), cargo.subcommand == "install",
          cargo.isLocked == .no, !cargo.arguments.has("--list", "--help", "-h")
        else { return nil }
        return Finding(
          Self.info, "`\(cargo.shownInstall)` ignores the tool's lockfile", at: site.label,
          notes: [power.map { "the job \($0)" }].compactMap { $0 },
          help: "write `cargo install --locked`")
      }
    }
  }
}

extension CargoInvocation {
  /// What it installs, for a message: `cargo install a b`.
  var shownInstall: String {
    let names = crates.map(\.name.shown)
    let what =
      names.isEmpty
      ? git.map { "--git \($0.shown)" } ?? path.map { "--path \($0.shown)" } ?? ""
      : names.prefix(3).joined(separator: " ") + (names.count > 3 ? " …" : "")
    return what.isEmpty ? "cargo install" : "cargo install \(what)"
  }
}
