import MoatArchive
import MoatHost
import MoatModel

/// Downloads archives of one registry. Nothing is resumed and nothing trusted: what comes back has
/// the digest that was asked for.
struct CrateDownload: Sendable {
  let server: RegistryServer
  let config: RegistryConfig

  /// The largest archive that is taken. crates.io takes 10 MiB, and more for some by arrangement;
  /// it is held in memory whole.
  static let sizeLimit = 256 << 20

  /// The bytes of an archive.
  ///
  /// - Parameter digest: what the index or the lockfile promises.
  /// - Throws: ``RegistryFailure``; `mismatch` for other bytes.
  func archive(
    of identity: PackageIdentity, expecting digest: SHA256Digest
  ) async throws(RegistryFailure) -> [UInt8] {
    let url: HTTPURL
    do throws(RegistryConfig.Malformed) {
      url = try config.archive(of: identity, checksum: digest)
    } catch {
      throw .malformed(RedactedURL(config.download), error.reason)
    }
    let request = HTTPRequest(url, bodyLimit: Self.sizeLimit, acceptsCompression: false)
    let response = try await server.answer(to: request)
    switch response.status {
    case 200: break
    case 404, 410, 451: throw .absent("\(response.url): the archive of `\(identity)`")
    default: throw server.failure(response)
    }
    return try Self.verified(
      response.body, expecting: digest, from: RedactedURL(response.url.unredacted))
  }

  /// The bytes again, if they have the digest.
  static func verified(
    _ bytes: [UInt8], expecting digest: SHA256Digest, from place: RedactedURL
  ) throws(RegistryFailure) -> [UInt8] {
    let actual: SHA256Digest
    do throws(SHA256Hasher.Unavailable) {
      actual = try SHA256Hasher.digest(of: bytes)
    } catch {
      throw .noDigest(error.message)
    }
    guard actual == digest else {
      throw .mismatch(place, expected: digest, actual: actual)
    }
    return bytes
  }
}
