import MoatFindings
import MoatHost
import MoatModel
package import MoatWorkflows

/// Asks GitHub, with git, which branches and tags the repositories of actions have.
struct PinFetch {
  /// As many tags of one repository as are recorded; the largest has some thousand.
  private static let tagLimit = 20_000
  /// Questions at once: each is a process of git that waits for the server.
  private static let width = 8

  private let host: Host
  private let server: GitHubServer

  init(host: Host, server: GitHubServer) {
    self.host = host
    self.server = server
  }

  /// Asks for every repository that is used. What GitHub does not tell stays as it was known.
  ///
  /// - Parameter facts: with what is known before, and then with what is known now.
  /// - Returns: the repositories that GitHub did not tell about.
  func update(_ facts: inout [WorkflowFacts], now: Timestamp) async -> [PinFetchFailure] {
    var used: [ActionRepository: Set<CommitHash>] = [:]
    for fact in facts { used.merge(fact.usedRepositories) { $0.union($1) } }
    let names = used.keys.sorted()
    let replies = await replies(of: names)
    var evidence: [ActionRepository: Evidence<KnownRepository>] = [:]
    var failures: [PinFetchFailure] = []
    for (name, reply) in zip(names, replies) {
      let before = facts.lazy.compactMap { $0.pins[name].value }.first
      let url = server.url(of: name)
      switch reply {
      case .success(let references):
        evidence[name] = .known(
          Self.merged(name, references, used[name] ?? [], before, now: now, url: url))
      case .failure(let failure):
        let reason = "\(url): \(failure.message)"
        failures.append(
          PinFetchFailure(repository: name, reason: reason, isKnown: before != nil))
        evidence[name] = before.map { .known($0) } ?? .unavailable(reason)
      }
    }
    for index in facts.indices { facts[index].pins = PinEvidence(evidence) }
    return failures
  }

  private func replies(
    of names: [ActionRepository]
  ) async -> [Result<[GitReference], GitFailure>] {
    let progress = host.progress("asking GitHub", total: names.count)
    defer { progress.finish() }
    do throws(CancellationError) {
      return try await concurrentMap(names, limit: Self.width) { [git = host.git, server] name in
        defer { progress.advance() }
        do throws(GitFailure) {
          return .success(
            try await git.references(at: server.url(of: name), deadline: LiveGit.listingDeadline))
        } catch {
          return .failure(error)
        }
      }
    } catch {
      return names.map { _ in .failure(.cancelled) }
    }
  }

  /// What GitHub says now; what was known of single commits before stays known.
  private static func merged(
    _ repository: ActionRepository, _ references: [GitReference], _ commits: Set<CommitHash>,
    _ before: KnownRepository?, now: Timestamp, url: String
  ) -> KnownRepository {
    var tags: [String: CommitHash] = [:]
    var branches: [String: CommitHash] = [:]
    for reference in references.prefix(tagLimit) {
      guard let commit = CommitHash(reference.commit) else { continue }
      switch reference.kind {
      case .tag: tags[reference.name] = commit
      case .branch: branches[reference.name] = commit
      }
    }
    var membership = before?.membership ?? [:]
    for commit in commits where tags.values.contains(commit) || branches.values.contains(commit) {
      membership[commit] = .member
    }
    return KnownRepository(
      repository: repository, tags: tags, branches: branches,
      listsEveryTag: references.count <= tagLimit, membership: membership,
      committed: before?.committed ?? [:], asOf: now.day, origin: url)
  }
}

/// A repository that GitHub did not tell about.
package struct PinFetchFailure: Sendable {
  package let repository: ActionRepository
  /// The address and what went wrong.
  package let reason: String
  /// Whether something is known of it all the same: from a record or a clone.
  package let isKnown: Bool
}
