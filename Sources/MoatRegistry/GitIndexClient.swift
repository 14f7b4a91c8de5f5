package import MoatArchive
import MoatCargo
package import MoatHost
package import MoatModel

/// A registry whose index is a git repository, by way of a bare copy of its newest commit.
/// https://doc.rust-lang.org/cargo/reference/registry-index.html#git-protocol
package struct GitIndexClient: CrateRegistry {
  private let url: RedactedURL
  private let mirror: String
  private let git: any GitRepository
  private let server: RegistryServer
  package let config: RegistryConfig

  /// The index of crates.io, the largest there is, takes minutes.
  private static let deadline = Duration.seconds(600)

  /// Brings the index up to date, and reads its `config.json`.
  ///
  /// - Parameters:
  ///   - cache: the folder for copies of indexes, which must be there.
  ///   - token: asked for only when archives need one; git has its own ways to log in.
  package static func open(
    _ url: RedactedURL, name: String?, cache: String, git: any GitRepository,
    network: any HTTPClient, token: @Sendable () async throws(RegistryFailure) -> Secret?
  ) async throws(RegistryFailure) -> GitIndexClient {
    let mirror = PathText.join(cache, try folder(for: url))
    let bytes: [UInt8]
    do throws(GitFailure) {
      try await git.mirror(url.unredacted, into: mirror, deadline: Self.deadline)
      bytes = try await git.show(
        path: "config.json", inMirror: mirror, limit: RegistryConfig.sizeLimit)
    } catch {
      throw .git(url, error)
    }
    let config: RegistryConfig
    do throws(RegistryConfig.Malformed) { config = try RegistryConfig(parsing: bytes) } catch {
      throw .malformed(url, "`config.json`: \(error.reason)")
    }
    var server = RegistryServer(network: network, name: name, token: nil)
    if config.authRequired { server.token = try await token() }
    return GitIndexClient(url: url, mirror: mirror, git: git, server: server, config: config)
  }

  /// One folder an address: its digest, as an address may hold anything.
  private static func folder(for url: RedactedURL) throws(RegistryFailure) -> String {
    do throws(SHA256Hasher.Unavailable) {
      return try SHA256Hasher.digest(of: Array(url.unredacted.utf8)).hex
    } catch {
      throw .noDigest(error.message)
    }
  }

  package func answer(
    about crate: String, since revision: IndexRevision?
  ) async throws(RegistryFailure) -> IndexAnswer {
    guard let path = IndexPath(crate) else { throw .malformedName(crate) }
    let bytes: [UInt8]
    do throws(GitFailure) {
      bytes = try await git.show(
        path: path.file, inMirror: mirror, limit: IndexFile.sizeLimit)
    } catch {
      if case .noSuchPath = error { return .absent(status: nil) }
      throw .git(url, error)
    }
    do throws(IndexCacheFailure) { return .file(try IndexFile(bytes, crate: crate)) } catch {
      throw .malformed(url, "\(path.file): \(error.message)")
    }
  }

  package func archive(
    of identity: PackageIdentity, expecting digest: SHA256Digest
  ) async throws(RegistryFailure) -> VerifiedArchive {
    try await CrateDownload(server: server, config: config)
      .archive(of: identity, expecting: digest)
  }
}
