internal import ArgumentParser
import MoatCargo
import MoatHost
import MoatInspection
import MoatLockfile
import MoatModel
import MoatPipeline
import MoatRendering
import MoatStore

struct DiffCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what an update of a crate changes.",
    discussion: """
      Compares two versions of a crate as they were published: from archives that match the checksum \
      in the lockfile or the index, never from a repository. First what matters (dependencies, build \
      script, capabilities, binaries, who published), then the files, what runs while building first, \
      then their texts. Nothing is unpacked to disk or run.

      Archives are taken from Cargo's cache, else downloaded; with --offline only from the cache. \
      Generated files, lockfiles and other people's source are listed without their text; -v shows all.

      Examples:
        cargo moat diff serde 1.0.196 1.0.197
        cargo moat diff rand@0.8.5 rand@0.9.2 --only src
        cargo moat diff vendor/serde ../serde
        cargo moat diff old.crate new-1.0.0.crate --format html --output diff.html
        cargo moat diff --lockfile HEAD~1..HEAD --stat
        cargo moat diff serde 1.0.196 1.0.197 --tool meld
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case human, json, patch, html
  }

  /// Which files are shown.
  enum Part: String, ExpressibleByArgument, CaseIterable {
    case src, build, manifest, tests, docs, other

    var roles: Set<VendorFileRole> {
      switch self {
      case .src: [.source, .procMacro]
      case .build: [.buildScript]
      case .manifest: [.manifest]
      case .tests: [.test]
      case .docs: [.documentation]
      case .other: [.other, .binary, .record]
      }
    }
  }

  @Argument(
    help: ArgumentHelp(
      "CRATE OLD NEW, or two of CRATE@VERSION, folder and .crate file.", valueName: "what"))
  var what: [String] = []

  @Option(
    help: ArgumentHelp(
      "Compare every crate that OLD..NEW changes: git revisions or lockfiles; no NEW is the working tree.",
      valueName: "old..new"))
  var lockfile: String?

  @Flag(help: "Show what matters and the list of files, without their texts.") var stat = false

  @Option(help: "Only these files: src, build, manifest, tests, docs or other; repeatable.")
  var only: [Part] = []

  @Option(
    help: ArgumentHelp("Unchanged lines around changes.", valueName: "lines"))
  var unified = DiffView.defaultContext

  @Option(help: "human, json, patch (for `git apply`) or html (one page without scripts).")
  var format = Format.human

  @Option(help: "How the page shows changes: split or unified.")
  var layout = DiffHTMLRenderer.Layout.split

  @Option(help: ArgumentHelp("Write to a file, whole or not at all.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Run a program of yours with two folders, which are read-only and removed afterwards.",
      valueName: "cmd"))
  var tool: String?

  @Flag(help: "Never open the network.") var offline = false
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func validate() throws {
    if unified < 0 { throw ValidationError("--unified takes a number of lines, 0 or more") }
    if lockfile != nil, !what.isEmpty {
      throw ValidationError("--lockfile compares whole lockfiles, and takes no crate beside it")
    }
    if lockfile != nil, tool != nil {
      throw ValidationError("--tool compares one crate, not a lockfile")
    }
  }

  func run(in host: Host) async throws -> ExitStatus {
    if format == .patch, output == nil, host.terminal.outputIsTerminal {
      throw CommandFailure.usage(
        "a patch has the crate's own bytes, which a terminal would act upon",
        hint: "write it with `--output FILE`, or pipe it")
    }
    let isOffline = host.isOffline(offline)
    let sources = PackageSources(host: host, isOffline: isOffline)
    if let lockfile {
      let diff = try await LockfilePair(lockfile, in: host).diff()
      let updates = try await LockfileUpdates(sources: sources).updates(diff)
      try deliver(updates, isWhole: true, in: host)
      let isKnown = updates.allSatisfy { $0.diff == nil || $0.diff?.value != nil }
      return isKnown ? .clean : .undetermined
    }
    let sides = try DiffSides(what, sources: sources, isOffline: isOffline, in: host)
    let (old, new) = try await sides.contents()
    if let tool { return try await DiffTool(tool, in: host).run(on: old, new) }
    let diff = PackageComparison(sources).diff(from: old, to: new)
    let update = CrateUpdate(
      name: new.identity.name, old: old.identity, new: new.identity, diff: .known(diff))
    try deliver([update], isWhole: false, in: host)
    return .clean
  }

  // MARK: forms

  private var view: DiffView {
    DiffView(
      context: unified, isStat: stat || display.quiet, showsAll: display.verbose,
      parts: only.isEmpty ? nil : Set(only.flatMap(\.roles)))
  }

  private func deliver(_ updates: [CrateUpdate], isWhole: Bool, in host: Host) throws {
    let bytes = try rendered(updates, isWhole: isWhole, in: host)
    guard let output else {
      do { try host.output.write(bytes) } catch { throw BrokenOutput() }
      return
    }
    let path = PathText.absolute(output, in: host.environment.currentDirectory)
    do {
      try AtomicFile.write(bytes, to: path, using: host.store)
    } catch {
      throw CommandFailure.usage("`\(output)` cannot be written: \(error.message)", hint: nil)
    }
  }

  private func rendered(
    _ updates: [CrateUpdate], isWhole: Bool, in host: Host
  ) throws -> [UInt8] {
    switch format {
    case .human:
      let style = Style(
        isColored: output == nil ? display.isColored(in: host) : display.color == .always)
      if isWhole { return Array(UpdateHumanRenderer(view, style).render(updates).utf8) }
      return updates.compactMap(\.diff?.value).flatMap {
        Array(DiffHumanRenderer(view, style).render($0).utf8)
      }
    case .json: return Array((DiffJSONRenderer(view).render(updates) + "\n").utf8)
    case .html:
      return Array(
        DiffHTMLRenderer(view, layout: layout).render(updates, isWhole: isWhole).utf8)
    case .patch: return try patch(updates, isWhole: isWhole)
    }
  }

  private func patch(_ updates: [CrateUpdate], isWhole: Bool) throws -> [UInt8] {
    var patch: [UInt8] = []
    for update in updates {
      guard let diff = update.diff?.value else { continue }
      do throws(DiffPatchRenderer.Failure) {
        patch += try DiffPatchRenderer(view, below: isWhole ? "\(update.name)/" : "").render(diff)
      } catch {
        switch error {
        case .incomplete(let path):
          throw CommandFailure.undetermined(
            "`\(path)` is too large to be in a patch", hint: "`--only` leaves files out")
        case .cannotHash:
          throw CommandFailure.undetermined(
            "libcrypto cannot compute git's names on this machine", hint: nil)
        }
      }
    }
    return patch
  }
}

extension DiffHTMLRenderer.Layout: ExpressibleByArgument {}
