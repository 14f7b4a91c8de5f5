import MoatCargo
package import MoatHost
import MoatModel
import MoatRegistry
package import MoatVetting

/// Finds out whether packages that are not from crates.io are copies of crates that are.
///
/// Without the network, Cargo's index cache tells that a name is published, and unpacked sources what
/// such a crate says of itself; neither tells that a name is *not* published. With it the registry
/// is asked for the names, and crates.io for what it has: whoever runs the registry learns the names
/// of the project's own packages.
package struct PublishedCopies: Sendable {
  /// Of a crate with more versions only the newest are looked for among unpacked sources: an older
  /// description is of little use.
  private static let versionLimit = 40

  private let host: Host
  private let asks: Bool
  private let client: CratesIOClient

  /// - Parameters:
  ///   - asks: whether the network is asked.
  ///   - pauser: waits between requests to crates.io.
  package init(host: Host, asks: Bool, pauser: any Pauser = LivePauser()) {
    self.host = host
    self.asks = asks
    client = CratesIOClient(
      network: host.network,
      limiter: RateLimiter(interval: CratesIOClient.interval, pauser: pauser))
  }

  /// What was found out.
  package struct Answers: Sendable {
    fileprivate var crates: [String: Answer] = [:]
    /// Names that could not be asked about, and why, in the order of the packages.
    package fileprivate(set) var failed: [(name: String, why: String)] = []

    /// What crates.io has under the name of a package, as far as it can be compared with it.
    package func evidence(_ package: VetPackage) -> PublishedCrateEvidence {
      switch crates[package.name] {
      case nil: return .unknown
      case .absent: return .none
      case .described(let claims, let isNewest):
        let crates = claims.map {
          PublishedCrate(description: $0.description, repository: $0.repository)
        }
        if let same = crates.first(where: { $0.seemsSame(as: package) }) { return .crate(same) }
        // Of a package from git nothing but its address is known, and an older version may have had
        // another description: then that nothing is equal says nothing.
        guard isNewest, package.description != nil, let first = crates.first else {
          return .listed
        }
        return .crate(first)
      }
    }
  }

  fileprivate enum Answer: Sendable {
    case absent
    /// What some versions say of themselves; `isNewest` where crates.io was asked itself.
    case described([PackageClaims], isNewest: Bool)
  }

  /// Looks for the packages that are not from crates.io and that no policy takes for the project's
  /// own.
  package func answers(
    for graph: VetGraph, of store: VetStore
  ) async throws(CancellationError) -> Answers {
    var answers = Answers()
    var names: [String] = []
    for package in graph.packages where !package.isCratesIO && names.last != package.name {
      let policy = store.configuration.policies.policy(of: package.name, package.version)
      if policy?.auditAsCratesIO != false { names.append(package.name) }
    }
    let progress = asks ? host.progress("asking crates.io", total: names.count) : nil
    defer { progress?.finish() }
    for name in names {
      if Task.isCancelled { throw CancellationError() }
      let local = self.local(name)
      switch asks ? await ask(name) : .failure(nil) {
      case .success(let answer): answers.crates[name] = answer
      case .failure(let why):
        if let why { answers.failed.append((name, why)) }
        answers.crates[name] = local
      }
      progress?.advance()
    }
    return answers
  }

  private enum Outcome {
    case success(Answer)
    /// The reason; nil where nobody asked.
    case failure(String?)
  }

  private func ask(_ name: String) async -> Outcome {
    do throws(CrateLookup.Failure) {
      // The index first: it may be asked as often as one likes, and most names are not there.
      _ = try await CrateLookup(host: host).find(name, isOffline: false)
    } catch {
      if case .absent = error { return .success(.absent) }
      return .failure(error.message)
    }
    do throws(RegistryFailure) {
      let crate = try await client.crate(name)
      var claims = PackageClaims()
      claims.description = crate.description
      claims.repository = crate.repository
      return .success(.described([claims], isNewest: true))
    } catch {
      return .failure(error.message)
    }
  }

  /// What Cargo has on this machine; nil where that says nothing.
  private func local(_ name: String) -> Answer? {
    guard let home = host.environment.cargoHome else { return nil }
    let crate = LocalIndex(cargoHome: home, files: host.files).crate(name)
    guard case .known(let entries) = crate.flatMap(\.entries) else { return nil }
    let folders = CargoHome(at: home, files: host.files).folders(.src, of: .cratesIO)
      .filter(\.isCertain).map(\.path)
    let versions = entries.compactMap { entry -> Version? in
      do { return try Version(parsing: entry.version) } catch { return nil }
    }
    let newest = versions.map { VetVersion($0) }.sorted(by: >).prefix(Self.versionLimit)
    var claims: [PackageClaims] = []
    for version in newest {
      for folder in folders {
        let path = PathText.join(folder, "\(name)-\(version.semver)/Cargo.toml")
        do throws(FileFailure) {
          let bytes = try host.files.read(path, limit: InputLimit.manifest)
          claims.append(PackageClaims(SourceText(path: path, bytes: bytes)))
        } catch {
          // Not unpacked here.
        }
      }
    }
    return .described(claims, isNewest: false)
  }
}
