internal import ArgumentParser
import MoatHost
import MoatModel
import MoatRendering
import MoatVetting

struct VetTrustCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "trust", abstract: "Take what somebody publishes as it is, unread, for a time.",
    discussion: """
      A person by the name of their account, or a repository that publishes by Trusted Publishing as \
      `github:owner/name`. Without a name it is whoever published every version. The trust starts with \
      their first version and ends a year from today, unless dates say otherwise; an entry that says \
      the same is widened. Nothing of it is exported: whoever imports your audits does not trust whom \
      you trust.

      Trust covers versions that nobody has seen yet. Where one version is meant, certify that.

      --all trusts them with everything that has no audits and was published by them alone.

      Examples:
        cargo moat vet trust libc github:rust-lang/libc
        cargo moat vet trust --all dtolnay --criteria safe-to-run
      """)

  @Argument(help: ArgumentHelp("The crate.", valueName: "crate")) var crate: String?
  @Argument(help: ArgumentHelp("Who publishes it.", valueName: "publisher")) var publisher: String?

  @Option(
    help: ArgumentHelp("Trust them with all that lacks audits.", valueName: "publisher"))
  var all: String?

  @Flag(help: "With --all: also with crates that others published too.")
  var allowMultiplePublishers = false

  @Option(help: ArgumentHelp("For what; can be repeated.", valueName: "name"))
  var criteria: [String] = []

  @Option(help: ArgumentHelp("The first day that counts.", valueName: "day")) var startDate: String?

  @Option(help: ArgumentHelp("The first day that does not count any more.", valueName: "day"))
  var endDate: String?

  @Option(help: ArgumentHelp("Why.", valueName: "text")) var notes: String?

  @OptionGroup(title: "Project and store") var vet: VetOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func validate() throws {
    if (crate == nil) == (all == nil) {
      throw ValidationError("name a crate, or give --all and who is to be trusted")
    }
    if all == nil, allowMultiplePublishers {
      throw ValidationError("--allow-multiple-publishers goes with --all")
    }
  }

  func run(in host: Host) async throws -> ExitStatus {
    let session = try await VetSession.open(vet, in: host)
    let style = display.style(in: host)
    let choice = VetCriteriaChoice(table: session.criteria, host: host, style: style)
    var update = VetTrustUpdate(
      session: session, start: try VetOptions.day(startDate, "--start-date"),
      end: try VetOptions.day(endDate, "--end-date"), notes: notes)
    if let crate {
      try session.requireForeign(crate, isForced: false)
      let rows = try await VetPublishers(session: session).rows(of: crate)
      let name = try publisher ?? Self.sole(of: crate, rows, session)
      guard rows.contains(where: { $0.identifier == name }) else {
        throw VetPublisherFailure.unknown(name, of: crate, rows, session)
      }
      let criteria = try choice.chosen(
        self.criteria, likely: [BuiltInCriteria.safeToDeploy],
        question: "what is \(name) trusted with \(crate) for?")
      try update.trust(name, with: crate, rows, for: criteria)
      try session.write(update.store)
      try VetOutcome(session: session, style: style).say(
        "\(name) is trusted with \(crate) for \(criteria.joined(separator: ", "))", of: crate,
        update.store)
      return .clean
    }
    return try await trustAll(all ?? "", &update, choice, session, in: host)
  }

  private static func sole(
    of crate: String, _ rows: [PublisherRow], _ session: VetSession
  ) throws -> String {
    guard let first = rows.first else {
      throw VetPublisherFailure.unknown("", of: crate, rows, session)
    }
    guard rows.allSatisfy({ $0.source == first.source }) else {
      let names = Array(Set(rows.map(\.identifier))).sorted()
      throw CommandFailure.usage(
        "several have published `\(crate)`: say who is to be trusted",
        hint: "known are \(names.prefix(8).map { "`\($0)`" }.joined(separator: ", "))")
    }
    return first.identifier
  }

  private func trustAll(
    _ name: String, _ update: inout VetTrustUpdate, _ choice: VetCriteriaChoice,
    _ session: VetSession, in host: Host
  ) async throws -> ExitStatus {
    let report = session.resolver(session.store.withoutSuggestedExemptions()).resolve()
    guard report.conclusion == .missingAudits else {
      try host.say("nothing lacks audits: there is nobody to trust\n")
      return .clean
    }
    var crates: [String: [PublisherRow]] = [:]
    var passedOver: [String] = []
    var missing = CriteriaSet.empty
    for (place, lacks) in report.failures {
      let crate = report.graph.packages[place].name
      let rows: [PublisherRow]
      if let known = crates[crate] {
        rows = known
      } else {
        rows = try await VetPublishers(session: session).rows(of: crate)
      }
      let theirs = rows.filter { $0.identifier == name }
      guard !theirs.isEmpty else { continue }
      if theirs.count != rows.count, !allowMultiplePublishers {
        if !passedOver.contains(crate) { passedOver.append(crate) }
      } else {
        crates[crate] = rows
        missing.formUnion(lacks)
      }
    }
    let names = crates.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    defer {
      if !passedOver.isEmpty {
        host.remark(
          TerminalText.neutralised(
            "note: others published too, so left out: \(ShortList.text(passedOver)); "
              + "--allow-multiple-publishers takes them in"))
      }
    }
    guard !names.isEmpty else {
      throw CommandFailure.usage(
        "nothing that lacks audits was published by `\(name)`", hint: nil)
    }
    let criteria = try choice.chosen(
      self.criteria, likely: session.criteria.minimalNames(missing),
      question: "what is \(name) trusted with \(ShortList.text(names)) for?")
    for crate in names { try update.trust(name, with: crate, crates[crate] ?? [], for: criteria) }
    try session.write(update.store)
    try host.say(
      TerminalText.neutralised(
        "\(name) is trusted with \(Wording.counted(names.count, "crate")) for "
          + "\(criteria.joined(separator: ", ")): \(names.joined(separator: ", "))") + "\n")
    return .clean
  }
}

/// A store in which publishers come to be trusted, one crate after the other.
struct VetTrustUpdate {
  private let session: VetSession
  private let start: Day?
  private let end: Day?
  private let notes: String?
  private(set) var store: VetStore
  private var imports: ImportsLock?

  init(session: VetSession, start: Day?, end: Day?, notes: String?) {
    self.session = session
    self.start = start
    self.end = end
    self.notes = notes
    store = session.store
    imports = session.live
  }

  mutating func trust(
    _ name: String, with crate: String, _ rows: [PublisherRow], for criteria: [String]
  ) throws {
    let theirs = rows.filter { $0.identifier == name }
    guard let earliest = theirs.min(by: { $0.when < $1.when }) else {
      throw VetPublisherFailure.unknown(name, of: crate, rows, session)
    }
    let entry = TrustEntry(
      criteria: criteria, source: earliest.source, start: start ?? earliest.when,
      end: end ?? session.today.twelveMonthsLater, notes: notes)
    guard entry.start < entry.end else {
      throw CommandFailure.usage("the days leave no time in between", hint: nil)
    }
    store.trust(entry, for: crate)
    var known = imports ?? store.imports
    known.publishers[crate] = rows
    imports = known
    store = StoreUpdate.updated(session.resolver(store, imports: known)) { other in
      other == crate ? .recording : .check
    }
  }
}
