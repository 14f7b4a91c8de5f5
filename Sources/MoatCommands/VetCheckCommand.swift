internal import ArgumentParser
import MoatHost
import MoatInspection
import MoatModel
import MoatPipeline
import MoatRendering
import MoatStore
import MoatVetting

/// In which form a verdict is given.
enum VetFormat: String, ExpressibleByArgument, CaseIterable {
  case human, json
  /// What `cargo vet --output-format=json` prints.
  case cargoVetJSON = "cargo-vet-json"
}

struct VetCheckCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check that every dependency was audited, or is exempt. The default.",
    discussion: """
      Without `moat.toml` the verdict is the one that cargo-vet gives on the same store and the same \
      graph, and with `--like-cargo-vet` always. `[build]` in `moat.toml`, or a flag that names a \
      build, asks for audits of what is built only, and `[vet]` for more. The graph \
      comes from the lockfile, which Cargo resolves with all features and for all targets, and from \
      the manifests of the workspace, which say what only tests need. A member whose manifest is not \
      there counts with all that it locks; where that may be why audits are missing, the verdict is \
      undetermined.

      Imports count as `imports.lock` has them; --fetch asks their owners first, and takes over what \
      the verdict then rests on. When audits are missing it says what to read, the least first: sizes come from archives on this \
      machine, or are fetched.

      `--format json` has Moat's own form, `--format cargo-vet-json` that of cargo-vet.

      Exit status: 0 all vetted, 1 audits are missing or contradict each other, 2 the store cannot be \
      read, 3 undetermined.

      Examples:
        cargo moat vet
        cargo moat vet --locked
        cargo moat vet check --metadata metadata.json --format cargo-vet-json
      """)

  @Option(help: "human, json or cargo-vet-json.") var format = VetFormat.human

  @Flag(
    help: """
      For bots: propose the change that takes in what imported lists vouch for by now, print what is \
      left to read as Markdown, and write nothing but --patch. Never exempts anything.
      """)
  var update = false

  @Option(help: ArgumentHelp("With --update: where the patch goes.", valueName: "file"))
  var patch: String?

  @OptionGroup var peers: VetPeerOptions
  @OptionGroup(title: "Project and store") var vet: VetOptions
  @OptionGroup(title: "Policy") var policy: VetPolicyOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func validate() throws {
    if patch != nil, !update { throw ValidationError("--patch goes with --update") }
  }

  func run(in host: Host) async throws -> ExitStatus {
    var session = try await VetSession.open(
      vet, checksPolicies: true, describes: vet.fetch, in: host)
    try await session.checkAuditAs()
    try await session.fetchIfAsked()
    if update { return try await propose(session) }
    let decision = try await policy.decision(session)
    let resolver = decision.resolver()
    let report = resolver.resolve()
    let verdict = VetVerdict(report, decision)
    var suggestions: SuggestionList?
    if report.conclusion == .missingAudits, !vet.isLocked {
      suggestions = try await VetSuggestions(session).list(
        for: report, by: resolver, peers: try await peers(session))
    }
    let costs = try await VetSuggestions(session).costs(of: suggestions, in: decision.build)
    try VetOutput(format: format, display: display, decision: decision, costs: costs)
      .show(verdict, suggestions, in: host)
    if report.conclusion == .success {
      // Only what was fetched can be new; without it there is nothing to write.
      if vet.fetch, !session.project.isFiltered {
        try session.write(StoreUpdate.updated(session.resolver(), mode: .check))
      }
      if !vet.isLocked { remind(session) }
    }
    return verdict.status
  }

  /// cargo-vet says nothing of other lists in its JSON.
  private func peers(_ session: VetSession) async throws -> [SuggestionFacts.Peer] {
    guard !peers.noRegistrySuggestions, format != .cargoVetJSON else { return [] }
    return try await VetPeers(session).find()
  }

  /// What a bot would say, and the patch of the store.
  private func propose(_ session: VetSession) async throws -> ExitStatus {
    let proposal = try await VetUpdateProposal(policy.decision(session))
      .make(peers: { try await peers(session) })
    try session.host.say(proposal.markdown)
    if let patch {
      let path = PathText.absolute(patch, in: session.host.environment.currentDirectory)
      do throws(StoreFailure) {
        try AtomicFile.write(Array(proposal.patch.utf8), to: path, using: session.host.store)
      } catch {
        throw CommandFailure.undetermined(
          "`\(patch)` cannot be written: \(error.message)", hint: nil)
      }
    } else if !proposal.patch.isEmpty {
      let lines = proposal.patch.split(separator: "\n", omittingEmptySubsequences: false)
      let shown = lines.map { TerminalText.neutralised(String($0)) }.joined(separator: "\n")
      // Longer than any run of backticks in it.
      try session.host.say("\n~~~~~~diff\n\(shown)\n~~~~~~\n")
    }
    return proposal.status
  }

  /// What a passing store could do without, and what will soon end.
  private func remind(_ session: VetSession) {
    guard format == .human, !display.quiet else { return }
    for line in VetReminders(session).lines { session.host.remark("note: \(line)") }
  }
}

