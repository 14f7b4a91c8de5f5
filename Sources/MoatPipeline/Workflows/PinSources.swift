package import MoatHost
package import MoatModel
package import MoatPolicy
package import MoatWorkflows

/// Where pins are known from, besides what `moat.toml` names.
package struct PinRequest: Sendable {
  /// A record of pins; nil for `moat-pins.toml` at the top of the repository, if there is one.
  package let record: String?
  /// A folder of clones.
  package let clones: String?

  package init(record: String? = nil, clones: String? = nil) {
    self.record = record
    self.clones = clones
  }
}

/// Reads recorded pins and clones of actions' repositories.
package struct PinSources {
  /// Where a record is looked for in a repository.
  package static let standardRecord = "moat-pins.toml"

  private let host: Host
  private let namedRecord: String?
  private let clonePath: String?
  private let display: DisplayPath

  package init(host: Host, policy: Policy, request: PinRequest) {
    self.host = host
    namedRecord = request.record ?? policy.pinRecord.value
    clonePath = request.clones ?? policy.clones.value
    display = DisplayPath(currentDirectory: host.environment.currentDirectory)
  }

  /// What is known of some repositories. A clone says more than a record, and the record is asked
  /// where there is no clone.
  ///
  /// - Parameters:
  ///   - used: with the commits that are asked about.
  ///   - top: the repository whose record counts where none is named, absolute.
  package func evidence(
    for used: [ActionRepository: Set<CommitHash>], at top: String
  ) async -> PinEvidence {
    let record = record(at: top)
    if case .known(nil) = record, clonePath == nil { return .none }
    var known: [ActionRepository: Evidence<KnownRepository>] = [:]
    if case .known(let recorded?) = record {
      for repository in recorded.repositories { known[repository.repository] = .known(repository) }
    }
    for (repository, commits) in used {
      if let clone = await clone(of: repository, commits) {
        // A clone that git cannot read does not hide what is recorded.
        if clone.value != nil || known[repository] == nil { known[repository] = clone }
      } else if known[repository] == nil, case .unavailable(let reason) = record {
        known[repository] = .unavailable(reason)
      }
    }
    return PinEvidence(known)
  }

  // MARK: - Records

  /// Where the record is or would be, absolute.
  package func recordPath(at top: String) -> String {
    if let namedRecord {
      return PathText.absolute(namedRecord, in: host.environment.currentDirectory)
    }
    return PathText.join(top, Self.standardRecord)
  }

  /// The record; nil where none was named and none is there.
  package func record(at top: String) -> Evidence<PinRecord?> {
    let path = recordPath(at: top)
    let reader = DocumentReader(files: host.files, display: display)
    reader.boundary = namedRecord == nil ? top : nil
    do throws(FileFailure) {
      let text = try reader.text(at: path, limit: InputLimit.pins)
      do throws(PinRecordError) {
        return .known(try PinRecord(parsing: text))
      } catch {
        let line = LineIndex(text.bytes).position(at: error.span.lower).line
        return .unavailable("`\(text.path)`, line \(line): \(error.message)")
      }
    } catch {
      if error == .notFound, namedRecord == nil { return .known(nil) }
      return .unavailable("`\(display(path))`: \(error.message)")
    }
  }

  // MARK: - Clones

  /// What a clone of the repository says; nil where there is none.
  private func clone(
    of repository: ActionRepository, _ commits: Set<CommitHash>
  ) async -> Evidence<KnownRepository>? {
    guard let folder = cloneFolder(of: repository) else { return nil }
    do throws(GitFailure) {
      return .known(try await read(repository, in: folder, commits))
    } catch {
      return .unavailable("the clone at `\(display(folder))`: \(error.message)")
    }
  }

  /// The folder of a clone; nil where there is none.
  private func cloneFolder(of repository: ActionRepository) -> String? {
    guard let clonePath else { return nil }
    let base = PathText.absolute(clonePath, in: host.environment.currentDirectory)
    for name in Self.folders(of: repository) {
      let folder = PathText.join(base, name)
      do throws(FileFailure) {
        if try host.files.kind(of: folder, followingLinks: true) == .directory { return folder }
      } catch {
        continue
      }
    }
    return nil
  }

  /// What differs between two commits; nil without a clone that has both.
  package func change(
    of repository: ActionRepository, from old: CommitHash, to new: CommitHash
  ) async -> PinChange? {
    guard let folder = cloneFolder(of: repository) else { return nil }
    do throws(GitFailure) {
      let before = try await host.git.tree(of: old.hex, inClone: folder)
      let after = try await host.git.tree(of: new.hex, inClone: folder)
      return PinChange(from: Self.hashes(before), to: Self.hashes(after))
    } catch {
      return nil
    }
  }

  private static func hashes(_ listing: GitTreeListing) -> [String: String] {
    Dictionary(listing.files.map { ($0.path, $0.hash) }, uniquingKeysWith: { first, _ in first })
  }

  /// When a commit was made. Whoever makes one chooses its date, and a record holds years of four
  /// digits; nil for others.
  private static func day(of committed: Timestamp?) -> Day? {
    guard let day = committed?.day, (0...9999).contains(day.year) else { return nil }
    return day
  }

  /// How people and tools name the folders of clones.
  private static func folders(of repository: ActionRepository) -> [String] {
    let names = [
      "\(repository)", "\(repository).git", "github.com/\(repository)",
      "github.com/\(repository).git", "\(repository.owner)+\(repository.name)",
    ]
    let lowercased = names.map { $0.lowercased() }
    return names + lowercased.filter { !names.contains($0) }
  }

  private func read(
    _ repository: ActionRepository, in folder: String, _ commits: Set<CommitHash>
  ) async throws(GitFailure) -> KnownRepository {
    let found = try await host.git.references(inClone: folder)
    var tags: [String: CommitHash] = [:]
    var branches: [String: CommitHash] = [:]
    var committed: [CommitHash: Day] = [:]
    for reference in found.references {
      guard let commit = CommitHash(reference.commit) else { continue }
      if reference.kind == .tag { tags[reference.name] = commit }
      if reference.kind == .branch { branches[reference.name] = commit }
      if let day = Self.day(of: reference.committed) { committed[commit] = day }
    }
    var membership: [CommitHash: KnownRepository.Membership] = [:]
    for commit in commits.sorted() where !tags.values.contains(commit) {
      switch try await host.git.membership(of: commit.hex, inClone: folder) {
      case .reachable(let moment):
        membership[commit] = .member
        committed[commit] = Self.day(of: moment)
      case .unreachable(let moment):
        // Of a shallow clone the way from a branch to the commit may be missing.
        if !found.isShallow { membership[commit] = .outsider }
        committed[commit] = Self.day(of: moment)
      case .absent:
        if !found.isShallow { membership[commit] = .absent }
      }
    }
    return KnownRepository(
      repository: repository, tags: tags, branches: branches,
      listsEveryTag: !tags.isEmpty && !found.isShallow, membership: membership,
      committed: committed, asOf: nil, origin: "the clone at `\(display(folder))`")
  }
}
