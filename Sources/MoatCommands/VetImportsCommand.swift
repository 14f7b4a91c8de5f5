internal import ArgumentParser
import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatReleases
import MoatRendering
import MoatVetting

struct VetImportsCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "imports",
    abstract: "List the imported audits, or see what changed in them and accept it.",
    discussion: """
      Without options it says of each import what was accepted, when, and how much of it the project \
      uses; nothing is fetched.

      --update reads the lists and shows which entries are new, withdrawn or reworded since what was \
      accepted, first of all violations, and criteria that promise something else than before. On a \
      terminal it then asks; --accept takes it without a question. Only then `moat-imports.lock` and \
      the store are written. A changed promise is taken with --accept-criteria alone.

      An import that cannot be read stays as it is, with what the store has of it; the others are \
      updated.

      Exit status: 1 where something waits to be accepted, 3 where a list could not be read.
      """)

  @Argument(help: "Imports; all without one.") var name: [String] = []

  @Flag(help: "Read the lists, and show what changed.") var update = false
  @Flag(help: "Accept what changed, without a question.") var accept = false
  @Flag(help: "Accept criteria that promise something else, too.") var acceptCriteria = false

  @OptionGroup(title: "Project and store") var vet: VetOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func validate() throws {
    if accept || acceptCriteria, !update {
      throw ValidationError("there is nothing to accept without --update")
    }
  }

  func run(in host: Host) async throws -> ExitStatus {
    let session = try await VetSession.open(
      vet, replacesImports: update, in: host)
    let names = try chosen(session.store.configuration.imports)
    let imports = try VetImports(session)
    if update { return try await update(names, imports, session) }
    try list(names, imports, session)
    return .clean
  }

  private func chosen(_ declared: [String: ImportDeclaration]) throws -> [String] {
    for name in name where declared[name] == nil {
      let near = MoatPolicy.Suggestion.nearest(to: name, among: Array(declared.keys))
      throw CommandFailure.usage(
        "`\(name)` is not imported", hint: near.map { "did you mean `\($0)`?" })
    }
    return name.isEmpty ? declared.keys.sorted() : Set(name).sorted()
  }

  // MARK: what there is

  private func list(_ names: [String], _ imports: VetImports, _ session: VetSession) throws {
    let host = session.host
    let style = display.style(in: host)
    guard !names.isEmpty else { return try host.say("nothing is imported\n") }
    var text = ""
    for name in names {
      guard let declaration = session.store.configuration.imports[name] else { continue }
      let used = session.store.imports.audits[name] ?? AuditsFile()
      text += style.bold(TerminalText.neutralised(name))
      text += "  \(Wording.counted(used.entryCount, "audit")) of "
      text += "\(Wording.counted(used.crates.count, "crate")) in use\n"
      let pins = imports.pins.pins[name] ?? []
      for url in declaration.urls where imports.pins.pin(name, url) == nil {
        text += "  \(TerminalText.neutralised(RedactedURL.redacting(url)))\n"
        text += "    not accepted yet: `cargo moat vet imports --update` shows it\n"
      }
      for pin in pins { text += self.text(of: pin, session) }
      text += contents(name, declaration, imports)
    }
    try host.say(text)
  }

  private func text(of pin: ImportPins.Pin, _ session: VetSession) -> String {
    var text = "  \(TerminalText.neutralised(RedactedURL.redacting(pin.url)))\n"
    if let from = pin.from { text += "    read from \(TerminalText.neutralised(from))\n" }
    text += "    accepted \(pin.accepted.day), \(pin.accepted.age(at: session.now)); "
    text += "SHA-256 \(pin.digest.hex.prefix(16)), \(Wording.thousands(pin.size)) bytes"
    if let commit = pin.commit {
      text += ", commit \(TerminalText.neutralised(String(commit.prefix(12))))"
    }
    return text + "\n"
  }

  /// What the accepted copies hold, where they are on this machine.
  private func contents(
    _ name: String, _ declaration: ImportDeclaration, _ imports: VetImports
  ) -> String {
    guard !(imports.pins.pins[name] ?? []).isEmpty else { return "" }
    do throws(ImportReadFailure) {
      let file = AuditsFile(joining: try imports.reader.accepted(name, declaration).map(\.joined))
      return "    \(Wording.counted(file.entryCount, "audit")) of "
        + "\(Wording.counted(file.crates.count, "crate")) in all\n"
    } catch {
      return "    \(TerminalText.neutralised(error.message))\n"
    }
  }

  // MARK: what changed

  /// Each import is taken whole or left whole: one that cannot be read keeps its pin and what the
  /// store has of it, and the others are written without it.
  private func update(
    _ names: [String], _ imports: VetImports, _ session: VetSession
  ) async throws -> ExitStatus {
    let host = session.host
    let outcome = try await imports.live(session.store, of: Set(names), session)
    try host.say(text(names.filter { outcome.lists[$0] != nil }, outcome, imports, session))
    for (name, failure) in outcome.unread {
      try host.say(
        TerminalText.neutralised("\(name): stays as it is: \(failure.message)") + "\n")
    }
    let taken = try accept(outcome, imports, session)
    guard !outcome.unread.isEmpty else { return taken }
    host.remark(
      TerminalText.neutralised(
        "\(Wording.counted(outcome.unread.count, "import")) could not be read: "
          + outcome.unread.map { "`\($0.name)`" }.joined(separator: ", ")))
    return .undetermined
  }

  /// Takes over what changed, where that is agreed to.
  private func accept(
    _ outcome: LiveImportsReader.Outcome, _ imports: VetImports, _ session: VetSession
  ) throws -> ExitStatus {
    let host = session.host
    let changed = outcome.unaccepted
    guard !changed.isEmpty else { return .clean }
    let redefined = changed.filter { name in
      outcome.lists[name]?.contains { $0.delta?.value?.redefined.isEmpty == false } ?? false
    }
    guard redefined.isEmpty || acceptCriteria else {
      let quoted = redefined.map { "`\($0)`" }.joined(separator: ", ")
      throw CommandFailure.refused(
        "criteria of \(quoted) promise something else than when they were accepted",
        hint: "read both texts; `--accept-criteria` takes the new ones")
    }
    let updated = try VetImportCommand.updated(
      session.store, outcome, session, acceptsCriteria: acceptCriteria)
    try host.say(VetImportEffect(of: updated, session).text)
    guard try accept || host.agrees(to: "accept this?") else {
      host.remark("nothing was accepted; `--accept` does")
      return .findings
    }
    try session.write(updated)
    try imports.accept(
      outcome.lists.filter { changed.contains($0.key) },
      declared: Set(session.store.configuration.imports.keys),
      at: session.now)
    return .clean
  }

  private func text(
    _ names: [String], _ outcome: LiveImportsReader.Outcome, _ imports: VetImports,
    _ session: VetSession
  ) -> String {
    let host = session.host
    let locked = Set(session.graph.packages.filter(\.isThirdParty).map(\.name))
    let renderer = ImportDeltaRenderer(
      locked: locked, width: host.terminal.columns, isVerbose: display.verbose,
      style: display.style(in: host))
    var text = ""
    for name in names {
      let lists = outcome.lists[name] ?? []
      imports.remarkDropped(name, lists)
      if lists.allSatisfy(\.isAccepted) {
        text += "\(TerminalText.neutralised(name)): as accepted\n"
      }
      for list in lists where !list.isAccepted { text += self.text(name, list, locked, renderer) }
      guard lists.contains(where: { $0.delta?.value == nil && !$0.isAccepted }) else { continue }
      // Without the accepted copy, what is in use tells at least what is gone.
      let withdrawn = ImportDelta.withdrawn(
        inUse: session.store.imports.audits[name] ?? AuditsFile(),
        from: AuditsFile(joining: lists.map(\.joined)))
      text += renderer.lines(withdrawn: withdrawn).map { $0 + "\n" }.joined()
    }
    return text
  }

  private func text(
    _ name: String, _ list: ImportedList, _ locked: Set<String>, _ renderer: ImportDeltaRenderer
  ) -> String {
    var lines = ["\(TerminalText.neutralised(name)): \(TerminalText.neutralised(list.copy.from))"]
    switch list.delta {
    case .known(let delta):
      if let pin = list.pin { lines.append("  since \(pin.accepted.day):") }
      lines += renderer.lines(delta)
    case .unavailable(let why):
      lines.append("  what changed cannot be told: \(TerminalText.neutralised(why))")
    case nil:
      let file = list.joined
      let here = Wording.thousands(file.crates.intersection(locked).count)
      lines.append(
        "  never accepted before: \(Wording.counted(file.entryCount, "audit")) of "
          + "\(Wording.counted(file.crates.count, "crate")), \(here) of them locked here")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
