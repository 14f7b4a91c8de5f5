package import MoatHost
package import MoatModel
import MoatSyntax

/// The web API of crates.io, for what no index says: who published a version and who may.
///
/// Its rules are one request a second and a name that tells who asks (https://crates.io/data-access);
/// what the index says is to be had from there.
package struct CratesIOClient: Sendable {
  private let network: any HTTPClient
  private let limiter: RateLimiter

  /// The rule of crates.io.
  package static let interval = Duration.seconds(1)
  /// A crate with two thousand versions has about six MiB.
  private static let sizeLimit = 32 << 20

  /// - Parameter limiter: one for all clients of a process, of ``interval``.
  package init(network: any HTTPClient, limiter: RateLimiter) {
    self.network = network
    self.limiter = limiter
  }

  /// A crate with all its versions.
  ///
  /// - Throws: ``RegistryFailure``; `absent` where crates.io has none of that name.
  package func crate(_ name: String) async throws(RegistryFailure) -> CratesIOCrate {
    try await read(name, below: "") { (document) throws(JSONFields.Malformed) in
      try CratesIOCrate(document)
    }
  }

  /// One version of a crate.
  ///
  /// - Throws: ``RegistryFailure``; `absent` where crates.io has no such crate or version.
  package func version(
    _ identity: PackageIdentity
  ) async throws(RegistryFailure) -> CratesIOVersion {
    guard (try? Version(parsing: identity.version)) != nil else {
      throw .malformedName("\(identity)")
    }
    return try await read(
      identity.name, below: "/" + identity.version.replacing("+", with: "%2B")
    ) { (document) throws(JSONFields.Malformed) in
      guard let version = try document.object("version") else {
        throw .init("version", "an object")
      }
      return try CratesIOVersion(version)
    }
  }

  /// Who may publish versions of a crate.
  ///
  /// - Throws: ``RegistryFailure``; `absent` where crates.io has none of that name.
  package func owners(of name: String) async throws(RegistryFailure) -> [CratesIOOwner] {
    try await read(name, below: "/owners") { (document) throws(JSONFields.Malformed) in
      var owners: [CratesIOOwner] = []
      for owner in try document.objects("users") { owners.append(try CratesIOOwner(owner)) }
      return owners
    }
  }

  private func read<Value>(
    _ name: String, below path: String,
    _ parse: (JSONFields) throws(JSONFields.Malformed) -> Value
  ) async throws(RegistryFailure) -> Value {
    // Also keeps anything but a name out of the address.
    guard IndexPath(name) != nil else { throw .malformedName(name) }
    let text = "https://crates.io/api/v1/crates/\(name)\(path)"
    let place = RedactedURL(text)
    let response: HTTPResponse
    await limiter.turn()
    do throws(HTTPFailure) {
      response = try await network.send(HTTPRequest(Self.url(text), bodyLimit: Self.sizeLimit))
    } catch {
      throw .noAnswer(place, error)
    }
    switch response.status {
    case 200: break
    case 404: throw .absent("\(place)")
    default:
      throw .status(response.status, place, text: RegistryFailure.text(of: response))
    }
    let document: JSONValue
    do throws(JSONFailure) { document = try JSONReader.read(response.body[...]) } catch {
      throw .malformed(place, error.message)
    }
    do throws(JSONFields.Malformed) {
      return try parse(try JSONFields(document, "answer"))
    } catch {
      throw .malformed(place, error.reason)
    }
  }

  private static func url(_ text: String) throws(HTTPFailure) -> HTTPURL {
    do throws(HTTPURL.Malformed) { return try HTTPURL(parsing: text) } catch {
      throw .malformedURL(error)
    }
  }
}
