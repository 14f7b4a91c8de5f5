internal import ArgumentParser
import MoatHost
import MoatModel
import MoatPipeline
import MoatRendering
import MoatStore
import MoatWorkflows

struct PinsCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "pins",
    abstract: "List every action, image and tool that workflows name, pinned or not.",
    discussion: """
      What `uses:`, `container`, `services`, `cargo install`, rustup and install actions name, with the \
      version beside a hash and where each is used. From clones (--clones) and recorded pins it also \
      tells whether a version is the right one, how old a commit is, which release is the newest, and \
      what an update to it would change. Tools are those of Dockerfiles, Makefiles, justfiles and \
      scripts, too.

      --record writes what the clones show to a record, `moat-pins.toml` at the top of the repository \
      or --pins; --fetch asks GitHub (or the server that GITHUB_SERVER_URL names) for branches and \
      tags first, with git, and records that. `cargo \
      moat workflows` and `cargo moat check` read the record without a network.

      Exit status: 0 listed, 2 usage, 3 something could not be read or asked.

      Examples:
        cargo moat pins --unpinned
        cargo moat pins --fetch
        cargo moat pins --clones ~/mirrors --outdated
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case human, json
  }

  @Argument(help: ArgumentHelp("Projects, folders or files.", valueName: "path"))
  var paths: [String] = []

  @Flag(help: "Only what is not pinned.") var unpinned = false

  @Flag(help: "Only what has a newer release, as far as is known.") var outdated = false

  @Flag(help: "Record what is known of the repositories that are used.") var record = false

  @Flag(help: "Ask GitHub for branches and tags, and record them.") var fetch = false

  @Option(help: "The form of the list: human or json.") var format = Format.human

  @OptionGroup(title: "Pins") var pins: PinOptions
  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func validate() throws {
    if unpinned, outdated { throw ValidationError("--unpinned and --outdated exclude each other") }
  }

  func run(in host: Host) async throws -> ExitStatus {
    let server = fetch ? try pins.server(policy, in: host) : nil
    let settings = try policy.policy(forFirstOf: paths, in: host)
    let now = try policy.now(in: host)
    let request = PinsRequest(
      paths: paths, policy: settings,
      pins: try pins.evidence(in: host, writesRecord: record || fetch), now: now, server: server)
    let outcome: PinsOutcome
    do throws(CheckFailure) {
      outcome = try await PinsPipeline(host: host).run(request)
    } catch {
      throw CommandFailure(error)
    }
    let renderer = PinRenderer(
      outcome.inventory, sources: outcome.sources, now: now,
      choice: unpinned ? .unpinned : outdated ? .outdated : .all)
    if format == .json {
      try host.say(renderer.json())
    } else if outcome.fileCount > 0 {
      try host.say(renderer.human(display.human(in: host)))
    }
    for file in outcome.unread {
      host.remark("warning: `\(TerminalText.neutralised(file.path))` was not read: \(file.reason)")
    }
    host.remark(outcome.failures)
    if record || outcome.fetchedCount > 0 {
      let sources = PinSources(host: host, policy: settings, request: pins.request)
      try write(outcome, sources, on: now.day, in: host)
    }
    if outcome.fileCount == 0 {
      host.remarkNoWorkflow()
      return .undetermined
    }
    return outcome.unread.isEmpty && outcome.failures.isEmpty ? .clean : .undetermined
  }

  private func write(
    _ outcome: PinsOutcome, _ sources: PinSources, on today: Day, in host: Host
  ) throws {
    let path = sources.recordPath(at: outcome.top)
    let display = DisplayPath(currentDirectory: host.environment.currentDirectory)
    let old: PinRecord?
    switch sources.record(at: outcome.top) {
    case .known(let record): old = record
    case .unavailable(let why):
      // A record that was named and is not there yet is to be made.
      if (try? host.files.kind(of: path)) != nil {
        throw CommandFailure.usage(
          "the record cannot be read: \(why)", hint: "mend it or delete it first")
      }
      old = nil
    }
    guard !outcome.known.isEmpty else {
      host.remark("nothing is known that could be recorded")
      return
    }
    let record = PinRecord.recording(
      outcome.known, in: outcome.inventory, over: old, on: today)
    do {
      try AtomicFile.write(Array(record.text.utf8), to: path, using: host.store)
    } catch {
      throw CommandFailure.usage(
        "`\(display(path))` cannot be written: \(error.message)", hint: nil)
    }
    host.remark(
      "recorded \(Wording.counted(outcome.known.count, "repository", plural: "repositories")) in \(display(path))"
    )
  }
}
