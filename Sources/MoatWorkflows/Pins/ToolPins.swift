import MoatFindings
import MoatModel
import MoatShell

/// Tools that workflows and scripts install: by `cargo install`, by `cargo binstall`, by rustup, and by
/// actions that install what their inputs name.
enum ToolPins {
  /// Actions whose input names tools, with commas or line ends between: `name@version`.
  private static let installers: [String: String] = [
    "taiki-e/install-action": "tool", "moonrepo/setup-rust": "bins",
  ]
  /// Actions whose input names a toolchain.
  private static let toolchains: [String: String] = [
    "dtolnay/rust-toolchain": "toolchain", "actions-rs/toolchain": "toolchain",
    "actions-rust-lang/setup-rust-toolchain": "toolchain",
    "hecrj/setup-rust-action": "rust-version",
  ]

  static func items(in facts: WorkflowFacts) -> [PinnedItem] {
    facts.stepLists.flatMap { list in
      list.scope.steps.flatMap { items(of: $0.step, $0.scope, list, facts.settings) }
    }
      + facts.scripts.flatMap(\.sequences).flatMap(\.parts).flatMap { part in
        part.script.commands.flatMap { items(of: $0, facts.settings) { part.label($0) } }
      }
  }

  private static func items(
    of step: Step, _ scope: StepScope, _ list: StepList, _ settings: WorkflowSettings
  ) -> [PinnedItem] {
    if let script = step.script {
      // Every shell that may run the script reads the same installs.
      guard let read = scope.shellScripts.first else { return [] }
      return read.commands.flatMap { command in
        items(of: command, settings) { range in list.label(script.span(ofDecoded: range)) }
      }
    }
    guard let action = step.uses?.action else { return [] }
    if let input = installers[action], let text = step.with?[input] {
      let label = list.label(text.span)
      return scope.values(of: text).known.flatMap { value in
        value.split { $0 == "," || $0 == "\n" || $0 == " " }.map { word in
          let parts = word.split(separator: "@", maxSplits: 1)
          return item(
            String(parts.first ?? word), version: parts.count > 1 ? String(parts[1]) : nil, label)
        }
      }
    }
    if let input = toolchains[action], let text = step.with?[input] {
      return scope.values(of: text).known.filter { !$0.isEmpty }
        .map { toolchain($0, list.label(text.span)) }
    }
    return []
  }

  // MARK: - Commands

  private static func items(
    of command: ShellCommand, _ settings: WorkflowSettings, _ label: (Range<Int>) -> Label
  ) -> [PinnedItem] {
    if let rustup = RustupInvocation(command), rustup.action != .other {
      return rustup.toolchains.flatMap { word in
        (word.text.alternatives ?? []).map { toolchain($0, label(word.range)) }
      }
    }
    guard let cargo = CargoInvocation(command),
      cargo.subcommand == "install" || cargo.subcommand == "binstall", cargo.path == nil
    else { return [] }
    if let git = cargo.git {
      let name = cargo.crates.first?.name.shown ?? git.shown
      let place = cargo.crates.first?.word.range ?? cargo.subcommandWord.range
      return [fromGit(cargo, named: name, label(place))]
    }
    return cargo.crates.flatMap { crate -> [PinnedItem] in
      (crate.name.alternatives ?? []).map { name in
        let version = crate.version?.alternatives?.first ?? crate.version?.shown
        let isRecorded = settings.tools.contains { $0.name == name && $0.version == version }
        return item(name, version: version, label(crate.word.range), isRecorded: isRecorded)
      }
    }
  }

  private static func fromGit(
    _ cargo: CargoInvocation, named name: String, _ label: Label
  ) -> PinnedItem {
    if let rev = cargo.rev {
      let isCommit = rev.always { CommitHash($0) != nil }
      return PinnedItem(
        kind: .tool, name: name, written: rev.shown, state: isCommit ? .commit : .name,
        places: [label])
    }
    if let tag = cargo.tag {
      return PinnedItem(kind: .tool, name: name, written: tag.shown, state: .tag, places: [label])
    }
    if let branch = cargo.branch {
      return PinnedItem(
        kind: .tool, name: name, written: branch.shown, state: .branch, places: [label])
    }
    return PinnedItem(kind: .tool, name: name, written: "", state: .nothing, places: [label])
  }

  // MARK: - Items

  /// - Parameter version: nil and a requirement both take what is newest.
  private static func item(
    _ name: String, version: String?, _ label: Label, isRecorded: Bool = false
  ) -> PinnedItem {
    var written = version ?? ""
    if written.hasPrefix("=") { written = String(written.dropFirst()) }
    let isExact = VersionTag(written)?.isFull ?? false
    return PinnedItem(
      kind: .tool, name: name, written: written,
      state: isRecorded ? .digest : isExact ? .version : .nothing, places: [label])
  }

  private static func toolchain(_ name: String, _ label: Label) -> PinnedItem {
    let isVersion = VersionTag(String(name.prefix { $0 != "-" }))?.isFull ?? false
    let isDated = name.split(separator: "-").count >= 4
    return PinnedItem(
      kind: .tool, name: "rust toolchain", written: name,
      state: isVersion || isDated ? .version : .nothing, places: [label])
  }
}
