internal import ArgumentParser
import MoatFindings
import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy

/// Which files the policy is read from.
struct PolicyFileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Read this `moat.toml` instead of looking for one.", valueName: "file"))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "An organisation's policy, which `moat.toml` may tighten and never loosen.",
      valueName: "file"))
  var policy: String?

  /// - Parameter start: the folder from which `moat.toml` is looked for, upwards to the repository.
  func read(
    from start: String, in host: Host
  ) throws -> (organisation: PolicyFile?, repository: PolicyFile?) {
    try PolicyFiles(host: host).files(named: config, policy, from: start)
  }
}

/// Where the policy and the evidence come from.
struct PolicyOptions: ParsableArguments {
  @OptionGroup var files: PolicyFileOptions

  @Option(
    name: .customLong("advisory-db"),
    help: ArgumentHelp("The advisory database: a folder or a git address.", valueName: "path|url"))
  var advisoryDatabase: String?

  @Flag(help: "Never open the network.")
  var offline = false

  @Option(help: ArgumentHelp("Take this moment for now (RFC 3339).", valueName: "time"))
  var now: String?

  func isOffline(in host: Host) -> Bool { host.isOffline(offline) }

  func now(in host: Host) throws -> Timestamp { try host.moment(now) }

  /// Everything that holds, added up.
  ///
  /// - Parameter start: the folder from which `moat.toml` is looked for, upwards to the repository.
  func policy(
    from start: String, flags: [Policy.FlagLevel] = [], in host: Host
  ) throws -> Policy {
    let files = try files.read(from: start, in: host)
    return Policy(
      organisation: files.organisation, repository: files.repository, flags: flags,
      database: database(in: host))
  }

  /// The same for paths of which the first says where `moat.toml` is looked for; a file's folder
  /// stands for the file, and the current folder for none.
  func policy(
    forFirstOf paths: [String], flags: [Policy.FlagLevel] = [], in host: Host
  ) throws -> Policy {
    try policy(from: Self.start(of: paths, in: host), flags: flags, in: host)
  }

  private static func start(of paths: [String], in host: Host) -> String {
    guard let path = paths.first else { return "." }
    do throws(FileFailure) {
      if try host.files.kind(of: path, followingLinks: true) == .regular {
        return PathText.parent(path) ?? "."
      }
    } catch {
      // Reading it will say what is wrong.
    }
    return path
  }

  private func database(in host: Host) -> Policy.Setting<String?>? {
    if let advisoryDatabase {
      return Policy.Setting(value: advisoryDatabase, origin: .flag("--advisory-db"))
    }
    return host.environment["MOAT_ADVISORY_DB"].map {
      Policy.Setting(value: $0, origin: .environment("MOAT_ADVISORY_DB"))
    }
  }
}

/// Finds and reads `moat.toml` files.
struct PolicyFiles {
  /// Written by people; an organisation's list of allowed crates has some thousand lines.
  private static let sizeLimit = 16 << 20

  let host: Host

  /// The files that hold: those that flags or the environment name, and else the nearest `moat.toml`.
  func files(
    named config: String?, _ policy: String?, from start: String
  ) throws -> (organisation: PolicyFile?, repository: PolicyFile?) {
    let organisation = try (policy ?? host.environment["MOAT_POLICY"]).map(file)
    if let path = config ?? host.environment["MOAT_CONFIG"] {
      return (organisation, try file(at: path))
    }
    guard let path = nearest(to: start) else { return (organisation, nil) }
    try refuseLinkOut(path)
    return (organisation, try file(at: path))
  }

  /// - Throws: a usage error when the file is missing, unreadable or not valid: a policy that was
  ///   asked for and is not there must never read as no policy.
  func file(at path: String) throws -> PolicyFile {
    let absolute = PathText.absolute(path, in: host.environment.currentDirectory)
    let bytes: [UInt8]
    do {
      bytes = try host.files.read(absolute, limit: Self.sizeLimit)
    } catch {
      throw CommandFailure.usage("`\(path)` cannot be read: \(error.message)", hint: nil)
    }
    let display = DisplayPath(currentDirectory: host.environment.currentDirectory)
    do throws(PolicyError) {
      let folder = PathText.parent(absolute) ?? "/"
      return try PolicyFile(
        parsing: SourceText(path: display(absolute), bytes: bytes), rules: RuleCatalog.all,
        resolvingPath: { display(PathText.absolute($0, in: folder)) })
    } catch {
      throw CommandFailure.policy(error)
    }
  }

  /// The nearest `moat.toml` at or above a folder, not above its repository.
  func nearest(to start: String) -> String? {
    var current: String? = PathText.absolute(start, in: host.environment.currentDirectory)
    while let folder = current {
      let path = PathText.join(folder, "moat.toml")
      if exists(path) { return path }
      if exists(PathText.join(folder, ".git")) { return nil }
      current = PathText.parent(folder)
    }
    return nil
  }

  /// A `moat.toml` that was found and is a link out of the project would put another file's words
  /// into an error message.
  func refuseLinkOut(_ path: String) throws {
    let folder = PathText.parent(path) ?? "/"
    var isOutside = true
    do throws(FileFailure) {
      guard try host.files.kind(of: path) == .symlink else { return }
      let top = RepositoryPlace(host, folder: folder).top ?? folder
      isOutside = !PathText.isInside(
        try host.files.resolved(path), try host.files.resolved(top))
    } catch {
      // Where it leads cannot be told.
    }
    if isOutside {
      throw CommandFailure.usage(
        "`\(path)` \(FileFailure.leadsOut.message)", hint: "name it with `--config` if it is meant")
    }
  }

  private func exists(_ path: String) -> Bool {
    do throws(FileFailure) {
      return try host.files.kind(of: path, followingLinks: true) != nil
    } catch {
      // Reading it will say what is wrong.
      return true
    }
  }
}
