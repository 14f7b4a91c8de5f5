import MoatCargo
import MoatHost
import MoatModel
import MoatPipeline
import MoatRegistry
import MoatRendering
import MoatStore

/// What `cargo moat vendor` says.
enum VendorMessages {
  static func plan(_ lockfile: Lockfile, versionedFolders: Bool) throws -> VendorPlan {
    do throws(VendorPlan.Refusals) {
      return try VendorPlan(lockfile, versionedFolders: versionedFolders)
    } catch {
      let isGit = error.all.allSatisfy { $0.reason == .git }
      let failure = CommandFailure.usage(
        "\(Wording.counted(error.all.count, "package")) cannot be vendored",
        hint: isGit
          ? "use releases from a registry instead, or vendor with cargo and look at "
            + "`cargo moat vendor diff`"
          : "`cargo moat check` says more about the lockfile")
      throw CommandFailure.detailed(failure, error.all.map { "`\($0.identity)` \($0.message)" })
    }
  }

  static func failure(_ failure: VendorFailure, at directory: String) -> CommandFailure {
    switch failure {
    case .missing(let missing):
      let lines = missing.flatMap { crate in
        ["`\(crate.identity)`" + (crate.reason.map { ": \($0)" } ?? "")]
          + crate.others.map { "  `\($0.path)`: \($0.reason)" }
      }
      return .detailed(
        .undetermined(
          "there is no verified archive of \(Wording.counted(missing.count, "locked package"))",
          hint: "`cargo fetch --locked` fills Cargo's cache"), lines)
    case .refused(let identity, let reason):
      return .usage("the archive of `\(identity)` is refused: \(reason)", hint: nil)
    case .selection(let failure): return .usage(failure.message, hint: nil)
    case .destination(let reason): return .usage(reason, hint: nil)
    case .modified(let files):
      return .detailed(
        .usage(
          "`\(directory)` was changed since it was vendored, and is left as it is",
          hint: "look at the changes; `--replace` gives them up"),
        files.map { "`\($0.path)` \($0.reason)" })
    case .store(let failure):
      return .usage("`\(directory)`: \(failure.message)", hint: nil)
    case .cannotHash: return .usage("libcrypto cannot compute SHA-256 on this machine", hint: nil)
    case .cancelled: return .usage("cancelled; `\(directory)` is as it was", hint: nil)
    }
  }

  static func tell(
    _ outcome: VendorOutcome, at directory: String, isQuiet: Bool, in host: Host
  ) throws {
    for other in outcome.others {
      host.remark("note: passed over `\(other.path)`: \(other.reason)")
    }
    if let leftover = outcome.leftover {
      host.remark("note: the old tree could not be removed, what is left of it is `\(leftover)`")
    }
    if isQuiet { return }
    var text = "vendored \(Wording.counted(outcome.crateCount, "crate")) into `\(directory)`"
    text += " (\(Wording.counted(outcome.fileCount, "file")))"
    if outcome.stubCount > 0 {
      text += ", \(Wording.thousands(outcome.stubCount)) of them left out"
    }
    host.remark(text)
  }
}
