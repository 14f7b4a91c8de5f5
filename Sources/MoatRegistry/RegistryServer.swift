import MoatHost
import MoatModel

/// The server side of one registry: what every request to it has in common.
struct RegistryServer: Sendable {
  let network: any HTTPClient
  /// The registry's name in the configuration; nil where it has none.
  let name: String?
  /// Sent with every request, once the registry has asked for it.
  var token: Secret?

  /// What Cargo sends along to an index.
  static let indexFields = [
    HTTPField("cargo-protocol", "version=1"), HTTPField("accept", "text/plain"),
  ]

  /// Sends a request, with the token where there is one.
  func answer(to request: HTTPRequest) async throws(RegistryFailure) -> HTTPResponse {
    var request = request
    request.authorization = token
    do throws(HTTPFailure) { return try await network.send(request) } catch {
      throw .noAnswer(RedactedURL(request.url.unredacted), error)
    }
  }

  /// What to say of an answer that is no success.
  func failure(_ response: HTTPResponse) -> RegistryFailure {
    if response.status == 401 { return unauthorised(response) }
    return .status(
      response.status, RedactedURL(response.url.unredacted),
      text: RegistryFailure.text(of: response))
  }

  /// What to say when a token is missing or not taken.
  func unauthorised(_ response: HTTPResponse) -> RegistryFailure {
    .unauthorised(
      RedactedURL(response.url.unredacted),
      RegistryFailure.Login(
        registry: name, hadToken: token != nil, address: Self.loginAddress(of: response)))
  }

  /// `WWW-Authenticate: Cargo login_url="…"`
  /// (https://doc.rust-lang.org/cargo/reference/registry-index.html#sparse-authentication).
  private static func loginAddress(of response: HTTPResponse) -> String? {
    guard let value = response["www-authenticate"], value.hasPrefix("Cargo"),
      let start = value.firstRange(of: "login_url=\"")?.upperBound,
      let end = value[start...].firstIndex(of: "\"")
    else { return nil }
    return try? HTTPURL(parsing: String(value[start..<end])).description
  }

  static func address(
    _ path: String, below base: HTTPURL
  ) throws(RegistryFailure) -> HTTPURL {
    do throws(HTTPURL.Malformed) { return try HTTPURL(parsing: base.unredacted + path) } catch {
      throw .noAnswer(RedactedURL(base.unredacted), .malformedURL(error))
    }
  }
}
