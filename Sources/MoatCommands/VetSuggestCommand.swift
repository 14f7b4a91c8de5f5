internal import ArgumentParser
import MoatHost
import MoatPipeline
import MoatRendering
import MoatVetting

struct VetSuggestCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest", abstract: "Say what to read next: the backlog, the least work first.",
    discussion: """
      As if no exemption were there, but for those with `suggest = false`: what would have to be read \
      so that everything is audited. A change from a version that somebody vouches for is suggested \
      where that is less to read than the whole crate.

      The estimate counts lines as cargo-vet does, every line of every file. `cargo moat size` counts \
      only code that your build compiles.
      """)

  @Option(help: "human, json or cargo-vet-json.") var format = VetFormat.human

  @OptionGroup(title: "Project and store") var vet: VetOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    var session = try await VetSession.open(vet, in: host)
    try await session.fetchIfAsked()
    let resolver = session.resolver(
      session.store.withoutSuggestedExemptions(),
      imports: session.live?.withoutStoredUnpublished())
    let report = resolver.resolve()
    let list =
      report.conclusion == .missingAudits
      ? try await VetSuggestions(session).list(for: report, by: resolver) : nil
    switch format {
    case .human: try show(report, list, session, in: host)
    case .json, .cargoVetJSON:
      let verdict = VetVerdict(report, session)
      try VetOutput(format: format, display: display, session: session)
        .show(verdict, list, in: host)
    }
    return .clean
  }

  private func show(
    _ report: VetReport, _ list: SuggestionList?, _ session: VetSession, in host: Host
  ) throws {
    let style = display.style(in: host)
    if report.conclusion == .violations {
      try host.say(
        VetReportRenderer(
          report, style: style, width: host.terminal.columns, isVerbose: display.verbose
        ).text())
      return
    }
    guard let list, !list.suggestions.isEmpty || !list.unsized.isEmpty else {
      try host.say("nothing to suggest: everything is audited\n")
      return
    }
    let text = SuggestionRenderer(list, of: report, style: style).text()
    if display.quiet {
      try host.say("estimated backlog: \(Wording.counted(list.totalLines, "line"))\n")
    } else {
      try host.say("\(text)\n`cargo moat vet certify` records what you have read\n")
      session.remarkGaps()
    }
  }
}
