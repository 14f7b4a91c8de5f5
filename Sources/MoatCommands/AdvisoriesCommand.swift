internal import ArgumentParser
import MoatAdvisories
import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatRendering

struct AdvisoriesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "advisories", abstract: "Search, show and update the advisory database.",
    subcommands: [
      AdvisorySearchCommand.self, AdvisoryShowCommand.self, AdvisoryListCommand.self,
      AdvisoryUpdateCommand.self, AdvisoryStatusCommand.self,
    ])
}

/// The database a command was told to use.
struct AdvisoryLookup {
  let host: Host
  let name: String?
  let source: AdvisorySource

  init(_ options: PolicyOptions, in host: Host) throws {
    self.host = host
    name = try options.policy(from: ".", in: host).database.value
    source = AdvisorySource(host: host)
  }

  func database() async throws -> AdvisoryDatabase {
    switch await source.database(name) {
    case .known(let database): return database
    case .unavailable(let reason):
      throw CommandFailure.undetermined(
        "no advisory database: \(reason)",
        hint: "run `cargo moat advisories update`, or name a folder with `--advisory-db`")
    }
  }

  /// Runs a look-up and turns a damaged database into words.
  func found<Value>(
    _ lookUp: (AdvisoryDatabase) throws(AdvisoryCacheError) -> Value
  ) async throws -> Value {
    let database = try await database()
    do throws(AdvisoryCacheError) {
      return try lookUp(database)
    } catch {
      throw CommandFailure.fault("the advisory database cannot be read: \(error)")
    }
  }
}

/// Advisories as people read them in lists and alone.
struct AdvisoryText {
  let style: Style
  let width: Int

  /// A line an advisory; those that were withdrawn say so.
  func list(_ advisories: [Advisory]) -> String {
    advisories.map { advisory in
      let name = "\(style.bold(advisory.id))  \(TerminalText.neutralised(advisory.package))"
      let kind = Self.kind(advisory)
      return "\(name)  \(style.dim(kind))  \(TerminalText.neutralised(advisory.title))\n"
    }.joined()
  }

  func whole(_ advisory: Advisory, _ description: String) -> String {
    var text = style.bold("\(advisory.id): \(TerminalText.neutralised(advisory.title))") + "\n\n"
    func fact(_ key: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      text += "  \(key): \(TerminalText.neutralised(value))\n"
    }
    fact("package", advisory.package + (advisory.collection == .rust ? " (of Rust itself)" : ""))
    fact("kind", Self.kind(advisory))
    fact("date", advisory.date?.description)
    fact("withdrawn", advisory.withdrawn?.description)
    fact("severity", advisory.rating?.rawValue)
    fact("cvss", advisory.cvss)
    fact("aliases", advisory.aliases.joined(separator: ", "))
    fact("categories", advisory.categories.joined(separator: ", "))
    fact("patched", Self.ranges(advisory.affected.patched))
    fact("unaffected", Self.ranges(advisory.affected.unaffected))
    fact("functions", advisory.affectedFunctions.joined(separator: ", "))
    fact("systems", advisory.affectedSystems.joined(separator: ", "))
    fact("page", advisory.page)
    fact("url", advisory.url)
    text += "\n"
    for line in description.split(separator: "\n", omittingEmptySubsequences: false) {
      text += TerminalText.neutralised(String(line)) + "\n"
    }
    while text.hasSuffix("\n\n") { text.removeLast() }
    return text
  }

  private static func ranges(_ requirements: [String]) -> String? {
    requirements.isEmpty ? nil : requirements.joined(separator: "; ")
  }

  static func kind(_ advisory: Advisory) -> String {
    let kind =
      switch advisory.kind {
      case .vulnerability: advisory.isMalicious ? "malicious" : "vulnerability"
      case .unsound: "unsound"
      case .unmaintained: "unmaintained"
      case .notice: advisory.isMalicious ? "malicious" : "notice"
      case .other(let name): name
      }
    return advisory.withdrawn == nil ? kind : "\(kind), withdrawn"
  }
}

struct AdvisorySearchCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find advisories by text, crate or id.",
    discussion:
      "Looks in ids, aliases, crate names, titles, keywords and descriptions, without regard to case."
  )

  @Argument(help: "A word, a crate's name or an id (RUSTSEC, CVE, GHSA).") var text: String
  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let found = try await AdvisoryLookup(policy, in: host).found {
      database throws(AdvisoryCacheError) in try database.search(text)
    }
    let writer = AdvisoryText(style: display.style(in: host), width: host.terminal.columns)
    try host.say(found.isEmpty ? "no advisory matches `\(text)`\n" : writer.list(found))
    return .clean
  }
}

