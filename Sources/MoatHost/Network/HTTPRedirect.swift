internal import MoatModel

/// Where a redirect leads, decided without the network.
///
/// Followed are redirects to `https`, and to `http` only from one address of this machine to
/// another. A user name in the new address is refused: it would be sent as credentials of the
/// server's choice.
package enum HTTPRedirect {
  /// The statuses that name another place for a `GET`
  /// (https://www.rfc-editor.org/rfc/rfc9110#section-15.4).
  package static let statuses: Set<Int> = [301, 302, 303, 307, 308]

  /// The next request. Only what is not secret crosses to another origin: no `Authorization`.
  ///
  /// - Parameter location: the absolute address of the redirect.
  /// - Throws: ``HTTPFailure/redirectRefused(to:)``.
  package static func next(
    after request: HTTPRequest, to location: String
  ) throws(HTTPFailure) -> HTTPRequest {
    let old = request.url
    guard let new = try? HTTPURL(parsing: location), isAllowed(from: old, to: new) else {
      throw .redirectRefused(to: RedactedURL(location))
    }
    var next = request
    next.url = new
    if !new.isSameOrigin(as: old) {
      next.authorization = nil
      next.fields.removeAll { secretFields.contains($0.name.lowercased()) }
    }
    return next
  }

  /// Fields that may carry credentials.
  private static let secretFields: Set<String> = ["authorization", "cookie", "proxy-authorization"]

  private static func isAllowed(from old: HTTPURL, to new: HTTPURL) -> Bool {
    // A relative redirect keeps the user of the old address, which was ours.
    if new.hasCredentials && !(old.hasCredentials && new.isSameOrigin(as: old)) { return false }
    return switch new.scheme {
    case .https: true
    case .http: old.scheme == .http && old.isLoopback && new.isLoopback
    }
  }
}
