package import MoatHost
import MoatModel

/// Opens registries as the configuration says.
package struct RegistryOpener: Sendable {
  private let configuration: RegistryConfiguration
  private let host: Host
  private let network: any HTTPClient

  /// - Parameter host: its network is used with the user's settings, unless `net.offline` or
  ///   `--offline` closes it.
  package init(_ configuration: RegistryConfiguration, host: Host) {
    self.configuration = configuration
    self.host = host
    network =
      configuration.isOffline
      ? ClosedHTTPClient() : host.network.using(configuration.networkSettings)
  }

  /// Opens the registry at a place.
  ///
  /// - Throws: ``RegistryFailure``; `noIndex` for a directory, a git repository and a path, which
  ///   have none.
  package func open(_ place: RegistryPlace) async throws(RegistryFailure) -> any CrateRegistry {
    switch place.kind {
    case .sparse(let index):
      let written = RedactedURL("sparse+\(index.unredacted)")
      return try await SparseIndexClient.open(
        index, name: configuration.name(ofIndex: written), network: network,
        token: token(for: written))
    case .gitIndex(let index):
      if network is ClosedHTTPClient { throw .noAnswer(index, .offline) }
      return try await GitIndexClient.open(
        index, name: configuration.name(ofIndex: index), cache: try indexCache(), git: host.git,
        network: network, token: token(for: index))
    case .localRegistry(let path): return LocalRegistry(root: path, files: host.files)
    case .directory(let path), .path(let path): throw .noIndex(RedactedURL(path))
    case .git(let url, _): throw .noIndex(url)
    }
  }

  private func token(
    for index: RedactedURL
  ) -> @Sendable () async throws(RegistryFailure) -> Secret? {
    let (configuration, host) = (configuration, host)
    return { () async throws(RegistryFailure) in
      try await configuration.token(for: index, using: host.processes, files: host.files)
    }
  }

  /// The folder for copies of git indexes.
  private func indexCache() throws(RegistryFailure) -> String {
    guard let base = host.environment.cacheDirectory else { throw .noCache }
    let folder = PathText.join(base, "git-index")
    do throws(FileFailure) { try host.files.createDirectories(folder) } catch {
      throw .file(path: folder, error)
    }
    return folder
  }
}
