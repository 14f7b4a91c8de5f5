package import MoatFindings
import MoatModel
import MoatShell

/// `cargo install` of whatever is newest.
package struct CargoInstallUnpinned: WorkflowRule {
  package static let info = RuleInfo(
    id: "cargo-install-unpinned", group: .workflows, severity: .medium, evidence: [.workflows],
    summary: "`cargo install` of a version or commit that can change",
    explanation: Explanation(
      whatItDoes: """
        Finds `cargo install` from a git repository by branch, tag or nothing, and from a registry \
        without an exact version. A rev of 40 hexadecimal digits pins, also through `env`, a matrix \
        or a shell variable; so does an exact version whose checksum is recorded under `tools` in \
        `moat.toml`. An exact version alone is low: the registry keeps it, and nothing here would \
        notice if it did not. A rev or version that only a run knows is not judged. High for a \
        branch or the newest commit in a job that holds a token or secrets worth taking.
        """,
      whyItMatters: """
        Whoever can push to the branch, move the tag or publish a release decides what the job runs \
        the next time, with the job's token and secrets.
        """,
      whatToDo: """
        Write `cargo install --locked --git <url> --rev <40 hex digits> <crate>`, or an exact \
        version, and record its checksum under `tools` in `moat.toml`.
        """,
      example: """
        ```text
        warning[cargo-install-unpinned]: `cargo install cross` takes the newest release
          --> .github/workflows/ci.yml:12:14
           = help: write `--version` and the version, or `--git` and `--rev` with 40 hex digits
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/commands/cargo-install.html"])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.scriptSequences.flatMap { sequence in
      let power = sequence.power
      return sequence.commands.flatMap { site -> [Finding] in
        guard let cargo = CargoInvocation(site.command), cargo.subcommand == "install",
          cargo.path == nil, !cargo.arguments.has("--list", "--help", "-h")
        else { return [] }
        guard cargo.git == nil else { return fromGit(cargo, site, power).map { [$0] } ?? [] }
        return cargo.crates.compactMap { crate in
          fromRegistry(crate.name, crate.version, crate.word, site, power, facts.settings)
        }
      }
    }
  }

  private func fromGit(_ cargo: CargoInvocation, _ site: ScriptCommand, _ power: String?)
    -> Finding?
  {
    let help = "write `--rev` and the 40 hex digits of a commit"
    let what: String
    var severity = power == nil ? Severity.medium : .high
    if let rev = cargo.rev {
      guard let known = rev.alternatives else { return nil }
      if known.allSatisfy({ UsesReference.isCommit($0) }) { return nil }
      what = "`--rev \(known.first ?? "")` is no whole commit hash"
      severity = .low
    } else if let tag = cargo.tag {
      what = "`\(cargo.shownInstall)` takes the tag `\(tag.shown)`, which can be moved"
      severity = .medium
    } else if let branch = cargo.branch {
      what = "`\(cargo.shownInstall)` takes the newest commit of the branch `\(branch.shown)`"
    } else if !cargo.arguments.unknownWords.isEmpty {
      // `--rev` may be among them.
      return nil
    } else {
      what = "`\(cargo.shownInstall)` takes the newest commit"
    }
    return Finding(
      Self.info, what, at: site.label, severity: severity,
      notes: [power.map { "the job \($0)" }].compactMap { $0 }, help: help)
  }

  private func fromRegistry(
    _ name: ShellText, _ version: ShellText?, _ word: ShellWord, _ site: ScriptCommand,
    _ power: String?, _ settings: WorkflowSettings
  ) -> Finding? {
    // A word that may be anything: an option, or several crates.
    guard let names = name.alternatives else { return nil }
    let notes = [power.map { "the job \($0)" }].compactMap { $0 }
    let place = site.part.label(word.range.isEmpty ? site.command.range : word.range)
    let shown = names.first ?? ""
    guard let version else {
      return Finding(
        Self.info, "`cargo install \(shown)` takes the newest release", at: place, notes: notes,
        help: "write `--version` and the version, or `--git` and `--rev` with 40 hex digits")
    }
    guard let versions = version.alternatives, let first = versions.first else { return nil }
    guard versions.allSatisfy(Self.isExact) else {
      return Finding(
        Self.info, "`\(first)` is a range: `cargo install \(shown)` takes the newest in it",
        at: place, notes: notes, help: "write an exact version")
    }
    let isRecorded = names.allSatisfy { name in
      versions.allSatisfy { version in
        settings.tools.contains { $0.name == name && $0.version == Self.bare(version) }
      }
    }
    if isRecorded { return nil }
    return Finding(
      Self.info, "nothing here records what `\(shown) \(Self.bare(first))` must be", at: place,
      severity: .low, notes: notes,
      help: "record its checksum under `tools` in `moat.toml`, or install a commit by `--rev`")
  }

  /// `cargo install --version 1.2.3` means that version; any operator, or a part of a version,
  /// means a range.
  private static func isExact(_ text: String) -> Bool {
    do {
      _ = try Version(parsing: bare(text))
      return true
    } catch {
      return false
    }
  }

  private static func bare(_ text: String) -> String {
    String(text.drop { $0 == "=" || $0 == " " })
  }
}
