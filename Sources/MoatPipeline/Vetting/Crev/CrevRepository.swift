import MoatCrev
import MoatHost
import MoatModel

/// The files of proofs of one place: a folder, such as a checked out proof repository, or a bare git
/// repository (a `.git` folder is one), of which the commit counts that `HEAD` names.
///
/// Of git only objects are read. Links are not followed.
struct CrevRepository {
  let host: Host

  /// As many folders deep and as many files are looked at: a repository has a folder a person, with
  /// `reviews` and `trust` in it, and a file a month.
  private static let depth = 6
  static let fileLimit = 20_000
  /// Of all files of one place, in bytes: all proofs that are public are some ten times smaller.
  private static let sizeLimit = 256 << 20
  private static let suffix = ".proof.crev"

  struct Reading {
    var files: [SourceText] = []
    var problems: [CrevEvidence.Problem] = []
  }

  /// - Parameter path: absolute.
  func read(_ path: String) async -> Reading {
    let shown = display(path)
    do throws(FileFailure) {
      guard try isGitFolder(path) else { return folder(path) }
    } catch {
      return Reading(problems: [CrevEvidence.Problem(path: shown, reason: error.message)])
    }
    do throws(GitFailure) { return try await objects(of: path) } catch {
      return Reading(problems: [CrevEvidence.Problem(path: shown, reason: error.message)])
    }
  }

  private var display: DisplayPath {
    DisplayPath(currentDirectory: host.environment.currentDirectory)
  }

  /// What git takes for a repository: https://git-scm.com/docs/gitrepository-layout
  private func isGitFolder(_ path: String) throws(FileFailure) -> Bool {
    let parts = [("HEAD", FileKind.regular), ("objects", .directory), ("refs", .directory)]
    for (name, kind) in parts {
      guard try host.files.kind(of: PathText.join(path, name), followingLinks: true) == kind else {
        return false
      }
    }
    return true
  }

  // MARK: git

  private func objects(of path: String) async throws(GitFailure) -> Reading {
    var reading = Reading()
    let listing = try await host.git.tree(ofBare: path).files.filter {
      Self.isProofFile($0.path)
    }
    let shown = display(path)
    let small = listing.filter { $0.size <= CrevLimit.file }
    guard small.count <= Self.fileLimit,
      small.reduce(0, { $0 &+ $1.size }) <= Self.sizeLimit
    else {
      return Reading(problems: [CrevEvidence.Problem(path: shown, reason: Self.tooMuch)])
    }
    // What stands around a file in git's answer has under 100 bytes.
    let bytes = try await host.git.contents(
      of: Array(Set(small.map(\.hash))).sorted(), inBare: path,
      limit: Self.sizeLimit + Self.fileLimit * 100)
    for file in listing {
      let name = "\(shown):\(file.path)"
      if let content = bytes[file.hash] {
        reading.files.append(SourceText(path: name, bytes: content))
      } else {
        let failure: FileFailure =
          file.size > CrevLimit.file ? .tooLarge(limit: CrevLimit.file) : .notFound
        reading.problems.append(CrevEvidence.Problem(path: name, reason: failure.message))
      }
    }
    return reading
  }

  /// What starts with a dot is no proof.
  private static func isProofFile(_ path: String) -> Bool {
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    return path.hasSuffix(suffix) && names.count <= depth && !names.contains { $0.hasPrefix(".") }
  }

  // MARK: folders

  private func folder(_ path: String) -> Reading {
    var reading = Reading()
    var size = 0
    collect(path, Self.depth, &reading, &size)
    return reading
  }

  private func collect(_ folder: String, _ depth: Int, _ reading: inout Reading, _ size: inout Int)
  {
    func problem(_ path: String, _ reason: String) {
      reading.problems.append(CrevEvidence.Problem(path: display(path), reason: reason))
    }
    let listing: DirectoryListing
    do throws(FileFailure) { listing = try host.files.entries(of: folder) } catch {
      return problem(folder, error.message)
    }
    for entry in listing.entries where !entry.name.hasPrefix(".") {
      let path = PathText.join(folder, entry.name)
      switch entry.kind {
      case .directory where depth > 1: collect(path, depth - 1, &reading, &size)
      case .regular where entry.name.hasSuffix(Self.suffix):
        guard reading.files.count < Self.fileLimit, size <= Self.sizeLimit else {
          return problem(folder, Self.tooMuch)
        }
        do throws(FileFailure) {
          let bytes = try host.files.read(path, limit: CrevLimit.file)
          size += bytes.count
          reading.files.append(SourceText(path: display(path), bytes: bytes))
        } catch {
          problem(path, error.message)
        }
      default: continue
      }
    }
  }

  private static let tooMuch =
    "it has more than \(fileLimit) files of proofs, or more than \(sizeLimit) bytes of them"
}
