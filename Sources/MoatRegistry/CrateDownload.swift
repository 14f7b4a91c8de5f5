import MoatArchive
import MoatHost
import MoatModel

/// Downloads archives of one registry. Nothing is resumed and nothing trusted: what comes back has
/// the digest that was asked for.
struct CrateDownload: Sendable {
  let server: RegistryServer
  let config: RegistryConfig

  /// An archive of this registry.
  ///
  /// - Parameter digest: what the index or the lockfile promises.
  /// - Throws: ``RegistryFailure``; `mismatch` for other bytes.
  func archive(
    of identity: PackageIdentity, expecting digest: SHA256Digest
  ) async throws(RegistryFailure) -> VerifiedArchive {
    let url: HTTPURL
    do throws(RegistryConfig.Malformed) {
      url = try config.archive(of: identity, checksum: digest)
    } catch {
      throw .malformed(RedactedURL(config.download), error.reason)
    }
    let request = HTTPRequest(
      url, bodyLimit: ArchiveLimit.compressedBytes, acceptsCompression: false)
    let response = try await server.answer(to: request)
    switch response.status {
    case 200: break
    case 404, 410, 451: throw .absent("\(response.url): the archive of `\(identity)`")
    default: throw server.failure(response)
    }
    return try Self.verified(
      response.body, of: identity, expecting: digest, from: RedactedURL(response.url.unredacted))
  }

  /// The archive, if the bytes have the digest.
  static func verified(
    _ bytes: [UInt8], of identity: PackageIdentity, expecting digest: SHA256Digest,
    from place: RedactedURL
  ) throws(RegistryFailure) -> VerifiedArchive {
    do throws(ArchiveFailure) {
      return try VerifiedArchive(bytes, of: identity, expecting: digest)
    } catch {
      throw .mismatch(place, error)
    }
  }
}
