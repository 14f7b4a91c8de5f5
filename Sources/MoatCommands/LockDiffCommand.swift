internal import ArgumentParser
import MoatAdvisories
import MoatCargo
import MoatHost
import MoatLockfile
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatRendering

struct LockDiffCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what a lockfile change really does.",
    discussion: """
      Compares two lockfiles: packages added, removed, upgraded and downgraded, sources that changed, \
      checksums that changed for the same version, dependencies gained and lost, who pulls in what \
      is new and the advisories that hit it.

      OLD and NEW are files or git revisions; without them the commit that is checked out is \
      compared with the working tree. Exit status 1 if a checksum changed for the same version.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case human, json, markdown
  }

  @Argument(help: "A lockfile or a git revision; HEAD by default.") var old: String?
  @Argument(help: "A lockfile or a git revision; the working tree by default.") var new: String?

  @Option(
    help: ArgumentHelp(
      "Which lockfile to take from revisions and the working tree.", valueName: "path"))
  var lockfile = "Cargo.lock"

  @Option(help: "human, json or markdown (fit for a pull request comment).")
  var format = Format.human

  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let loader = LockfileLoader(host: host, lockfile: lockfile)
    let before = try await loader.lockfile(named: old ?? "HEAD")
    let after =
      if let new { try await loader.lockfile(named: new) } else { try loader.workingTree() }
    guard let after else {
      throw CommandFailure.undetermined(
        "`\(new ?? "")` has no `\(lockfile)`", hint: "name another with `--lockfile`")
    }
    if before == nil { host.remark("note: `\(old ?? "HEAD")` has no `\(lockfile)`") }
    let diff = LockDiff(from: before, to: after)
    let renderer = LockDiffRenderer(diff, advisories: try await advisories(on: diff, in: host))
    switch format {
    case .human: try host.say(renderer.human(display.style(in: host)))
    case .json: try host.say(renderer.json() + "\n")
    case .markdown: try host.say(renderer.markdown())
    }
    return diff.hasTampering ? .findings : .clean
  }

  /// What the database says of everything that is new or another version.
  private func advisories(
    on diff: LockDiff, in host: Host
  ) async throws -> LockDiffRenderer.Advisories {
    let settings = try policy.policy(from: ".", in: host)
    switch await AdvisorySource(host: host).database(settings.database.value) {
    case .unavailable(let reason): return .unavailable(reason)
    case .known(let database):
      var hits: [PackageIdentity: [String]] = [:]
      for change in diff.changes {
        guard let package = change.after, package.source?.isCratesIO ?? false else { continue }
        do throws(AdvisoryCacheError) {
          let found = try database.advisories(affecting: package.name, package.version)
          hits[package.identity] = found.map { advisory in
            "\(advisory.id): \(advisory.title)\(advisory.isMalicious ? " (malicious)" : "")"
          }
        } catch {
          return .unavailable("the advisory database cannot be read: \(error)")
        }
      }
      return .known(hits)
    }
  }
}

/// Takes lockfiles from files and from git.
struct LockfileLoader {
  let host: Host
  let lockfile: String

  /// The lockfile a name means: a file where one is there, else a git revision.
  ///
  /// - Returns: nil for a revision without the lockfile.
  func lockfile(named name: String) async throws -> Lockfile? {
    let path = PathText.absolute(name, in: host.environment.currentDirectory)
    let isFile: Bool
    do throws(FileFailure) {
      isFile = try host.files.kind(of: path, followingLinks: true) == .regular
    } catch {
      throw CommandFailure.usage("`\(name)` cannot be read: \(error.message)", hint: nil)
    }
    return isFile ? try read(path, shown: name) : try await inRevision(name)
  }

  func workingTree() throws -> Lockfile {
    let path = PathText.absolute(lockfile, in: host.environment.currentDirectory)
    return try read(path, shown: lockfile)
  }

  private func inRevision(_ revision: String) async throws -> Lockfile? {
    let current = host.environment.currentDirectory
    let path: String
    let bytes: [UInt8]
    do throws(GitFailure) {
      let top = try await host.git.topLevel(of: current)
      path = PathText.relative(PathText.absolute(lockfile, in: current), to: top)
      bytes = try await host.git.show(
        revision: revision, path: path, in: current, limit: Self.sizeLimit)
    } catch {
      if case .noSuchPath = error { return nil }
      throw CommandFailure.usage(
        "`\(revision)` is neither a file nor a revision: \(error.message)",
        hint: "name a lockfile, or a commit, branch or tag of this repository")
    }
    return try parse(SourceText(path: "\(revision):\(path)", bytes: bytes))
  }

  /// As `cargo moat check` reads them.
  private static let sizeLimit = 64 << 20

  func read(_ path: String, shown: String) throws -> Lockfile {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try host.files.read(path, limit: Self.sizeLimit)
    } catch {
      throw CommandFailure.usage("`\(shown)` cannot be read: \(error.message)", hint: nil)
    }
    return try parse(SourceText(path: shown, bytes: bytes))
  }

  private func parse(_ text: SourceText) throws -> Lockfile {
    do throws(DocumentError) {
      return try Lockfile(parsing: text)
    } catch {
      let position = LineIndex(text.bytes).position(at: error.span.lower)
      throw CommandFailure.undetermined(
        "\(text.path):\(position.line):\(position.column): \(error.message)",
        hint: "the lockfile is refused as cargo would refuse it; restore it from version control")
    }
  }
}
