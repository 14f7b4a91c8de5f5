import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatRendering
import MoatVetting

/// What somebody is about to certify.
struct VetCertifySubject {
  enum Kind {
    case full(VetVersion)
    case delta(from: VetVersion, to: VetVersion)
    case wildcard(String, PublisherSource, start: Day, end: Day, renews: Bool)
  }

  let crate: String
  let kind: Kind
  /// Who published the crate, where that was asked; the store gets what of it is needed.
  let rows: [PublisherRow]?

  // MARK: finding

  static func find(
    crate: String?, from: String?, to: String?, wildcard: String?, start: Day?, end: Day?,
    isForced: Bool, in session: VetSession
  ) async throws -> VetCertifySubject {
    guard let crate else {
      guard let last = VetLastLook.read(on: session.host) else {
        throw CommandFailure.usage(
          "what is to be certified has to be said",
          hint: "`cargo moat vet certify CRATE VERSION`, or look at it first with `vet diff`")
      }
      try session.requireForeign(last.crate, isForced: isForced)
      return VetCertifySubject(last)
    }
    try session.requireForeign(crate, isForced: isForced)
    if let wildcard {
      return try await publisher(wildcard, of: crate, start: start, end: end, session)
    }
    if let from {
      let first = try VetArguments.version(from)
      guard let to else {
        return VetCertifySubject(crate: crate, kind: .full(first), rows: nil)
      }
      let second = try VetArguments.version(to)
      guard first != second else {
        throw CommandFailure.usage("there is no change from \(first) to itself", hint: nil)
      }
      return VetCertifySubject(crate: crate, kind: .delta(from: first, to: second), rows: nil)
    }
    if let last = VetLastLook.read(on: session.host), last.crate == crate {
      return VetCertifySubject(last)
    }
    return try await suggested(crate, session)
  }

  init(_ look: VetLastLook) {
    crate = look.crate
    kind = look.from.map { .delta(from: $0, to: look.to) } ?? .full(look.to)
    rows = nil
  }

  private init(crate: String, kind: Kind, rows: [PublisherRow]?) {
    self.crate = crate
    self.kind = kind
    self.rows = rows
  }

  private static func publisher(
    _ name: String, of crate: String, start: Day?, end: Day?, _ session: VetSession
  ) async throws -> VetCertifySubject {
    let rows = try await VetPublishers(session: session).rows(of: crate)
    let theirs = rows.filter { $0.identifier == name }
    guard let earliest = theirs.min(by: { $0.when < $1.when }) else {
      throw VetPublisherFailure.unknown(name, of: crate, rows, session)
    }
    let latest = session.today.twelveMonthsLater
    if let end, end > latest {
      throw CommandFailure.usage(
        "a wildcard audit can end at most a year from now, on \(latest)",
        hint: "it can be renewed then")
    }
    let first = start ?? earliest.when
    guard first < end ?? latest else {
      throw CommandFailure.usage("the days leave no time in between", hint: nil)
    }
    return VetCertifySubject(
      crate: crate,
      kind: .wildcard(
        name, earliest.source, start: first, end: end ?? latest, renews: end == nil), rows: rows)
  }

  /// What `suggest` would have somebody read of the crate.
  private static func suggested(
    _ crate: String, _ session: VetSession
  ) async throws -> VetCertifySubject {
    var tasks: [AuditTask] = []
    for store in [session.store, session.store.withoutSuggestedExemptions()] where tasks.isEmpty {
      let resolver = session.resolver(store)
      let report = resolver.resolve()
      guard report.conclusion == .missingAudits else { continue }
      let list = try await VetSuggestions(session, isLocalOnly: true).list(
        for: report, by: resolver)
      tasks = list.suggestions.map(\.task).filter { $0.crate == crate }
      if tasks.isEmpty { tasks = list.unsized.filter { $0.crate == crate } }
    }
    guard let task = tasks.first, tasks.count == 1 else {
      let commands = tasks.prefix(5).map { task in
        "cargo moat vet certify \(crate)\(task.from.map { " \($0)" } ?? "") \(task.to)"
      }
      let failure = CommandFailure.usage(
        tasks.isEmpty
          ? "nothing is to be read of `\(crate)`, so the version has to be said"
          : "several audits of `\(crate)` would help: say which you have made",
        hint: tasks.isEmpty ? "`cargo moat vet explain \(crate)` shows who vouches for it" : nil)
      throw tasks.isEmpty ? failure : .detailed(failure, commands)
    }
    return VetCertifySubject(
      crate: crate, kind: task.from.map { .delta(from: $0, to: task.to) } ?? .full(task.to),
      rows: nil)
  }

