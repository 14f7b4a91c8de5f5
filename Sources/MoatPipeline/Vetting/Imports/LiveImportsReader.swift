package import MoatHost
package import MoatModel
import MoatRegistry
import MoatReleases
package import MoatVetting

/// Gathers all that a check or an update wants to know from elsewhere: the lists of every import, who
/// published the versions that wildcard audits and trusted publishers are about, and which versions
/// the registry has of packages that are audited as if they came from there.
package struct LiveImportsReader: Sendable {
  private let host: Host
  private let imports: ImportReader
  private let isOffline: Bool

  /// - Parameter isOffline: whether the network stays closed; then records and files are read.
  package init(host: Host, imports: ImportReader, isOffline: Bool) {
    self.host = host
    self.imports = imports
    self.isOffline = isOffline
  }

  /// What was gathered, and what was not.
  package struct Outcome: Sendable {
    package var live: LiveImports
    /// The lists by the name of the import, for what changed in them.
    package var lists: [String: [ImportedList]]
    /// Imports that were not read, and why, sorted by name.
    package var unread: [(name: String, failure: ImportReadFailure)]
    /// Imports that stay as they are in the store: not read, and not here as they were accepted.
    package var stored: Set<String> = []
    /// Crates of which nothing new is known, and why, in the order in which they were asked about.
    package var unknown: [(crate: String, why: String)]

    /// The imports that were read and are not what was accepted before, sorted.
    package var unaccepted: [String] {
      lists.filter { _, lists in lists.contains { !$0.isAccepted } }.keys.sorted()
    }

    /// The imports that were accepted once, and are something else now, sorted.
    package var changed: [String] {
      lists.filter { _, lists in lists.contains { $0.pin != nil && !$0.isAccepted } }.keys.sorted()
    }
  }

  /// - Parameters:
  ///   - graph: all that is locked.
  ///   - names: the imports to read; nil for all. The others count as they were accepted, where a copy
  ///     of that is on this machine, as do those that cannot be read.
  ///   - needsAll: whether an import that is not read makes all the rest useless: then nothing else
  ///     is asked.
  ///   - now: the moment that is recorded for what crates.io says.
  package func read(
    _ store: VetStore, graph: VetGraph, only names: Set<String>? = nil, needsAll: Bool = true,
    now: Timestamp
  ) async throws(CancellationError) -> Outcome {
    var outcome = Outcome(live: LiveImports(), lists: [:], unread: [], unknown: [])
    let declared = store.configuration.imports
    for (name, result) in try await imports.fetch(
      declared.filter { names?.contains($0.key) ?? true }
    ).sorted(by: { $0.key < $1.key }) {
      switch result {
      case .success(let lists):
        outcome.lists[name] = lists
        outcome.live.audits[name] = lists.flatMap(\.files)
      case .failure(let failure): outcome.unread.append((name, failure))
      }
    }
    guard outcome.unread.isEmpty || !needsAll else { return outcome }
    for (name, declaration) in declared where outcome.live.audits[name] == nil {
      do throws(ImportReadFailure) {
        outcome.live.audits[name] = try imports.accepted(name, declaration).flatMap(\.files)
      } catch {
        outcome.stored.insert(name)
      }
    }
    let crates = outcome.live.cratesWithReleases(store: store, graph: graph)
    await releases(of: crates, graph, store.imports, now: now, &outcome)
    for crate in LiveImports.cratesWithVersions(graph: graph) {
      await versions(of: crate, &outcome)
    }
    return outcome
  }

  /// A record that has the locked versions is as good as an answer: who published a version does not
  /// change.
  private func releases(
    of crates: [String], _ graph: VetGraph, _ lock: ImportsLock, now: Timestamp,
    _ outcome: inout Outcome
  ) async {
    var evidence = PublisherEvidence(host: host, imports: lock)
    let missing = crates.filter { crate in
      guard let known = evidence.publishing(of: crate).value else { return true }
      return graph.places(named: crate).contains { place in
        known.publication(of: graph.packages[place].version.semver) == nil
      }
    }
    var reasons: [String: String] = [:]
    if !missing.isEmpty, !isOffline {
      let fetched = await PublisherFetch(host: host).run(missing, now: now)
      for (name, why) in fetched.failed { reasons[name] = why }
      if let stopped = fetched.stopped {
        for name in missing.suffix(fetched.left) { reasons[name] = stopped }
      }
      evidence = PublisherEvidence(host: host, imports: lock)
    }
    for crate in missing where isOffline || reasons[crate] != nil {
      outcome.unknown.append((crate, reasons[crate] ?? "the network is closed by `--offline`"))
    }
    for crate in crates {
      switch evidence.publishing(of: crate) {
      case .known(let publishing): outcome.live.releases[crate] = publishing.releases
      // Rows of the store stand for what is not known: nothing that is relied on goes.
      case .unavailable: outcome.live.releases[crate] = []
      }
    }
  }

  private func versions(of crate: String, _ outcome: inout Outcome) async {
    do throws(CrateLookup.Failure) {
      let found = try await CrateLookup(host: host).find(crate, isOffline: isOffline)
      outcome.live.versions[crate] = found.listing.versions.map(\.release.version)
    } catch {
      outcome.unknown.append((crate, error.message))
    }
  }
}

extension CratePublishing {
  /// The versions in the form in which a store is brought up to date.
  package var releases: [CrateRelease] {
    publications.map { publication in
      let publisher: ReleasePublisher? =
        switch publication.means {
        case .person(let party):
          if case .user(let id) = party.key {
            ReleasePublisher(source: .user(id), login: party.login, name: party.name)
          } else {
            nil
          }
        case .workflow(let run):
          // cargo-vet has a word for GitHub alone, and passes over the others.
          run.provider == "github"
            ? ReleasePublisher(source: .trustedPublisher("github:\(run.repository)")) : nil
        case .otherProvider, .unrecorded: nil
        }
      return CrateRelease(
        version: publication.version, published: publication.published.day, publisher: publisher)
    }
  }
}
