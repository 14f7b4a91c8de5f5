internal import ArgumentParser
import MoatArchive
import MoatHost
import MoatModel
import MoatPipeline
import MoatRegistry
import MoatReleases
import MoatRendering
import MoatStore

struct FetchCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Download a crate to read it.",
    discussion: """
      Takes the archive from Cargo's cache or downloads it, verifies it against the checksum in the \
      index, and unpacks it into DEST, NAME-VERSION in the current folder by default. Nothing is \
      built, no project is touched, and nothing that is there already is overwritten.

      Without a version it is the newest that is neither yanked nor a pre-release and is older than \
      the cooldown (`releases.cooldown` in moat.toml); what was passed over is said, and why.

      No file is executable, and names that editors, shells and coding agents act upon by themselves \
      (Cargo.toml, .vscode, .envrc, AGENTS.md …) end in `.inert`, so that opening the folder runs \
      nothing. --exact leaves names and permissions as they are in the archive.

      Examples:
        cargo moat fetch itoa
        cargo moat fetch itoa@1.0.15 /tmp/itoa --read-only
      """)

  @Argument(help: ArgumentHelp("A crate, perhaps with a version.", valueName: "crate[@version]"))
  var crate: String

  @Argument(help: ArgumentHelp("The folder to make.", valueName: "dest"))
  var destination: String?

  @Flag(help: "Leave names and permissions as they are in the archive.")
  var exact = false

  @Flag(help: "Let nobody write the files and folders (0444 and 0555).")
  var readOnly = false

  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let asked = try CrateArgument(crate)
    let current = host.environment.currentDirectory
    let request = FetchRequest(
      crate: asked.name, version: asked.version,
      destination: destination.map { PathText.absolute($0, in: current) }, isExact: exact,
      isReadOnly: readOnly, cooldown: try ReleaseFacts.Cooldown(policy, in: host),
      now: try policy.now(in: host), isOffline: policy.isOffline(in: host))
    let outcome: FetchOutcome
    do throws(FetchFailure) {
      outcome = try await CrateFetch(host: host).run(request)
    } catch {
      throw FetchMessages(request, in: host).failure(error)
    }
    if !display.quiet { FetchMessages(request, in: host).tell(outcome) }
    try host.say(
      TerminalText.neutralised(DisplayPath(currentDirectory: current)(outcome.destination)) + "\n")
    return .clean
  }
}

/// What `cargo moat fetch` says.
private struct FetchMessages {
  private let request: FetchRequest
  private let host: Host

  init(_ request: FetchRequest, in host: Host) {
    self.request = request
    self.host = host
  }

  /// As many names as are given before "and n more".
  private static let nameLimit = 6

  private func remark(_ text: String) {
    host.remark(TerminalText.neutralised(RedactedURL.redacting(text)))
  }

  func tell(_ outcome: FetchOutcome) {
    let origin = outcome.listing.origin
    if !origin.isFresh {
      let age = origin.moment.map { ", \($0.age(at: request.now))" } ?? ""
      let why = origin.staleBecause.map { ": \($0)" } ?? ""
      remark("note: the versions are from \(origin.place)\(age)\(why)")
    }
    for passed in outcome.passedOver { remark("passed over \(Self.words(passed, request.now))") }
    for other in outcome.others { remark("note: passed over `\(other.path)`: \(other.reason)") }
    if outcome.release.isYanked { remark("warning: \(outcome.identity) was yanked") }
    if let published = outcome.release.published,
      request.cooldown.holdsBack(published, at: request.now)
    {
      remark("warning: \(outcome.identity) is only \(published.age(at: request.now))")
    }
    remark(
      "\(outcome.identity): \(Wording.counted(outcome.fileCount, "file")) from \(outcome.place), "
        + "verified against the index")
    if !outcome.renamed.isEmpty { remark(Self.renamed(outcome)) }
    if let leftover = outcome.leftover {
      remark("note: what is left of staging could not be removed: `\(leftover)`")
    }
  }

  private static func renamed(_ outcome: FetchOutcome) -> String {
    // A folder once, however many files it has.
    var names: [String] = []
    for path in outcome.renamed {
      var name = ""
      for part in path.split(separator: "/") {
        name += name.isEmpty ? part : "/\(part)"
        if InertNames.isActive(part) { break }
      }
      if !names.contains(name) { names.append(name) }
    }
    let shown = Wording.listed(names.map { "`\($0)`" }, limit: nameLimit)
    return
      "\(shown) \(names.count == 1 ? "ends" : "end") in `\(outcome.ending)`, so that no tool "
      + "acts on \(names.count == 1 ? "it" : "them"); `--exact` leaves names as they are"
  }

  private static func words(_ passed: ReleaseChoice.PassedOver, _ now: Timestamp) -> String {
    let version = passed.release.version
    return switch passed.reason {
    case .yanked: "\(version): yanked"
    case .prerelease: "\(version): a pre-release"
    case .tooNew(let published): "\(version): only \(published.age(at: now))"
    case .unknownAge: "\(version): the index does not say when it was published"
    }
  }

  func failure(_ failure: FetchFailure) -> CommandFailure {
    switch failure {
    case .lookup(let failure): return CrateLookup.failure(failure, isOffline: request.isOffline)
    case .noSuchVersion(let version, let newest):
      return .usage(
        "the index has no version \(version) of `\(request.crate)`",
        hint: newest.map { "the newest is \($0)" })
    case .noneWillDo(let passed):
      for passed in passed { remark("passed over \(Self.words(passed, request.now))") }
      return .usage(
        "no version of `\(request.crate)` is neither yanked nor a pre-release and old enough",
        hint: "name the version you want: `\(request.crate)@VERSION`")
    case .noChecksum(let identity):
      return .undetermined(
        "the index has no checksum for `\(identity)`: nothing can be verified", hint: nil)
    case .changed(let identity, let change):
      return .refused(
        "the index entry of `\(identity)` is not what it was at \(change.recorded)",
        hint: "`cargo moat explain changed-index-entry` says what that means")
    case .noArchive(let identity, let reason, let others):
      for other in others { remark("note: passed over `\(other.path)`: \(other.reason)") }
      return .undetermined(
        "there is no verified archive of `\(identity)`: \(reason)",
        hint: request.isOffline ? "run it without `--offline`" : nil)
    case .mismatch(let identity, let reason):
      return .refused("the archive of `\(identity)` is refused: \(reason)", hint: nil)
    case .refused(let identity, let failure):
      return .refused("the archive of `\(identity)` is refused: \(failure.message)", hint: nil)
    case .store(let path, let failure):
      let shown = DisplayPath(currentDirectory: host.environment.currentDirectory)(path)
      return .usage(
        "`\(shown)` \(failure.message)",
        hint: failure == .exists ? "name another folder, or remove it" : nil)
    }
  }
}