  // MARK: telling

  /// `serde 1.0.0`, `the change of serde from 1.0.0 to 1.0.1`.
  var words: String {
    switch kind {
    case .full(let version): "\(crate) \(version)"
    case .delta(let from, let to): "the change of \(crate) from \(from) to \(to)"
    case .wildcard(let publisher, _, let start, let end, _):
      "what \(publisher) publishes of \(crate) from \(start) until \(end)"
    }
  }

  var statement: AuditStatement.Subject {
    switch kind {
    case .full(let version): .full(version)
    case .delta(let from, let to): .delta(from: from, to: to)
    case .wildcard(let publisher, _, let start, let end, _):
      .publisher(publisher, start: start, end: end)
    }
  }

  /// The criteria for which it would mend the verdict, or else shorten the backlog.
  func likelyCriteria(_ session: VetSession) -> [String] {
    let from: VetVersion?
    let to: VetVersion
    switch kind {
    case .full(let version): (from, to) = (nil, version)
    case .delta(let first, let second): (from, to) = (first, second)
    case .wildcard: return [BuiltInCriteria.safeToDeploy]
    }
    for store in [session.store, session.store.withoutSuggestedExemptions()] {
      let healed = session.resolver(store).resolve().healingCriteria(of: crate, from: from, to: to)
      if !healed.isEmpty { return healed }
    }
    return []
  }

  /// What the form says about it.
  func facts(_ session: VetSession) async throws -> [String] {
    var facts = ["You are about to certify \(words)."]
    let task: AuditTask
    switch kind {
    case .full(let version): task = AuditTask(crate: crate, from: nil, to: version)
    case .delta(let from, let to): task = AuditTask(crate: crate, from: from, to: to)
    case .wildcard(let publisher, _, _, _, _):
      let theirs = (rows ?? []).filter { $0.identifier == publisher }
      facts.append(
        "\(publisher) has published \(Wording.counted(theirs.count, "version")) that are known, "
          + "the last on \(theirs.map(\.when).max().map { "\($0)" } ?? "an unknown day").")
      return facts
    }
    let sizes = try await VetSizes(
      PackageSources(host: session.host, isOffline: true), locked: session.project.locked
    ).sizes(of: [task])
    if let size = sizes[task] {
      facts.append(
        "That is \(Wording.counted(size.lines, "line")) in "
          + "\(Wording.counted(size.filesChanged, "file")).")
    }
    facts.append("To read it again: \(SuggestionRenderer.command(task))")
    return facts
  }

  // MARK: recording

  func record(
    in store: inout VetStore, by auditor: VetAuditor, for criteria: [String], notes: String?,
    joins: Bool, _ session: VetSession
  ) {
    func entry(_ kind: AuditKind) -> AuditEntry {
      AuditEntry(
        who: auditor.who, criteria: criteria, kind: kind, importable: kind.isImportableByDefault,
        notes: notes)
    }
    switch kind {
    case .full(let version): store.record(entry(.full(version)), of: crate)
    case .delta(let from, let to):
      let audit = entry(.delta(from: from, to: to))
      let resolver = session.resolver()
      store.record(joins ? store.joined(audit, of: crate, vouched: resolver) : audit, of: crate)
    case .wildcard(_, let source, let start, let end, let renews):
      store.record(
        WildcardAudit(
          who: auditor.who, criteria: criteria, source: source, start: start, end: end,
          renew: renews ? nil : false, notes: notes), of: crate)
    }
  }
}

/// Why nobody can be trusted with a crate.
enum VetPublisherFailure {
  static func unknown(
    _ name: String, of crate: String, _ rows: [PublisherRow], _ session: VetSession
  ) -> CommandFailure {
    let known = Array(Set(rows.map(\.identifier))).sorted()
    guard !known.isEmpty else {
      return .undetermined(
        "nobody is known to have published `\(crate)`",
        hint: session.options.isOffline(in: session.host)
          ? "crates.io would say: run it without `--offline` and `--locked`" : nil)
    }
    return .usage(
      "`\(name)` is not known to have published `\(crate)`",
      hint: "known are \(known.prefix(8).map { "`\($0)`" }.joined(separator: ", "))")
  }
}
