import MoatCargo
import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatRendering
import MoatStore
import MoatVetting

/// One lockfile with what is recorded of its publishers, for the commands about them.
struct LockedPublishers {
  let host: Host
  private let locked: LockedWorkspace
  private let imports: ImportsLock?
  private let file: PublisherBaselineFile

  /// - Parameter root: the absolute folder of the lockfile.
  init(host: Host, locked: LockedWorkspace, root: String, policy: VettingPolicy) throws {
    self.host = host
    self.locked = locked
    file = PublisherBaselineFile(root: root, files: host.files)
    do throws(RecordedImports.Unreadable) {
      let store = try RecordedImports.store(below: root, policy: policy, on: host)
      imports = try RecordedImports.read(inStore: store, on: host)
    } catch {
      throw CommandFailure.usage(error.message, hint: "`cargo moat check` says more")
    }
  }

  /// What is recorded now.
  func crates() -> [LockedCratePublishing] {
    PublisherEvidence(host: host, imports: imports).crates(of: locked)
  }

  /// The names that a user gave, or all.
  func named(_ names: [String], among crates: [LockedCratePublishing]) throws -> Set<String> {
    let all = Set(crates.map(\.name))
    guard !names.isEmpty else { return all }
    for name in names where !all.contains(name) {
      let near = Suggestion.nearest(to: name, among: Array(all))
      throw CommandFailure.usage(
        "no crate `\(name)` of crates.io is locked", hint: near.map { "did you mean `\($0)`?" })
    }
    return Set(names)
  }

  /// Asks crates.io. That it does not answer is said, and what was recorded before stays.
  ///
  /// - Throws: undetermined where nothing at all could be fetched.
  func fetch(_ names: [String], isOffline: Bool, now: Timestamp) async throws {
    guard !isOffline else {
      throw CommandFailure.usage(
        "`--fetch` needs the network, and `--offline` keeps it closed", hint: nil)
    }
    guard !names.isEmpty else {
      host.remark("every record is fresh; name crates to ask about them all the same")
      return
    }
    let outcome = await PublisherFetch(host: host).run(names, now: now)
    var lines = outcome.failed.map { "\($0.name): \($0.why)" }
    if let stopped = outcome.stopped { lines.append(stopped) }
    guard outcome.fetched > 0 else {
      throw CommandFailure.detailed(
        .undetermined(
          "crates.io told nothing of \(Wording.counted(names.count, "crate"))",
          hint: "without `--fetch` what is recorded is shown"), lines)
    }
    host.remark("recorded \(Wording.counted(outcome.fetched, "crate"))")
    for line in lines { host.remark(TerminalText.neutralised("not recorded: \(line)")) }
    if outcome.left > 0 {
      host.remark(
        "\(Wording.counted(outcome.left, "crate")) left; `--fetch` goes on from there")
    }
  }

  // MARK: the baseline

  func baseline() throws -> PublisherBaseline? {
    do throws(PublisherBaselineFile.Unreadable) {
      return try file.read(shown: shown)
    } catch {
      throw CommandFailure.usage(
        "\(shown): \(error.phrase)",
        hint: "mend the file, or remove it and run `cargo moat publishers accept`")
    }
  }

  func write(_ baseline: PublisherBaseline) throws {
    do throws(StoreFailure) {
      try file.write(baseline, using: host.store)
    } catch {
      throw CommandFailure.usage("`\(shown)` cannot be written: \(error.message)", hint: nil)
    }
  }

  private var shown: String {
    DisplayPath(currentDirectory: host.environment.currentDirectory)(file.path)
  }
}
