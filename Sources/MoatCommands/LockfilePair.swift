import MoatCargo
import MoatHost
import MoatLockfile

/// The two lockfiles of `--lockfile OLD..NEW`.
struct LockfilePair {
  /// A revision or a path; `HEAD` where none was written.
  let old: String
  /// Empty for the working tree.
  let new: String
  private let loader: LockfileLoader

  /// - Throws: a usage error for what is no pair.
  ///
  /// - Parameter lockfile: its path in every revision, and in the working tree.
  init(_ text: String, of lockfile: String = "Cargo.lock", in host: Host) throws {
    // Git writes `...` for something else, and names of files may begin with `..`.
    guard let dots = text.firstRange(of: ".."), !text.contains("...") || text.hasPrefix("../")
    else {
      throw CommandFailure.usage(
        "`\(text)` names no two lockfiles",
        hint: "write two revisions or lockfiles with `..` between them: `HEAD~1..HEAD`, `main..`")
    }
    var place = dots
    // `../old/Cargo.lock..Cargo.lock`: dots before a slash are part of a path.
    while text[place.upperBound...].hasPrefix("/"),
      let next = text[place.upperBound...].firstRange(of: "..")
    {
      place = next
    }
    old = place.lowerBound == text.startIndex ? "HEAD" : String(text[..<place.lowerBound])
    new = String(text[place.upperBound...])
    loader = LockfileLoader(host: host, lockfile: lockfile)
  }

  /// - Returns: nil for a revision without the lockfile.
  func before() async throws -> Lockfile? { try await loader.lockfile(named: old) }

  func after() async throws -> Lockfile {
    let after = new.isEmpty ? try loader.workingTree() : try await loader.lockfile(named: new)
    guard let after else {
      throw CommandFailure.undetermined("`\(new)` has no `\(loader.lockfile)`", hint: nil)
    }
    return after
  }

  func diff() async throws -> LockDiff {
    let before = try await before()
    if before == nil {
      loader.host.remark("note: `\(old)` has no `\(loader.lockfile)`: every crate is new")
    }
    return LockDiff(from: before, to: try await after())
  }
}
