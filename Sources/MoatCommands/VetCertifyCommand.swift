internal import ArgumentParser
import MoatHost
import MoatModel
import MoatPipeline
import MoatRendering
import MoatVetting

struct VetCertifyCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "certify", abstract: "Record that you have read a version, or a change.",
    discussion: """
      With one version you certify all of it, with two the change from the first to the second. \
      Without versions it is what `suggest` would have you read of the crate, and without anything \
      what `vet inspect` or `vet diff` showed last. --wildcard certifies whatever somebody publishes \
      between two days.

      It asks for what no option says: which criteria (those that help are chosen beforehand), and, \
      in your editor, for your signature and notes. The editor is git's: $GIT_EDITOR, core.editor of \
      your own configuration, $VISUAL or $EDITOR. Nothing is recorded unless the statement is \
      uncommented there, or --accept-all is given.

      An exemption that the audit makes unnecessary is removed. An audit of a commit (`@git:`) is \
      marked as of no use to others, and one that leads on from a commit is joined with the one \
      before.

      Examples:
        cargo moat vet certify serde 1.0.200 1.0.201
        cargo moat vet certify serde 1.0.201 --criteria safe-to-run --notes "tests only" --accept-all
        cargo moat vet certify libc --wildcard github:rust-lang/libc
      """)

  @Argument(help: ArgumentHelp("The crate.", valueName: "crate")) var crate: String?
  @Argument(
    help: ArgumentHelp("The version, or the one the change starts from.", valueName: "version"))
  var version1: String?
  @Argument(help: ArgumentHelp("The version the change leads to.", valueName: "to"))
  var version2: String?

  @Option(
    help: ArgumentHelp(
      "Certify what this user, or this repository (`github:owner/name`), publishes.",
      valueName: "publisher"))
  var wildcard: String?

  @Option(help: ArgumentHelp("The first day that counts, with --wildcard.", valueName: "day"))
  var startDate: String?

  @Option(
    help: ArgumentHelp(
      "The first day that does not count any more, with --wildcard; at most a year from now. Given, "
        + "nobody is reminded to renew it.", valueName: "day"))
  var endDate: String?

  @Option(help: ArgumentHelp("For what; can be repeated.", valueName: "name"))
  var criteria: [String] = []

  @Option(
    help: ArgumentHelp(
      "Who signs; can be repeated. By default you, as git knows you.", valueName: "name"))
  var who: [String] = []

  @Option(help: ArgumentHelp("Notes, for whoever relies on the audit.", valueName: "text"))
  var notes: String?

  @Flag(
    help: """
      Record the SHA-256 of the archive in the notes, from the lockfile: then the audit counts for \
      those bytes only.
      """)
  var digest = false

  @Flag(help: "Sign without the editor.") var acceptAll = false

  @Flag(help: "Record it though the crate is none of this project's.") var force = false

  @Flag(help: "Keep an audit that starts at a commit apart from the one before.")
  var noCollapse = false

  @OptionGroup(title: "Project and store") var vet: VetOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func validate() throws {
    if wildcard == nil, startDate != nil || endDate != nil {
      throw ValidationError("--start-date and --end-date go with --wildcard")
    }
    if wildcard != nil, crate == nil {
      throw ValidationError("name the crate that --wildcard is about")
    }
    if wildcard != nil, version1 != nil {
      throw ValidationError("--wildcard is about a publisher, not about versions")
    }
    if noCollapse, version2 == nil { throw ValidationError("--no-collapse goes with two versions") }
  }

  func run(in host: Host) async throws -> ExitStatus {
    let session = try await VetSession.open(vet, in: host)
    let subject = try await VetCertifySubject.find(
      crate: crate, from: version1, to: version2, wildcard: wildcard,
      start: try VetOptions.day(startDate, "--start-date"),
      end: try VetOptions.day(endDate, "--end-date"), isForced: force, in: session)
    let auditor = try await VetAuditor.find(who, in: session.project.root, on: host)
    let style = display.style(in: host)
    let choice = VetCriteriaChoice(table: session.criteria, host: host, style: style)
    let criteria = try choice.chosen(
      self.criteria, likely: self.criteria.isEmpty ? subject.likelyCriteria(session) : [],
      question: "what do you certify \(subject.words) for?")
    var notes = self.notes
    if !acceptAll {
      notes = try await VetForm(host: host).notes(
        for: AuditStatement(
          crate: subject.crate, subject: subject.statement, name: auditor.name),
        criteria: criteria.map { VetCriteriaText.criterion($0, session.store) },
        facts: try await subject.facts(session), notes: notes)
    }
    if digest { notes = try subject.notes(notes, withDigestsIn: session) }
    var store = session.store
    subject.record(
      in: &store, by: auditor, for: criteria, notes: notes, joins: !noCollapse, session)
    var imports = session.live
    if let rows = subject.rows {
      var known = imports ?? store.imports
      known.publishers[subject.crate] = rows
      imports = known
    }
    let updated = StoreUpdate.updated(session.resolver(store, imports: imports)) { name in
      name == subject.crate ? .recording : .check
    }
    try session.write(updated)
    try VetOutcome(session: session, style: style).say(
      "certified \(subject.words) for \(criteria.joined(separator: ", "))", of: subject.crate,
      updated)
    return .clean
  }
}

extension UpdateMode {
  /// What certifying and trusting do for the crate in question: what is not needed any more goes, and
  /// imports stay.
  static let recording = UpdateMode(
    search: .preferFreshImports, prunesExemptions: true, prunesPrivateAudits: true,
    prunesImports: false)
}

/// What a criterion demands, as far as it is known here.
enum VetCriteriaText {
  static func criterion(_ name: String, _ store: VetStore) -> AuditStatement.Criterion {
    var parts: [String] = []
    if let summary = BuiltInCriteria.summary(of: name) { parts.append(summary) }
    if let text = BuiltInCriteria.officialText(of: name) { parts.append("In full: \(text)") }
    if let own = store.audits.criteria[name] {
      if let text = own.description { parts.append(text) }
      if let url = own.descriptionURL { parts.append("Its text is at \(url)") }
    }
    return AuditStatement.Criterion(
      name: name,
      text: parts.flatMap { TerminalText.wrapped($0, lines: 76) }.joined(separator: "\n"))
  }
}

extension TerminalText {
  /// The lines of a text, each wrapped.
  fileprivate static func wrapped(_ text: String, lines width: Int) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .flatMap { wrapped(String($0), width: width) }
  }
}

/// Says what a change of the store came to.
struct VetOutcome {
  let session: VetSession
  let style: Style

  /// - Parameters:
  ///   - done: what was recorded.
  ///   - crate: whose packages it should help.
  ///   - store: as it is now.
  func say(_ done: String, of crate: String, _ store: VetStore) throws {
    try session.host.say(TerminalText.neutralised(done) + "\n")
    let report = session.resolver(store).resolve()
    for place in session.graph.places(named: crate) {
      let package = session.graph.packages[place]
      let name = "\(package.name) \(package.version)"
      let words: String? =
        switch report.standings[place] {
        case .fully: "\(name) is fully audited"
        case .partially: "\(name) rests on audits and an exemption"
        case .exempted: "\(name) is still exempt: nobody vouches for all of it"
        case .missing(let missing):
          "\(name) still lacks \(session.criteria.minimalNames(missing).joined(separator: ", "))"
        case .contradicted: "\(name): entries contradict each other; `cargo moat vet` shows which"
        case .firstParty, .leftOut: nil
        }
      if let words { try session.host.say(TerminalText.neutralised(words) + "\n") }
    }
  }
}
