import MoatHost
import MoatModel
import MoatPipeline
import MoatRendering
import MoatVetting

/// Who published the versions of a crate: what is recorded on this machine and in the store, and
/// where the network is open and that is not all, what crates.io says.
struct VetPublishers {
  let session: VetSession

  /// The rows of a crate, by version; those that the store does not have are fresh.
  func rows(of crate: String) async throws -> [PublisherRow] {
    let stored = session.store.imports.publishers[crate] ?? []
    var known = stored
    for row in try await recorded(crate) where !known.contains(where: { $0.version == row.version })
    {
      known.append(row)
    }
    return known.sorted { $0.version < $1.version }
  }

  private func recorded(_ crate: String) async throws -> [PublisherRow] {
    let host = session.host
    var evidence = PublisherEvidence(host: host, imports: session.store.imports)
      .publishing(of: crate)
    if evidence.value?.isComplete != true {
      if session.options.isOffline(in: host) {
        host.remark(
          "note: the network is closed: only publishers that are recorded here are known")
      } else {
        let fetched = await PublisherFetch(host: host)
          .run([crate], now: session.now)
        for (name, why) in fetched.failed {
          host.remark(
            TerminalText.neutralised("note: nothing new is known of `\(name)`: \(why)"))
        }
        if let stopped = fetched.stopped {
          host.remark(TerminalText.neutralised("note: \(stopped)"))
        }
        evidence = PublisherEvidence(host: host, imports: session.store.imports)
          .publishing(of: crate)
      }
    }
    return (evidence.value?.releases ?? []).compactMap { release in
      release.publisher.map { publisher in
        PublisherRow(
          version: VetVersion(release.version), when: release.published, source: publisher.source,
          userLogin: publisher.login, userName: publisher.name, isFresh: true)
      }
    }
  }
}

extension PublisherRow {
  /// What commands call the publisher.
  var identifier: String { source.identifier(login: userLogin) }
}
