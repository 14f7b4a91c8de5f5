internal import ArgumentParser
import MoatBans
import MoatFindings
import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatRendering
import MoatStore
import MoatSyntax

struct InitCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a commented moat.toml to start from.",
    discussion: """
      Runs the check and writes moat.toml. With --baseline the findings there are today are recorded \
      as suppressions, each with a reason and a day on which it ends, so that from now on only what \
      is new fails. An existing moat.toml is never overwritten.
      """)

  @Argument(help: "The project's folder.") var path = "."

  @Flag(help: "Record today's findings as suppressions that expire.") var baseline = false

  @Option(
    help: ArgumentHelp("Days until recorded suppressions expire.", valueName: "days"))
  var expireAfter = 90

  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions

  func validate() throws {
    guard (1...3650).contains(expireAfter) else {
      throw ValidationError("--expire-after takes 1 to 3650 days")
    }
  }

  func run(in host: Host) async throws -> ExitStatus {
    let folder = PathText.absolute(path, in: host.environment.currentDirectory)
    let target = PathText.join(folder, "moat.toml")
    try refuseExisting(target, in: host)
    let now = try policy.now(in: host)
    let outcome = try await check(now, in: host)
    guard outcome.report.scope.lockfiles + outcome.report.scope.manifests > 0 else {
      throw CommandFailure.undetermined(
        "there is no `Cargo.toml` and no `Cargo.lock` in `\(path)`", hint: "name a project's folder"
      )
    }
    let display = DisplayPath(currentDirectory: host.environment.currentDirectory)
    let file = BaselineFile(
      findings: baseline ? outcome.report.findings : [], counts: outcome.dependencies,
      prefix: display(folder), expires: Day(daysSinceEpoch: now.day.daysSinceEpoch + expireAfter),
      today: now.day)
    do {
      try AtomicFile.write(Array(file.text.utf8), to: target, using: host.store)
    } catch {
      throw CommandFailure.usage(
        "`\(display(target))` cannot be written: \(error.message)", hint: nil)
    }
    try host.say(said(of: file, outcome.report, at: display(target)))
    return .clean
  }

  private func refuseExisting(_ target: String, in host: Host) throws {
    var isThere = true
    do throws(FileFailure) { isThere = try host.files.kind(of: target) != nil } catch {}
    if isThere {
      throw CommandFailure.usage(
        "there is a `moat.toml` already",
        hint: "edit it; `cargo moat config show` prints what holds")
    }
  }

  private func check(_ now: Timestamp, in host: Host) async throws -> CheckOutcome {
    let request = CheckRequest(
      paths: [path], selection: RuleSelection(), policy: try policy.policy(from: path, in: host),
      now: now, isOffline: policy.isOffline(in: host))
    do throws(CheckFailure) {
      return try await CheckPipeline(host: host).run(request)
    } catch {
      throw CommandFailure(error)
    }
  }

  private func said(of file: BaselineFile, _ report: Report, at target: String) -> String {
    var text = "wrote \(TerminalText.neutralised(target))\n"
    let summary = Summary(report)
    if baseline {
      text += "recorded \(Wording.counted(file.entryCount, "suppression")) until \(file.expires)\n"
      let kept = report.findings.filter { judged in
        judged.level >= .warn && !BaselineFile.canWait(judged.finding)
      }
      for judged in kept {
        text += "not recorded: \(TerminalText.neutralised(judged.finding.message))\n"
      }
    } else if summary.count(.error) > 0 {
      text += "`cargo moat check` has \(Wording.counted(summary.count(.error), "error")) today; "
      text += "`cargo moat init --baseline` would record them to expire\n"
    }
    return text
  }
}

/// The text of a new `moat.toml`.
struct BaselineFile {
  let expires: Day
  private let today: Day
  private let counts: DependencyCount?
  private let entries: [String]

  var entryCount: Int { entries.count }

  init(
    findings: [JudgedFinding], counts: DependencyCount?, prefix: String, expires: Day, today: Day
  ) {
    self.expires = expires
    self.today = today
    self.counts = counts
    var seen: Set<String> = []
    entries = findings.compactMap { judged in
      let finding = judged.finding
      guard judged.level >= .warn, judged.suppression == nil, Self.canWait(finding) else {
        return nil
      }
      let entry = Self.entry(for: finding, prefix: prefix, expires: expires, today: today)
      return seen.insert(entry).inserted ? entry : nil
    }
  }

  /// Rules whose findings nobody should put off: code known to be hostile, and a database too old to
  /// tell.
  private static let urgentRules: Set<String> = ["malicious-dependency", "stale-advisory-database"]

  /// Whether a finding may be recorded at all.
  static func canWait(_ finding: Finding) -> Bool {
    !finding.isUndetermined && finding.severity != .tampering
      && !urgentRules.contains(finding.rule)
  }

  private static func entry(
    for finding: Finding, prefix: String, expires: Day, today: Day
  ) -> String {
    var lines = ["# \(comment(finding.message))", "[[suppress]]", "rule = \"\(finding.rule)\""]
    if let package = finding.subject.package {
      lines.append("package = \(TOMLQuoting.quoted("\(package.name)@\(package.version)"))")
    } else {
      lines.append("path = \(TOMLQuoting.quoted(relative(finding.primary.path, to: prefix)))")
    }
    if let advisory = finding.subject.advisory {
      lines.append("advisory = \(TOMLQuoting.quoted(advisory))")
    }
    lines.append("reason = \"found by `cargo moat init` on \(today), not yet reviewed\"")
    lines.append("expires = \(expires)")
    return lines.joined(separator: "\n")
  }

  private static func comment(_ text: String) -> String {
    TerminalText.neutralised(text)
  }

  private static func relative(_ path: String, to prefix: String) -> String {
    guard !prefix.isEmpty, path.hasPrefix(prefix + "/") else { return path }
    return String(path.dropFirst(prefix.count + 1))
  }

  var text: String {
    var text = """
      # What `cargo moat` holds this project to.
      # `cargo moat config schema` lists every key, `cargo moat rules` every rule.
      version = 1

      # Findings of this severity and above fail the run: info, low, medium or high.
      fail-on = "medium"

      # What a rule or a group does instead: deny, warn, note or allow.
      # "@shipped", "@build" or "@test" limits it to packages that reach that far.
      [levels]
      # "unmaintained-dependency@shipped" = "deny"

      [advisories]
      # A folder or a git address; without it RustSec's, from `cargo moat advisories update`.
      # database = "https://github.com/RustSec/advisory-db.git"
      # Days after which a snapshot is stale.
      maximum-age = \(Policy.standardMaximumAge)

      [sources]
      # Registries and git repositories besides crates.io that are fine.
      allow-registry = []
      allow-git = []

      """
    if let counts {
      text += """

        # Dependencies on \(today); more than `growth` beyond them is a finding.
        [bans.baseline]
        direct = \(counts.direct)
        total = \(counts.total)
        growth = 5

        """
    }
    for entry in entries { text += "\n\(entry)\n" }
    return text
  }
}
