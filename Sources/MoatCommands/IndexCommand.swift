internal import ArgumentParser
import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatRegistry
import MoatReleases
import MoatRendering

struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Look at what the index of crates.io says of a crate.",
    subcommands: [IndexShowCommand.self, IndexForgetCommand.self])
}

enum ListingFormat: String, ExpressibleByArgument, CaseIterable {
  case human, json
}

/// `CRATE` or `CRATE@VERSION`, as a user writes it.
struct CrateArgument {
  let name: String
  let version: Version?

  /// - Throws: a usage error for what is not a version.
  init(_ text: String) throws {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    name = parts.first ?? text
    guard parts.count == 2 else {
      version = nil
      return
    }
    do throws(Version.Malformed) {
      version = try Version(parsing: parts[1])
    } catch {
      throw CommandFailure.usage("`\(parts[1])` is not a version", hint: "write it as `1.2.3`")
    }
  }
}

extension CrateLookup {
  /// Looks a crate up, and turns a failure into what the command ends with.
  func found(_ name: String, isOffline: Bool) async throws -> Found {
    do throws(Failure) {
      return try await find(name, isOffline: isOffline)
    } catch {
      throw Self.failure(error, isOffline: isOffline)
    }
  }

  static func failure(_ failure: Failure, isOffline: Bool) -> CommandFailure {
    switch failure {
    case .malformedName, .absent: .usage(failure.message, hint: nil)
    case .unknown:
      .undetermined(
        failure.message,
        hint: isOffline ? "run it without `--offline`" : "`cargo fetch` fills Cargo's index cache")
    }
  }
}

extension CrateLookup.Found {
  /// - Throws: a usage error where the index has no such version.
  func version(_ version: Version) throws -> CrateListing.Listed {
    if let listed = listing.version(version) { return listed }
    let newest = listing.versions.first?.release.version
    throw CommandFailure.usage(
      "the index has no version \(version) of `\(listing.name)`",
      hint: newest.map { "the newest is \($0)" })
  }
}

extension ReleaseFacts.Cooldown {
  /// What the policy says.
  init(_ options: PolicyOptions, in host: Host) throws {
    let setting = try options.policy(from: ".", in: host).cooldown
    self.init(days: setting.value, isConfigured: setting.origin != .standard)
  }
}

struct IndexShowCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "List the versions of a crate, or show one.",
    discussion: """
      The versions as the registry lists them, the newest first: when each was published, whether it \
      was yanked, the checksum, and the Rust version it needs. The registry is asked; with --offline, \
      or where it does not answer, Cargo's index cache on this machine is read instead, and the \
      output says how old that is.

      Examples:
        cargo moat index show serde
        cargo moat index show serde@1.0.219 --format json
      """)

  @Argument(help: ArgumentHelp("A crate, perhaps with a version.", valueName: "crate[@version]"))
  var crate: String

  @Option(help: "The form of the listing: human or json.")
  var format = ListingFormat.human

  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let asked = try CrateArgument(crate)
    let found = try await CrateLookup(host: host)
      .found(asked.name, isOffline: policy.isOffline(in: host))
    let renderer = CrateListingRenderer(
      found.listing, cooldown: try ReleaseFacts.Cooldown(policy, in: host),
      now: try policy.now(in: host))
    let style = display.style(in: host)
    if let version = asked.version {
      let listed = try found.version(version)
      let detail = found.detail(of: listed)
      try host.say(
        format == .json
          ? renderer.json(listed, detail) + "\n" : renderer.human(listed, detail, style))
    } else {
      try host.say(format == .json ? renderer.json() + "\n" : renderer.human(style))
    }
    return .clean
  }
}

struct IndexForgetCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "forget", abstract: "Drop what Moat remembers of a crate's index entries.",
    discussion: """
      For when `changed-index-entry` is explained: a crate was deleted, and its name was published \
      again. The next `check` records the entries anew.
      """)

  @Argument(help: "A crate.") var crate: String

  func run(in host: Host) async throws -> ExitStatus {
    guard let folder = host.environment.cacheDirectory else {
      throw CommandFailure.usage(
        "there is no cache folder: neither `HOME` nor `XDG_CACHE_HOME` is set", hint: nil)
    }
    let memory = IndexMemory(in: folder, files: host.files)
    guard memory.crate(crate) != nil else {
      host.remark(
        memory.problem.map { "\(memory.path): \($0)" } ?? "nothing is remembered of `\(crate)`")
      return .clean
    }
    do throws(IndexMemory.Failure) {
      try await memory.forget(crate, using: host.store)
    } catch {
      throw CommandFailure.usage("\(memory.path): \(error.message)", hint: nil)
    }
    host.remark("forgot the index entries of `\(crate)`")
    return .clean
  }
}
