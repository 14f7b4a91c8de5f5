package import MoatFindings
import MoatShell

/// Scripts that are run as they come from the network.
package struct PipeToShell: WorkflowRule {
  package static let info = RuleInfo(
    id: "pipe-to-shell", group: .workflows, severity: .medium, evidence: [.workflows],
    summary: "a script from the network piped into a shell",
    explanation: Explanation(
      whatItDoes: """
        Finds `curl … | sh`, `bash <(curl …)`, `sh -c "$(curl …)"`, `eval "$(curl …)"`, \
        `iwr … | iex` and the like, also through variables, wrappers and quoted scripts, for shells \
        and for interpreters that read a program from standard input. High over plain HTTP, and \
        where the job holds a token or secrets worth taking. An address of GitHub that names a \
        whole commit is not reported.

        The Rust project's own `https://sh.rustup.rs` is reported as low: what it then installs \
        comes from the same servers, so a hash of the script alone would protect little.
        """,
      whyItMatters: """
        Nothing of the script is kept, so nothing can be checked: not before it runs, and not \
        afterwards, when somebody asks what ran. Whoever can change it where it is served runs code \
        in the job.
        """,
      whatToDo: """
        Download the script to a file, check its hash and run it then; or install the tool with its \
        version and hash. GitHub's runners have rustup already: `rustup toolchain install`.
        """,
      example: """
        ```text
        warning[pipe-to-shell]: `https://example.org/install.sh` is run as it comes
          --> .github/workflows/ci.yml:12:11
           = help: download it, check its hash and run it then
        ```
        """),
    references: [
      "https://github.com/ossf/scorecard/blob/main/docs/checks.md#pinned-dependencies"
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.scriptSequences.flatMap { sequence -> [Finding] in
      let power = sequence.power
      return sequence.commands.compactMap { site in
        guard let source = source(of: site) else { return nil }
        return finding(source, site, power, facts.settings)
      }
    }
  }

  private func finding(
    _ download: DownloadCommand, _ site: ScriptCommand, _ power: String?,
    _ settings: WorkflowSettings
  ) -> Finding? {
    guard let url = download.items.first?.url else { return nil }
    let place = DownloadPlace(url)
    if place.isPinned { return nil }
    var notes: [String] = []
    let severity: Severity
    if place.isPlain {
      severity = .high
      notes.append("it comes over plain HTTP: anybody on the way can change it")
    } else if place.isRustup || place.owner.map(settings.isOwn) ?? false {
      severity = .low
    } else {
      severity = power == nil ? .medium : .high
    }
    if let power { notes.append("the job \(power)") }
    let range = download.command.range
    return Finding(
      Self.info, "`\(place.shown)` is run as it comes", at: site.part.label(range),
      severity: severity,
      related: range == site.command.range ? [] : [site.part.label(site.command.range, "run here")],
      notes: notes,
      help: place.isRustup
        ? "GitHub's runners have rustup; elsewhere download `rustup-init` and check its hash"
        : "download it, check its hash and run it then")
  }

  // MARK: What runs

  private static let interpreters: Set<String> = [
    "sh", "bash", "dash", "zsh", "ksh", "ash", "python", "python3", "perl", "ruby", "node", "php",
    "pwsh", "powershell",
  ]

  /// The download whose output a command runs.
  private func source(of site: ScriptCommand) -> DownloadCommand? {
    let command = site.command
    let script = site.part.script
    if let first = command.words.first?.text, !first.outputs.isEmpty {
      // `& ([scriptblock]::Create((irm …)))`, `$(curl …)`
      return download(printing: first.outputs, in: script)
    }
    guard let name = command.name?.lowercased() else { return nil }
    switch name {
    case "eval", "iex", "invoke-expression":
      let outputs = command.arguments.flatMap(\.text.outputs)
      if let download = download(printing: outputs, in: script) { return download }
      return name == "eval" ? nil : piped(into: command, in: script)
    case "source", ".":
      return download(printing: command.arguments.flatMap(\.text.outputs), in: script)
    default:
      guard Self.interpreters.contains(name) else { return nil }
      // The file to run, or the text behind `-c`: `bash <(curl …)`.
      var texts = command.arguments.map(\.text)
      texts += command.redirects.filter { $0.kind == .text || $0.kind == .input }.map(\.target)
      if let download = download(printing: texts.flatMap(\.outputs), in: script) {
        return download
      }
      return readsProgram(command) ? piped(into: command, in: script) : nil
    }
  }

  /// Whether an interpreter takes its program from standard input.
  private func readsProgram(_ command: ShellCommand) -> Bool {
    if command.arguments.contains(where: { $0.known == "-s" || $0.known == "-" }) { return true }
    guard let use = FileUse(command), use.kind == .run else { return false }
    return use.files.isEmpty
  }

  private func download(printing outputs: [Int], in script: ShellScript) -> DownloadCommand? {
    for id in outputs {
      for command in script.commands(inPipeline: id) {
        if let download = DownloadCommand(command), download.printsToOutput { return download }
      }
    }
    return nil
  }

  private func piped(into command: ShellCommand, in script: ShellScript) -> DownloadCommand? {
    let place = command.pipeline
    guard place.index > 0 else { return nil }
    for earlier in script.commands(inPipeline: place.id)
    where earlier.pipeline.id == place.id && earlier.pipeline.index < place.index {
      if let download = DownloadCommand(earlier), download.printsToOutput { return download }
    }
    return nil
  }
}

extension DownloadCommand {
  fileprivate var printsToOutput: Bool { !sends && items.contains { $0.file == nil } }
}