struct AdvisoryShowCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one advisory, by its id or an alias.")

  @Argument(help: "An id: RUSTSEC-2026-0260, CVE-2026-1, GHSA-….") var id: String
  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let found = try await AdvisoryLookup(policy, in: host).found {
      database throws(AdvisoryCacheError) -> [(Advisory, String)] in
      var all: [(Advisory, String)] = []
      for advisory in try database.advisories(withID: id) {
        all.append((advisory, try database.description(of: advisory)))
      }
      return all
    }
    guard !found.isEmpty else {
      throw CommandFailure.usage(
        "there is no advisory `\(id)`", hint: "`cargo moat advisories search` looks for words")
    }
    let writer = AdvisoryText(style: display.style(in: host), width: host.terminal.columns)
    try host.say(found.map { writer.whole($0.0, $0.1) }.joined(separator: "\n"))
    return .clean
  }
}

struct AdvisoryListCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the advisories for a crate, or those that hit one version."
  )

  @Argument(help: ArgumentHelp("A crate, perhaps with a version.", valueName: "crate[@version]"))
  var crate: String
  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let parts = crate.split(separator: "@", maxSplits: 1).map(String.init)
    let name = parts.first ?? crate
    var version: Version?
    if parts.count == 2 {
      do throws(Version.Malformed) {
        version = try Version(parsing: parts[1])
      } catch {
        throw CommandFailure.usage("`\(parts[1])` is not a version", hint: "write it as `1.2.3`")
      }
    }
    let found = try await AdvisoryLookup(policy, in: host).found {
      database throws(AdvisoryCacheError) in
      if let version {
        try database.advisories(affecting: name, version)
      } else {
        try database.advisories(for: name)
      }
    }
    let writer = AdvisoryText(style: display.style(in: host), width: host.terminal.columns)
    try host.say(found.isEmpty ? "no advisory for `\(crate)`\n" : writer.list(found))
    return .clean
  }
}

struct AdvisoryUpdateCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Fetch the newest advisory database with git.",
    discussion:
      "Needs an address: RustSec's, or the one of `--advisory-db`, `MOAT_ADVISORY_DB` or moat.toml."
  )

  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions

  func run(in host: Host) async throws -> ExitStatus {
    let lookup = try AdvisoryLookup(policy, in: host)
    if let name = lookup.name, !AdvisorySource.isAddress(name) {
      throw CommandFailure.usage(
        "`\(name)` is a folder, which Moat does not change", hint: "update it where it comes from")
    }
    guard !policy.isOffline(in: host) else {
      throw CommandFailure.usage("offline: nothing is fetched", hint: "leave out `--offline`")
    }
    let address = RedactedURL(lookup.name ?? AdvisorySource.standardAddress)
    host.remark("fetching \(address)")
    do throws(GitFailure) {
      try await lookup.source.fetch(lookup.name)
    } catch {
      throw CommandFailure.undetermined(
        "the database could not be fetched: \(error.message)",
        hint: "what was there before is unchanged")
    }
    return try await AdvisoryStatus(lookup: lookup, now: policy.now(in: host)).print()
  }
}

struct AdvisoryStatusCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say which database there is, how old and how large.")

  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions

  func run(in host: Host) async throws -> ExitStatus {
    let lookup = try AdvisoryLookup(policy, in: host)
    return try await AdvisoryStatus(lookup: lookup, now: policy.now(in: host)).print()
  }
}

/// The facts of a database, a line each.
private struct AdvisoryStatus {
  let lookup: AdvisoryLookup
  let now: Timestamp

  func print() async throws -> ExitStatus {
    let database = try await lookup.database()
    var lines = ["database: \(lookup.source.folder(for: lookup.name) ?? "")"]
    if let revision = database.snapshot.revision { lines.append("revision: \(revision)") }
    if let day = database.day {
      let age = now.day.daysSinceEpoch - day.daysSinceEpoch
      let basis = database.snapshot.day == nil ? " (its newest advisory)" : ""
      lines.append("snapshot: \(day)\(basis), \(Wording.counted(age, "day")) old")
    } else {
      lines.append("snapshot: of unknown age")
    }
    lines.append("advisories: \(Wording.thousands(database.count))")
    if !database.broken.isEmpty {
      lines.append("unreadable files: \(Wording.thousands(database.broken.count))")
    }
    let text = lines.map { TerminalText.neutralised($0) + "\n" }.joined()
    try lookup.host.say(text)
    return .clean
  }
}