/// What a report comes to, once it is known what could not be known.
struct VetVerdict {
  let report: VetReport
  /// Whether audits are missing only if what is not known is at its worst.
  let isUndetermined: Bool
  /// Why there may be reviews that vouch for what is missing; nil where there are none.
  let doubt: String?

  /// - Parameter decision: what made the report.
  init(_ report: VetReport, _ decision: VetDecision) {
    self.report = report
    doubt = report.conclusion == .missingAudits ? decision.judge?.reviewDoubt : nil
    guard report.conclusion == .missingAudits, doubt == nil,
      let lenient = decision.session.project.lenientGraph
    else {
      isUndetermined = doubt != nil
      return
    }
    isUndetermined = decision.resolver(graph: lenient).resolve().conclusion == .success
  }

  var status: ExitStatus {
    if isUndetermined { return .undetermined }
    return report.conclusion == .success ? .clean : .findings
  }
}

/// Prints a verdict.
struct VetOutput {
  let format: VetFormat
  let display: DisplayOptions
  let decision: VetDecision
  /// What the suggestions cost, as far as is known.
  var costs: [AuditTask: ReviewCost] = [:]

  private var session: VetSession { decision.session }

  func show(
    _ verdict: VetVerdict, _ suggestions: SuggestionList?, in host: Host
  ) throws {
    let report = verdict.report
    switch format {
    case .cargoVetJSON:
      try host.say(
        JSONText.text(
          report.json(suggestions: suggestions), first: ["conclusion", "name", "version", "from"])
          + "\n")
    case .json:
      try host.say(
        VetReportJSON(
          report, suggestions: suggestions, costs: costs, unread: session.project.unread,
          isUndetermined: verdict.isUndetermined, crev: decision.reviews?.json
        ).text())
    case .human:
      let style = display.style(in: host)
      let renderer = VetReportRenderer(
        report, style: style, width: host.terminal.columns, isVerbose: display.verbose,
        isUndetermined: verdict.isUndetermined)
      guard !display.quiet else {
        try host.say(renderer.headline + "\n")
        break
      }
      try host.say(renderer.text())
      if let reviews = decision.reviews {
        let warnings = CrevRenderer(reviews.judge, style: style).warnings(reviews.assessments)
        if !warnings.isEmpty { try host.say("\n\(warnings)") }
      }
      if let suggestions {
        let text = SuggestionRenderer(
          suggestions, of: report, costs: costs,
          remarks: decision.reviews?.remarks(on: suggestions, style: style) ?? [:], style: style
        ).text()
        if !text.isEmpty {
          try host.say("\n\(text)`cargo moat vet certify` records what you have read\n")
        }
      }
      if let doubt = verdict.doubt {
        try host.say("\n\(TerminalText.neutralised(doubt))\n")
      } else if verdict.isUndetermined {
        try host.say(
          "\nif only tests need these crates nothing is missing; the manifests that would say so are "
            + "not here\n")
      }
    }
    if format == .human { session.remarkGaps() }
    decision.reviews?.evidence.remarkTroubles(on: host)
  }
}
