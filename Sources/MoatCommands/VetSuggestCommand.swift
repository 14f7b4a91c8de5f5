internal import ArgumentParser
import MoatHost
import MoatInspection
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

      There are two figures. `lines` is what cargo-vet counts: every line of every file that is new, \
      changed or gone. `code` is how much of it is Rust code that the build compiles: no README, no \
      tests, no benchmarks, nothing for other platforms or features that are off. Name the build with \
      `[build]` in `moat.toml` or with flags; what it does not compile is not suggested at all.

      It says also which well-known lists that are not imported would leave less to read, as far as \
      they were read on this machine; --fetch reads them.
      """)

  @Option(help: "human, json or cargo-vet-json.") var format = VetFormat.human

  @OptionGroup var peers: VetPeerOptions
  @OptionGroup(title: "Project and store") var vet: VetOptions
  @OptionGroup(title: "Policy") var policy: VetPolicyOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let session = try await VetSession.openUpToDate(vet, in: host)
    let store = session.store.withoutSuggestedExemptions()
    let imports = session.live?.withoutStoredUnpublished()
    let decision = try await policy.decision(session, showsReviews: true)
    let resolver = decision.resolver(store, imports: imports)
    let report = resolver.resolve()
    let list =
      report.conclusion == .missingAudits
      ? try await VetSuggestions(session).list(
        for: report, by: resolver, peers: try await peers(session)) : nil
    let costs = try await VetSuggestions(session).costs(of: list, in: decision.build)
    switch format {
    case .human: try show(report, list, costs, decision, in: host)
    case .json, .cargoVetJSON:
      let verdict = VetVerdict(report, decision)
      try VetOutput(format: format, display: display, decision: decision, costs: costs)
        .show(verdict, list, in: host)
    }
    return .clean
  }

  /// cargo-vet says nothing of other lists in its JSON.
  private func peers(_ session: VetSession) async throws -> [SuggestionFacts.Peer] {
    guard !peers.noRegistrySuggestions, format != .cargoVetJSON else { return [] }
    return try await VetPeers(session).find()
  }

  private func show(
    _ report: VetReport, _ list: SuggestionList?, _ costs: [AuditTask: ReviewCost],
    _ decision: VetDecision, in host: Host
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
    let text = SuggestionRenderer(
      list, of: report, costs: costs,
      remarks: decision.reviews?.remarks(on: list, style: style) ?? [:], style: style
    ).text()
    if display.quiet {
      try host.say("estimated backlog: \(Wording.counted(list.totalLines, "line"))\n")
    } else {
      try host.say("\(text)`cargo moat vet certify` records what you have read\n")
      decision.session.remarkGaps()
      decision.reviews?.evidence.remarkTroubles(on: host)
    }
  }
}
