internal import ArgumentParser
import MoatHost
import MoatPipeline
import MoatPolicy
import MoatReview

struct ReviewCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Read crates in the browser, on a page of this machine only.",
    discussion: """
      Serves a page on 127.0.0.1 for reading source: the files of a crate by what can run first, old \
      and new side by side, what each line can do, notes, and a queue of crates to tick off. Without a \
      name the queue is the update of the lockfile against the commit that is checked out, or, where \
      nothing changed, everything that is locked.

      The address has a secret in it: whoever has it can read the page and change your notes. Nothing \
      of a crate is run or interpreted. Ctrl-C ends it.

      Examples:
        cargo moat review
        cargo moat review serde_json tokio
        cargo moat review serde 1.0.200 1.0.210
        cargo moat review left-pad@1.0.0
        cargo moat review --lockfile v1.2.0..main
      """)

  @Argument(
    help: ArgumentHelp(
      "Locked crates, CRATE@VERSION, a folder or a .crate file; or CRATE OLD NEW.",
      valueName: "crate"))
  var crates: [String] = []

  @Option(
    help: ArgumentHelp(
      "Compare the lockfiles of two commits; of OLD.. with the working tree.",
      valueName: "old..new"))
  var lockfile: String?

  @Option(help: ArgumentHelp("The project: a folder, or a lockfile.", valueName: "path"))
  var project: String?

  @Option(help: ArgumentHelp("The port; any that is free by default.", valueName: "port"))
  var port: UInt16 = 0

  @Option(
    help: ArgumentHelp("End when nobody looked for so many minutes.", valueName: "minutes"))
  var idle: Int?

  @Flag(help: "Open the page in the browser.") var open = false

  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions

  func validate() throws {
    if let idle, idle < 1 { throw ValidationError("`--idle` is at least one minute") }
    if lockfile != nil, !crates.isEmpty {
      throw ValidationError("name crates or lockfiles, not both")
    }
  }

  func run(in host: Host) async throws -> ExitStatus {
    let settings = try policy.policy(from: project ?? ".", in: host)
    let subjects = ReviewSubjects(
      host: host, project: project, isOffline: policy.isOffline(in: host),
      crev: await CrevOpinions.judge(settings.crev, on: host))
    let session = try await subjects.session(crates: crates, lockfiles: lockfile)
    let server: ReviewServer
    do throws(ServerFailure) {
      server = try ReviewServer(
        port: port, idle: idle.map { .seconds($0 * 60) }, heedsInterrupts: true)
    } catch {
      throw CommandFailure.usage(error.message, hint: "leave out `--port` to use any")
    }
    try host.say("\(server.address)\n")
    host.remark("Ctrl-C ends the page; notes stay.")
    let opening = open ? await BrowserOpening(server.address, in: host) : nil
    defer { opening?.remove() }
    let desk = ReviewDesk(session, notes: NoteStore(host), clock: host.clock)
    switch await Review.run(desk, on: server) {
    case .interrupted, .stopped: return .clean
    case .idle:
      host.remark("ended: nobody looked for \(idle ?? 0) min")
      return .clean
    case .failed(let failure): throw CommandFailure.undetermined(failure.message, hint: nil)
    }
  }
}
