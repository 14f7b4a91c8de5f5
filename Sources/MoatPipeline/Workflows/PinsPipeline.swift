package import MoatHost
package import MoatModel
package import MoatPolicy
package import MoatWorkflows

/// What `cargo moat pins` was asked to do.
package struct PinsRequest: Sendable {
  package let paths: [String]
  package let policy: Policy
  package let pins: PinRequest
  package let now: Timestamp
  /// The GitHub that is asked for tags; nil asks nobody.
  package let server: GitHubServer?

  package init(
    paths: [String], policy: Policy, pins: PinRequest, now: Timestamp, server: GitHubServer? = nil
  ) {
    self.paths = paths
    self.policy = policy
    self.pins = pins
    self.now = now
    self.server = server
  }
}

/// What workflows name, and what is known of it.
package struct PinsOutcome: Sendable {
  package let inventory: PinInventory
  /// The texts that were read, by display path.
  package let sources: [String: SourceText]
  /// Files that could not be read.
  package let unread: [UnreadFile]
  /// How many workflows, actions, Dependabot files and scripts were read.
  package let fileCount: Int
  /// What is known of the repositories that are used, for a record.
  package let known: [KnownRepository]
  /// Repositories that GitHub did not tell about.
  package let failures: [PinFetchFailure]
  /// How many repositories GitHub told about.
  package let fetchedCount: Int
  /// The top of the first repository, absolute: where its record is.
  package let top: String
}

/// Lists what workflows name.
package struct PinsPipeline: Sendable {
  private let host: Host

  package init(host: Host) { self.host = host }

  package func run(_ request: PinsRequest) async throws(CheckFailure) -> PinsOutcome {
    let collected = try await AutomationCollector(host: host).collect(request.paths)
    let listings = collected.listings.filter { !$0.isEmpty }
    let evidence = WorkflowEvidence(host: host, policy: request.policy, pins: request.pins)
    var found = await evidence.found(in: listings)
    var used: Set<ActionRepository> = []
    for facts in found.facts { used.formUnion(facts.usedRepositories.keys) }
    var failures: [PinFetchFailure] = []
    if let server = request.server {
      failures = await PinFetch(host: host, server: server)
        .update(&found.facts, now: request.now)
    }
    var inventory = PinInventory(found.facts)
    let sources = PinSources(host: host, policy: request.policy, request: request.pins)
    for (index, item) in inventory.items.enumerated() {
      guard let repository = item.repository, let old = item.resolved, let newest = item.newest,
        let change = await sources.change(of: repository, from: old, to: newest.commit)
      else { continue }
      inventory.set(change, ofItemAt: index)
    }
    let first = (listings.first(where: \.hasWorkflows) ?? listings.first).map {
      PathText.join($0.root, $0.repositories.first ?? "")
    }
    return PinsOutcome(
      inventory: inventory, sources: found.sources,
      unread: collected.unread + found.facts.flatMap(\.unread),
      fileCount: found.fileCount + found.scriptCount,
      known: used.sorted().compactMap { name in
        found.facts.lazy.compactMap { $0.pins[name].value }.first
      }, failures: failures,
      fetchedCount: request.server == nil ? 0 : used.count - failures.count,
      top: first ?? host.environment.currentDirectory)
  }
}

extension PinRecord {
  /// What of the known repositories is worth a line in a record: tags that read as versions, and
  /// names that workflows use.
  ///
  /// - Parameter old: what was recorded before; of other repositories it stays.
  package static func recording(
    _ known: [KnownRepository], in inventory: PinInventory, over old: PinRecord?, on today: Day
  ) -> PinRecord {
    var names: [ActionRepository: Set<String>] = [:]
    var commits: [ActionRepository: Set<CommitHash>] = [:]
    for item in inventory.items {
      guard let repository = item.repository else { continue }
      names[repository, default: []].insert(item.written)
      commits[repository, default: []].formUnion([item.commit, item.resolved].compactMap { $0 })
    }
    let fresh = known.map { repository -> KnownRepository in
      let used = names[repository.repository] ?? []
      let tags = repository.tags.filter { VersionTag($0.key) != nil || used.contains($0.key) }
      let kept = Set(tags.values).union(commits[repository.repository] ?? [])
      return KnownRepository(
        repository: repository.repository, tags: tags,
        branches: repository.branches.filter { used.contains($0.key) },
        listsEveryTag: repository.listsEveryTag,
        membership: repository.membership.filter {
          kept.contains($0.key) && $0.value != .absent && !tags.values.contains($0.key)
        },
        committed: repository.committed.filter { kept.contains($0.key) },
        asOf: repository.asOf ?? today, origin: repository.origin)
    }
    let seen = Set(fresh.map(\.repository))
    return PinRecord(fresh + (old?.repositories ?? []).filter { !seen.contains($0.repository) })
  }
}
