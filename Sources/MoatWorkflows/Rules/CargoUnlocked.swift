package import MoatFindings
import MoatModel
import MoatShell

/// Cargo commands that may change the lockfile on the way.
package struct CargoUnlocked: WorkflowRule {
  package static let info = RuleInfo(
    id: "cargo-unlocked", group: .workflows, severity: .low, evidence: [.workflows],
    fix: .unsafe, summary: "`cargo build`, `test` and the like without `--locked`",
    explanation: Explanation(
      whatItDoes: """
        Finds `cargo build`, `check`, `test`, `run`, `clippy`, `bench`, `doc`, `package`, `publish`, \
        `fetch` and programs that do the same (`nextest`, `llvm-cov`, `hack`, `miri`, `tarpaulin`) \
        without `--locked` or `--frozen`, where the repository tracks a `Cargo.lock`: one finding a \
        file. A command is not named if an earlier one of the same job runs with `--locked`, since \
        the lockfile then fits, nor where a variable may hold the option.
        """,
      whyItMatters: """
        Without it, Cargo changes a lockfile that does not fit the manifests and goes on with \
        versions that nobody has reviewed. The run is green, and what it tested is not what the \
        lockfile says.
        """,
      whatToDo: """
        Write `--locked`, or put `cargo fetch --locked` in front of the other commands of the job.
        """,
      example: """
        ```text
        note[cargo-unlocked]: `cargo test` and 2 more commands run without `--locked`
          --> .github/workflows/ci.yml:12:14
           = help: write `--locked`, or put `cargo fetch --locked` in front
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/commands/cargo-build.html#manifest-options"])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    guard let folders = facts.lockfileFolders, !folders.isEmpty else { return [] }
    var order: [String] = []
    var found: [String: [(site: ScriptCommand, shown: String)]] = [:]
    for sequence in facts.scriptSequences {
      for (site, cargo) in unlocked(in: sequence, folders) {
        if found[sequence.path] == nil { order.append(sequence.path) }
        found[sequence.path, default: []].append((site, CargoCommands.shown(cargo)))
      }
    }
    return order.compactMap { finding(found[$0] ?? []) }
  }

  /// The commands of a sequence, up to the first with `--locked`.
  private func unlocked(
    in sequence: ScriptSequence, _ folders: Set<String>
  ) -> [(ScriptCommand, CargoInvocation)] {
    var found: [(ScriptCommand, CargoInvocation)] = []
    for site in sequence.commands {
      guard let cargo = CargoInvocation(site.command), CargoCommands.resolves(cargo) else {
        continue
      }
      switch cargo.isLocked {
      case .yes:
        if site.command.outcome == .stops, !site.command.isConditional { return found }
      case .unknown: continue
      case .no:
        if hasLockfile(cargo, site, folders) { found.append((site, cargo)) }
      }
    }
    return found
  }

  /// Whether a tracked lockfile is known for the folder the command works in, or one above it.
  private func hasLockfile(
    _ cargo: CargoInvocation, _ site: ScriptCommand, _ folders: Set<String>
  ) -> Bool {
    var folder = site.workingFolder
    if let manifest = cargo.arguments.value("--manifest-path") {
      guard let known = manifest.known, let current = folder else { return folders.contains("") }
      let parent = known.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      folder = current + "/" + parent.joined(separator: "/")
    }
    guard let folder else { return folders.contains("") }
    var names: [Substring] = []
    for name in folder.split(separator: "/") where name != "." {
      if name == ".." { _ = names.popLast() } else { names.append(name) }
    }
    while true {
      if folders.contains(names.joined(separator: "/")) { return true }
      if names.popLast() == nil { return false }
    }
  }

  private func finding(_ all: [(site: ScriptCommand, shown: String)]) -> Finding? {
    // The same place in two shells of a matrix is one place.
    var spans: Set<SourceSpan> = []
    let places = all.filter { spans.insert($0.site.label.span ?? .start).inserted }
    guard let first = places.first else { return nil }
    let more = places.count - 1
    return Finding(
      Self.info,
      more == 0
        ? "`\(first.shown)` runs without `--locked`"
        : "`\(first.shown)` and \(Listed.counted(more, "more command")) run without `--locked`",
      at: first.site.label,
      related: places.dropFirst().map { $0.site.part.label($0.site.command.range, "here, too") },
      help: "write `--locked`, or put `cargo fetch --locked` in front")
  }
}

extension ScriptCommand {
  /// The folder the step starts in, from the repository's root; nil if that is not known.
  fileprivate var workingFolder: String? {
    guard let (list, step) = part.owner else { return "" }
    let written =
      step.workingDirectory ?? list.job?.defaults?.workingDirectory
      ?? list.workflow?.defaults?.workingDirectory
    guard let written else { return "" }
    return written.literal
  }
}
