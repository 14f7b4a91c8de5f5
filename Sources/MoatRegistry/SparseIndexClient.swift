package import MoatArchive
import MoatCargo
package import MoatHost
package import MoatModel

/// A registry by the sparse protocol.
/// https://doc.rust-lang.org/cargo/reference/registry-index.html#sparse-protocol
package struct SparseIndexClient: CrateRegistry {
  private let server: RegistryServer
  /// Ends in a slash.
  private let base: HTTPURL
  /// The registry's own word on where archives are and whether a token is needed.
  package let config: RegistryConfig

  /// Where the index of crates.io is.
  package static let cratesIO = "https://index.crates.io/"

  /// Opens a registry: its `config.json` is fetched first, as by Cargo.
  ///
  /// - Parameters:
  ///   - index: the address, with `sparse+` or without.
  ///   - name: the registry's name in the configuration.
  ///   - token: asked for only when the registry wants one.
  /// - Throws: ``RegistryFailure``.
  package static func open(
    _ index: RedactedURL, name: String?, network: any HTTPClient,
    token: @Sendable () async throws(RegistryFailure) -> Secret?
  ) async throws(RegistryFailure) -> SparseIndexClient {
    var server = RegistryServer(network: network, name: name, token: nil)
    let base = try base(of: index)
    let url = try RegistryServer.address("config.json", below: base)
    let request = HTTPRequest(
      url, fields: RegistryServer.indexFields, bodyLimit: RegistryConfig.sizeLimit)
    var response = try await server.answer(to: request)
    if response.status == 401, let secret = try await token() {
      server.token = secret
      response = try await server.answer(to: request)
    }
    guard response.isSuccess else { throw server.failure(response) }
    let config = try RegistryConfig(response)
    if config.authRequired, server.token == nil {
      server.token = try await token()
      guard server.token != nil else { throw server.unauthorised(response) }
    }
    return SparseIndexClient(server: server, base: base, config: config)
  }

  /// The address of a sparse index, which Cargo wants to end in a slash.
  private static func base(of index: RedactedURL) throws(RegistryFailure) -> HTTPURL {
    let text = index.unredacted
    let bare = text.hasPrefix("sparse+") ? String(text.dropFirst("sparse+".count)) : text
    guard bare.hasSuffix("/") else {
      throw .malformed(index, "the address of a sparse index ends in `/`")
    }
    do throws(HTTPURL.Malformed) { return try HTTPURL(parsing: bare) } catch {
      throw .noAnswer(index, .malformedURL(error))
    }
  }

  package func answer(
    about crate: String, since revision: IndexRevision?
  ) async throws(RegistryFailure) -> IndexAnswer {
    guard let path = IndexPath(crate) else { throw .malformedName(crate) }
    var fields = RegistryServer.indexFields
    switch revision {
    case .etag(let value): fields.append(HTTPField("if-none-match", value))
    case .lastModified(let value): fields.append(HTTPField("if-modified-since", value))
    case nil: break
    }
    let url = try RegistryServer.address(path.file, below: base)
    let response = try await server.answer(
      to: HTTPRequest(url, fields: fields, bodyLimit: IndexFile.sizeLimit))
    switch response.status {
    case 304 where revision != nil: return .unchanged
    case 404, 410, 451: return .absent(status: response.status)
    case 200: break
    default: throw server.failure(response)
    }
    do throws(IndexCacheFailure) {
      return .file(
        try IndexFile(response.body, crate: crate, revision: IndexRevision(response)))
    } catch {
      throw .malformed(RedactedURL(url.unredacted), error.message)
    }
  }

  package func archive(
    of identity: PackageIdentity, expecting digest: SHA256Digest
  ) async throws(RegistryFailure) -> VerifiedArchive {
    try await CrateDownload(server: server, config: config)
      .archive(of: identity, expecting: digest)
  }
}

extension IndexRevision {
  /// What the server says; an `ETag` is worth more than a time.
  init?(_ response: HTTPResponse) {
    if let etag = response["etag"] {
      self = .etag(etag)
    } else if let time = response["last-modified"] {
      self = .lastModified(time)
    } else {
      return nil
    }
  }
}

extension RegistryConfig {
  init(_ response: HTTPResponse) throws(RegistryFailure) {
    do throws(Malformed) { try self.init(parsing: response.body) } catch {
      throw .malformed(RedactedURL(response.url.unredacted), error.reason)
    }
  }
}
