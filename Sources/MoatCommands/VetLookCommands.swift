internal import ArgumentParser
import MoatHost
import MoatModel
import MoatRendering
import MoatVetting

struct VetInspectCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Read a version, on a page of this machine.",
    discussion: """
      Shows what it would be certified for, and serves the source as `cargo moat review` does: from an \
      archive with the digest that the lockfile or the index records. Nothing is run and nothing is \
      sent anywhere. `cargo moat vet certify` without arguments then certifies it.
      """)

  @Argument(help: ArgumentHelp("The crate.", valueName: "crate")) var crate: String
  @Argument(help: ArgumentHelp("The version.", valueName: "version")) var version: String
  @Flag(help: "Open the page in the browser.") var open = false

  @OptionGroup(title: "Project and store") var vet: VetOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let version = try VetArguments.version(version)
    let look = VetLastLook(crate: crate, from: nil, to: version)
    let session = try await VetSession.open(vet, in: host)
    try VetLook(look, session, style: display.style(in: host)).announce()
    var arguments = ["\(crate)@\(version.semver)"]
    if open { arguments.append("--open") }
    if vet.isOffline(in: host) { arguments.append("--offline") }
    return try await ReviewCommand.parse(arguments).run(in: host)
  }
}

struct VetDiffCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Read the change from one version to another.",
    discussion: """
      Shows what it would be certified for, and then the change as `cargo moat diff` does: what matters \
      first, then the files, from verified archives. With --review it is shown side by side on a page \
      of this machine. `cargo moat vet certify` without arguments then certifies it.
      """)

  @Argument(help: ArgumentHelp("The crate.", valueName: "crate")) var crate: String
  @Argument(help: ArgumentHelp("The version it starts from.", valueName: "from")) var from: String
  @Argument(help: ArgumentHelp("The version it leads to.", valueName: "to")) var to: String
  @Flag(help: "Show it in the browser.") var review = false

  @OptionGroup(title: "Project and store") var vet: VetOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let (from, to) = (try VetArguments.version(from), try VetArguments.version(to))
    let look = VetLastLook(crate: crate, from: from, to: to)
    let session = try await VetSession.open(vet, in: host)
    try VetLook(look, session, style: display.style(in: host)).announce()
    var arguments = [crate, "\(from.semver)", "\(to.semver)"]
    if vet.isOffline(in: host) { arguments.append("--offline") }
    if review {
      return try await ReviewCommand.parse(arguments + ["--open"]).run(in: host)
    }
    arguments += ["--color", display.color.rawValue]
    if display.verbose { arguments.append("--verbose") }
    return try await DiffCommand.parse(arguments).run(in: host)
  }
}

/// Something that somebody is about to read.
private struct VetLook {
  let look: VetLastLook
  let session: VetSession
  let style: Style

  init(_ look: VetLastLook, _ session: VetSession, style: Style) {
    self.look = look
    self.session = session
    self.style = style
  }

  /// Says on stderr what it would be certified for, and remembers it.
  func announce() throws {
    for version in [look.from, look.to].compactMap({ $0 }) where version.gitRevision != nil {
      throw CommandFailure.usage(
        "`\(version)` is a commit, and only published versions can be shown",
        hint: "look at the commit in your checkout of the repository")
    }
    let subject = VetCertifySubject(look)
    let criteria = subject.likelyCriteria(session)
    if criteria.isEmpty {
      session.host.remark(
        TerminalText.neutralised("note: no verdict of this project waits for \(subject.words)"))
    }
    for name in criteria {
      let criterion = VetCriteriaText.criterion(name, session.store)
      session.host.remark(TerminalText.neutralised("to be read for \(name):"))
      for line in criterion.text.split(separator: "\n") {
        session.host.remark("  " + TerminalText.neutralised(String(line)))
      }
    }
    look.write(on: session.host)
  }
}
