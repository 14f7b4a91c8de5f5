package import MoatHost
package import MoatModel
import MoatRegistry
package import MoatVetting

/// Asks crates.io who published the versions of crates and who owns them, and remembers it.
///
/// Two requests a crate, one a second, as its rules want it (https://crates.io/data-access). Each
/// crate is written as soon as it is known, so that a run that is stopped has lost nothing. After a
/// failure that the next crate would meet as well nothing more is asked.
package struct PublisherFetch: Sendable {
  /// Requests for one crate.
  package static let requestsPerCrate = 2
  /// A record of this age is asked for anew: owners change without notice, and a project of 400
  /// crates takes a quarter of an hour.
  package static let refreshDays = 7

  private let host: Host
  private let client: CratesIOClient
  private let memory: PublisherMemory?

  /// - Parameter pauser: waits between requests.
  package init(host: Host, pauser: any Pauser = LivePauser()) {
    self.host = host
    client = CratesIOClient(
      network: host.network,
      limiter: RateLimiter(interval: CratesIOClient.interval, pauser: pauser))
    memory = host.environment.cacheDirectory.map { PublisherMemory(in: $0, files: host.files) }
  }

  /// What came of it.
  package struct Outcome: Sendable {
    /// How many crates were asked about and remembered.
    package var fetched = 0
    /// Crates about which crates.io gave no usable answer, and why.
    package var failed: [(name: String, why: String)] = []
    /// Why the rest was not asked for; nil where all were.
    package var stopped: String?
    /// Crates that were not asked for.
    package var left = 0
  }

  /// The crates whose record is missing, too old, or without a locked version.
  package static func needed(
    _ crates: [LockedCratePublishing], now: Timestamp
  ) -> [String] {
    crates.filter { crate in
      guard let publishing = crate.publishing.value, let asked = publishing.asked,
        publishing.owners != nil
      else { return true }
      return asked < now.adding(days: -refreshDays)
        || crate.versions.contains { publishing.publication(of: $0) == nil }
    }.map(\.name)
  }

  /// Asks about crates, in order.
  package func run(_ names: [String], now: Timestamp) async -> Outcome {
    var outcome = Outcome()
    guard let memory else {
      outcome.stopped = "there is no cache folder: neither `HOME` nor `XDG_CACHE_HOME` is set"
      outcome.left = names.count
      return outcome
    }
    let progress = host.progress("asking crates.io", total: names.count)
    defer { progress.finish() }
    for (index, name) in names.enumerated() {
      if Task.isCancelled {
        outcome.stopped = "cancelled"
      } else {
        switch await ask(name) {
        case .known(let publishing):
          do throws(PublisherMemory.Failure) {
            try memory.remember(publishing, asked: now, using: host.store)
            outcome.fetched += 1
          } catch {
            outcome.stopped = "\(error.path): \(error.message)"
          }
        case .failed(let why): outcome.failed.append((name, why))
        case .hopeless(let why): outcome.stopped = why
        }
      }
      if outcome.stopped != nil {
        outcome.left = names.count - index
        return outcome
      }
      progress.advance()
    }
    return outcome
  }

  private enum Answer {
    case known(CratePublishing)
    /// Only this crate.
    case failed(String)
    /// The next one would be answered in the same way.
    case hopeless(String)
  }

  private func ask(_ name: String) async -> Answer {
    do throws(RegistryFailure) {
      let crate = try await client.crate(name)
      guard crate.name == name else {
        return .failed("crates.io answered about `\(crate.name)`")
      }
      let owners = try await client.owners(of: name)
      return .known(CratePublishing(crate, owners: owners))
    } catch {
      switch error {
      case .noAnswer: return .hopeless(error.message)
      // What is left after retries: the server wants to be left alone, or is not well.
      case .status(let status, _, _) where status == 403 || status == 429 || status >= 500:
        return .hopeless(error.message)
      default: return .failed(error.message)
      }
    }
  }
}

extension CratePublishing {
  /// From two answers of crates.io. A version that Moat cannot read is left out.
  fileprivate init(_ crate: CratesIOCrate, owners: [CratesIOOwner]) {
    self.init(
      name: crate.name,
      publications: crate.versions.compactMap { version in
        (try? Version(parsing: version.version)).map {
          Publication(version: $0, published: version.created, means: .init(version))
        }
      },
      owners: owners.compactMap { owner in
        UInt64(exactly: owner.id).map { id in
          switch owner.kind {
          case .user: .user(id, login: owner.login, name: owner.name)
          case .team: .team(id, login: owner.login, name: owner.name)
          }
        }
      }, isTrustedPublishingOnly: crate.trustedPublishingOnly)
  }
}

extension Publication.Means {
  fileprivate init(_ version: CratesIOVersion) {
    switch version.trustedPublishing {
    case .gitHub(let repository, let run, let commit):
      self = .workflow(
        WorkflowRun(provider: "github", repository: repository, run: run, commit: commit))
    case .gitLab(let project, let job, let commit):
      self = .workflow(
        WorkflowRun(provider: "gitlab", repository: project, run: job, commit: commit))
    case .other(let name): self = .otherProvider(name)
    case nil:
      self =
        version.publisher.flatMap { user in
          UInt64(exactly: user.id).map {
            .person(.user($0, login: user.login, name: user.name))
          }
        } ?? .unrecorded
    }
  }
}
