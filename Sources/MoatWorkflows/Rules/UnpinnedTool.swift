package import MoatFindings
import MoatModel
import MoatShell

/// Tools and toolchains that are installed in whatever version is newest.
package struct UnpinnedTool: WorkflowRule {
  package static let info = RuleInfo(
    id: "unpinned-tool", group: .workflows, severity: .low, evidence: [.workflows],
    summary: "a tool or nightly toolchain without a version",
    explanation: Explanation(
      whatItDoes: """
        Finds `cargo binstall` without a version (medium: it downloads a program and runs nothing \
        of the registry's checks), actions that install a tool without a version, and nightly or \
        beta toolchains without a date: `rustup`, `dtolnay/rust-toolchain` and its like. One finding \
        a file for toolchains. `stable` is not reported: it comes from the same project over the \
        same way as any version of it, and most projects want its fixes. `taiki-e/install-action` \
        at a full commit hash is not reported either: the versions are recorded in it.
        """,
      whyItMatters: """
        The newest version is what its publisher, or whoever took over their account, released \
        last; a nightly compiler is whatever was merged yesterday.
        """,
      whatToDo: """
        Name the version: `cargo binstall cargo-nextest@0.9.100`, `tool: cargo-hack@0.6.36`, \
        `nightly-2026-03-01`.
        """,
      example: """
        ```text
        note[unpinned-tool]: the toolchain `nightly` has no date
          --> .github/workflows/ci.yml:12:20
           = help: write `nightly-<year>-<month>-<day>`
        ```
        """),
    references: [
      "https://rust-lang.github.io/rustup/concepts/toolchains.html",
      "https://github.com/taiki-e/install-action#inputs",
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    var tools: [Finding] = []
    var toolchains = ToolchainPlaces()
    for sequence in facts.scriptSequences {
      for site in sequence.commands {
        tools += binstalls(site)
        toolchains.note(site)
      }
    }
    for list in facts.stepLists {
      let scope = list.scope
      for (step, stepScope) in scope.steps {
        if let finding = action(step, stepScope, list) { tools.append(finding) }
        toolchains.note(step, stepScope, list)
      }
    }
    return tools + toolchains.findings
  }

  private func binstalls(_ site: ScriptCommand) -> [Finding] {
    guard let cargo = CargoInvocation(site.command), cargo.subcommand == "binstall",
      cargo.git == nil, !cargo.arguments.has("--help", "-h", "-V", "--self-install")
    else { return [] }
    return cargo.crates.compactMap { crate in
      guard crate.version == nil, let name = crate.name.alternatives?.first else { return nil }
      return Finding(
        Self.info, "`cargo binstall \(name)` takes the newest release",
        at: site.part.label(site.command.range), severity: .medium,
        help: "write `\(name)@` and a version")
    }
  }

  /// Actions that install tools, with the input that names them.
  private static let installers: [String: String] = [
    "taiki-e/install-action": "tool", "taiki-e/cache-cargo-install-action": "tool",
    "baptiste0928/cargo-install": "crate", "actions-rs/install": "crate",
    "cargo-bins/cargo-binstall": "",
  ]

  private func action(_ step: Step, _ scope: StepScope, _ list: StepList) -> Finding? {
    guard let uses = step.uses, let name = uses.action, let input = Self.installers[name] else {
      return nil
    }
    if name == "taiki-e/install-action", uses.isPinned { return nil }
    if input.isEmpty {
      guard step.with?["version"] == nil, step.env?["BINSTALL_VERSION"] == nil else { return nil }
      return Finding(
        Self.info, "`\(name)` installs the newest release", at: list.label(uses.span),
        help: "set `BINSTALL_VERSION` in the step's `env`")
    }
    guard let text = step.with?[input], step.with?["version"] == nil else { return nil }
    let values = scope.values(of: text)
    let names = values.known.flatMap { $0.split { ", \n".contains($0) } }.filter {
      !$0.contains("@")
    }
    guard let first = names.first else { return nil }
    let more = Set(names).count - 1
    return Finding(
      Self.info,
      "`\(first)`\(more > 0 ? " and \(Listed.counted(more, "more tool"))" : "") without a version",
      at: list.label(text.span),
      help: name == "baptiste0928/cargo-install" || name == "actions-rs/install"
        ? "write `version:` under `with`" : "write `\(first)@` and a version")
  }
}

/// Places that name a toolchain which changes every day or every six weeks.
private struct ToolchainPlaces {
  private var order: [String] = []
  private var places: [String: [(name: String, label: Label)]] = [:]

  mutating func note(_ site: ScriptCommand) {
    guard let rustup = RustupInvocation(site.command),
      rustup.action == .install || rustup.action == .setDefault
    else { return }
    for word in rustup.toolchains {
      for name in word.text.alternatives ?? [] {
        add(name, site.part.label(word.range.isEmpty ? site.command.range : word.range))
      }
    }
  }

  mutating func note(_ step: Step, _ scope: StepScope, _ list: StepList) {
    guard let uses = step.uses, let action = uses.action else { return }
    switch action {
    case "dtolnay/rust-toolchain", "actions-rs/toolchain", "actions-rust-lang/setup-rust-toolchain",
      "hecrj/setup-rust-action", "moonrepo/setup-rust", "dsherret/rust-toolchain-file":
      let input = step.with?["toolchain"] ?? step.with?["rust-version"] ?? step.with?["channel"]
      if let input {
        for name in scope.values(of: input).known { add(name, list.label(input.span)) }
      } else if action == "dtolnay/rust-toolchain", let ref = uses.ref {
        add(ref, list.label(uses.refSpan ?? uses.span))
      }
    default: break
    }
  }

  private mutating func add(_ name: String, _ label: Label) {
    // `nightly-x86_64-unknown-linux-gnu` has no date either.
    let channel = name.prefix { $0 != "-" }
    let rest = name.dropFirst(channel.count).dropFirst()
    guard channel == "nightly" || channel == "beta",
      !(rest.first.map { $0.isASCII && $0.isNumber } ?? false)
    else { return }
    if places[label.path] == nil { order.append(label.path) }
    if places[label.path]?.contains(where: { $0.label == label }) ?? false { return }
    places[label.path, default: []].append((name, label))
  }

  var findings: [Finding] {
    order.compactMap { path in
      guard let all = places[path], let first = all.first else { return nil }
      return Finding(
        UnpinnedTool.info, "the toolchain `\(first.name)` has no date", at: first.label,
        related: all.dropFirst().map { Label($0.label.path, $0.label.span, "here, too") },
        help: "write `\(first.name.prefix { $0 != "-" })-<year>-<month>-<day>`")
    }
  }
}
