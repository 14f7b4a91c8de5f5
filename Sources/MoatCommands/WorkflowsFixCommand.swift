internal import ArgumentParser
import MoatHost
import MoatModel
import MoatPipeline
import MoatRendering
import MoatStore
import MoatWorkflows

struct WorkflowsFixCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "fix",
    abstract: "Repair what the rules find in workflows, actions and Dependabot's configuration.",
    discussion: """
      Adds and narrows `permissions`, keeps credentials off the disk, pins actions to commits and \
      writes their versions beside them, completes Dependabot's configuration, and adds `--locked`, \
      in scripts too. Every comment, quote, indentation and line ending stays, and a second run \
      changes nothing.

      A fix is safe if, as far as the repository tells, the same code runs afterwards with less \
      power; others are listed, and made with --unsafe. What cannot be known is left, with the reason.

      Commits come from evidence only: recorded pins (`cargo moat pins --record`), clones, or, with \
      --fetch, the tags that GitHub (or the server that GITHUB_SERVER_URL names) has today.

      The diff goes to stdout, what was done and what was not to stderr. A file that could not be \
      read whole is skipped.

      Exit status: 0 done, 1 with --check if anything would change, 2 usage or configuration, \
      3 undetermined (a file was skipped, or GitHub did not answer).
      """)

  @Argument(help: ArgumentHelp("Projects, folders or files.", valueName: "path"))
  var paths: [String] = []

  @Flag(help: "Also make fixes that may change what a run does, or need something set up first.")
  var unsafe = false

  @Flag(help: "Write nothing: show what would change, and end with 1 if anything would.")
  var check = false

  @Flag(help: "Ask GitHub, with git, which commits the tags of actions stand for.")
  var fetch = false

  @OptionGroup var options: WorkflowOptions

  func run(in host: Host) async throws -> ExitStatus {
    let server = fetch ? try options.pins.server(options.policy, in: host) : nil
    let request = try options.request(for: paths, in: host)
    let result: WorkflowFixPipeline.Result
    do throws(CheckFailure) {
      result = try await WorkflowFixPipeline(host: host).run(
        request, allowsUnsafe: unsafe, server: server)
    } catch {
      throw WorkflowRun.failure(error)
    }
    let renderer = WorkflowFixRenderer(result.files)
    if !check { try write(result.files, in: host) }
    try host.say(renderer.diffs)
    for file in result.unread {
      host.remark(
        "skipped: \(TerminalText.neutralised(file.path)): \(TerminalText.neutralised(file.reason))")
    }
    host.remark(result.failures)
    if result.fileCount == 0 {
      host.remarkNoWorkflow()
      return .undetermined
    }
    host.remark(renderer.words(isDry: check))
    let isWhole =
      result.unread.isEmpty && result.failures.isEmpty
      && !result.files.contains { $0.skipped != nil }
    if check, result.files.contains(where: \.isChanged) { return .findings }
    return isWhole ? .clean : .undetermined
  }

  /// Each file is written whole, and only if it is still what was read.
  private func write(_ files: [FixedFile], in host: Host) throws {
    var written: [String] = []
    for file in files where file.isChanged {
      let path = PathText.absolute(file.path, in: host.environment.currentDirectory)
      let shown = TerminalText.neutralised(file.path)
      if let why = Self.obstacle(to: file, at: path, in: host) {
        throw Self.failure(shown, why, written)
      }
      do throws(StoreFailure) {
        try AtomicFile.write(file.new.bytes, to: path, using: host.store)
      } catch {
        throw Self.failure(shown, error.message, written)
      }
      written.append(shown)
    }
  }

  /// Why a file must not be written; nil where it may.
  private static func obstacle(to file: FixedFile, at path: String, in host: Host) -> String? {
    do throws(FileFailure) {
      guard let old = file.old else {
        return try host.files.kind(of: path) == nil ? nil : "it is there by now"
      }
      let now = try host.files.read(path, limit: WorkflowFixPipeline.sizeLimit)
      return now == old.bytes ? nil : "it has changed in the meantime"
    } catch {
      return error.message
    }
  }

  private static func failure(_ path: String, _ why: String, _ written: [String]) -> CommandFailure
  {
    .usage(
      "`\(path)` cannot be written: \(why)",
      hint: written.isEmpty
        ? "nothing was written" : "written before it: \(written.joined(separator: ", "))")
  }
}
