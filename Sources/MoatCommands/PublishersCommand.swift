internal import ArgumentParser
import MoatCargo
import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatRendering
import MoatVetting

struct PublishersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publishers",
    abstract: "Show every person, team and workflow that can publish what is locked.",
    subcommands: [PublishersShowCommand.self, PublishersAcceptCommand.self],
    defaultSubcommand: PublishersShowCommand.self)
}

struct PublishersShowCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show every person, team and workflow that can publish what is locked.",
    discussion: """
      It reads what is recorded: what crates.io said when it was asked with --fetch, and the \
      publishers in cargo-vet's `imports.lock`. The widest reach comes first; what is not known is \
      said at the end. With the names of crates it shows how each locked version of them was \
      published, who owns them, and who published before.

      --fetch asks crates.io about crates without a record, with one that is a week old, or with one \
      that lacks the locked version; about those that are named in any case. crates.io wants one \
      request a second, and a crate takes two.

      --diff shows who can publish now and could not when `cargo moat publishers accept` was run \
      last, and ends with status 1 where there is somebody.

      Exit status: 3 where nothing is known, and with --diff where the owners of a crate were known \
      and are not any more.
      """)

  @Argument(help: "Locked crates; all without one.") var crate: [String] = []

  @Flag(help: "Ask crates.io first, and record what it says.") var fetch = false
  @Flag(help: "Show what changed since the recorded baseline.") var diff = false
  @Flag(help: "Print JSON.") var json = false

  @Option(help: ArgumentHelp("The project: a folder, or a lockfile.", valueName: "path"))
  var project: String?

  @OptionGroup(title: "Build: look only at packages that it compiles") var build: BuildOptions
  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let found = try await InspectedProject(
      host: host, path: project, build: build, policy: policy
    ).locked()
    let publishers = try LockedPublishers(
      host: host, locked: found.locked, root: found.root, policy: found.policy.vetting)
    let now = try policy.now(in: host)
    var crates = publishers.crates()
    let named = try publishers.named(crate, among: crates)
    if fetch {
      try await publishers.fetch(
        crate.isEmpty ? PublisherFetch.needed(crates, now: now) : named.sorted(),
        isOffline: policy.isOffline(in: host), now: now)
      crates = publishers.crates()
    }
    let shown = crates.filter { named.contains($0.name) }
    if diff { return try difference(publishers, crates, shown, in: host) }
    return try show(crates, shown, now: now, in: host)
  }

  private func show(
    _ crates: [LockedCratePublishing], _ shown: [LockedCratePublishing], now: Timestamp,
    in host: Host
  ) throws -> ExitStatus {
    let report = PublisherReport(crate.isEmpty ? crates : shown)
    let (width, style) = (host.terminal.columns, display.style(in: host))
    if json {
      try host.say(PublisherJSON().text(report, crates: shown))
    } else if crate.isEmpty {
      try host.say(
        PublisherRenderer(
          report, now: now, width: width, isVerbose: display.verbose, style: style
        ).text())
    } else {
      let texts = shown.map {
        CratePublishingRenderer($0, now: now, width: width, style: style).text()
      }
      try host.say(texts.joined(separator: "\n"))
    }
    if !fetch, !json { remarkLack(PublisherFetch.needed(shown, now: now).count, in: host) }
    return report.knowsNothing ? .undetermined : .clean
  }

  private func remarkLack(_ count: Int, in host: Host) {
    guard count > 0 else { return }
    let seconds = count * PublisherFetch.requestsPerCrate
    let time = seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min"
    host.remark(
      "hint: `--fetch` asks crates.io about \(Wording.counted(count, "crate")) without a fresh "
        + "record, which takes about \(time)")
  }

  private func difference(
    _ publishers: LockedPublishers, _ crates: [LockedCratePublishing],
    _ shown: [LockedCratePublishing], in host: Host
  ) throws -> ExitStatus {
    guard let baseline = try publishers.baseline() else {
      throw CommandFailure.undetermined(
        "there is no `\(PublisherBaseline.fileName)` to compare with",
        hint: "`cargo moat publishers accept` records who can publish now")
    }
    let changes = PublisherChanges(
      from: baseline, to: PublisherBaseline(shown, accepted: baseline.accepted),
      locked: Set(crates.map(\.name)), asked: Set(shown.map(\.name)))
    if json {
      try host.say(
        PublisherJSON().text(
          PublisherReport(shown), crates: shown, changes: (changes, baseline.accepted)))
    } else {
      try host.say(
        PublisherChangesRenderer(
          changes, accepted: baseline.accepted, width: host.terminal.columns,
          style: display.style(in: host)
        ).text())
      let unknown = shown.filter { $0.publishing.value?.owners == nil }.count
      if unknown > 0 {
        host.remark("the owners of \(Wording.counted(unknown, "crate")) are not recorded")
      }
    }
    if changes.addsSomebody { return .findings }
    let isKnown = changes.notCompared.isEmpty && !PublisherReport(shown).knowsNothing
    return isKnown ? .clean : .undetermined
  }
}

struct PublishersAcceptCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Record in moat-publishers.toml who can publish what is locked.",
    discussion: """
      The file stands beside the lockfile and belongs into the repository. From then on \
      `cargo moat publishers --diff` and the rule `publisher-changed` report only who came after. \
      Entries of crates that are no longer locked are dropped. Look first: `cargo moat publishers`.
      """)

  @Argument(help: "Locked crates; all without one.") var crate: [String] = []

  @Option(help: ArgumentHelp("The project: a folder, or a lockfile.", valueName: "path"))
  var project: String?

  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions

  func run(in host: Host) async throws -> ExitStatus {
    // The whole lockfile: what one build does not need, another may.
    let locked = try await LockedProject(host: host).locked(at: project)
    let lockfile = PathText.absolute(
      locked.lockfile.source.path, in: host.environment.currentDirectory)
    let publishers = try LockedPublishers(
      host: host, locked: locked, root: PathText.parent(lockfile) ?? "/",
      policy: try policy.policy(from: project ?? ".", in: host).vetting)
    let crates = publishers.crates()
    let named = try publishers.named(crate, among: crates)
    let now = try policy.now(in: host)
    let fresh = PublisherBaseline(crates.filter { named.contains($0.name) }, accepted: now)
    guard !fresh.crates.isEmpty else {
      throw CommandFailure.undetermined(
        "nobody is known who publishes what is locked",
        hint: "`cargo moat publishers --fetch` asks crates.io")
    }
    let old = try publishers.baseline() ?? PublisherBaseline(accepted: now, crates: [:])
    let baseline = old.accepting(
      fresh, only: crate.isEmpty ? nil : named, locked: Set(crates.map(\.name)))
    // By the text, which has no names: a new one is no change.
    let undated = PublisherBaseline(accepted: old.accepted, crates: baseline.crates)
    guard undated.text != old.text else {
      host.remark("`\(PublisherBaseline.fileName)` has them already")
      return .clean
    }
    try publishers.write(baseline)
    host.remark(
      "wrote \(PublisherBaseline.fileName): \(Wording.counted(baseline.crates.count, "crate"))")
    let unknown = named.count - fresh.crates.count
    if unknown > 0 {
      host.remark(
        "nothing is recorded of \(Wording.counted(unknown, "crate")), which are not in it")
    }
    return .clean
  }
}
