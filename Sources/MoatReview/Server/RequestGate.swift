/// Decides who may ask at all, before anything is looked at.
///
/// Three kinds of strangers can reach a port on loopback: other users and programs of this machine,
/// who do not know the token; pages of other sites in the user's browser, which cannot read the token
/// and whose requests say where they come from; and names of other sites that are made to resolve to
/// 127.0.0.1, whose requests name a host that is not ours.
struct RequestGate: Sendable {
  let port: UInt16
  let token: AccessToken

  /// Below it, everything needs the token. The page itself is the same for everybody.
  static let guarded = "/api/"

  /// Why a request is refused; nil for one to be answered.
  func refusal(of request: ReviewRequest) -> ReviewReply? {
    guard request.method == "GET" || request.method == "POST" else {
      return .refusal(405, "only GET and POST are answered", headers: ["Allow": "GET, POST"])
    }
    guard let host = request.headers["host"],
      ["127.0.0.1:\(port)", "localhost:\(port)"].contains(host)
    else { return .refusal(403, "this server is 127.0.0.1:\(port), and answers to no other name") }
    let isGuarded = request.path.utf8.starts(with: Self.guarded.utf8)
    if let refusal = foreign(request, host: host, isGuarded: isGuarded) { return refusal }
    if isGuarded { return unknown(request) }
    return request.method == "GET" ? nil : .refusal(405, "only GET is answered here")
  }

  /// What the browser says about where a request comes from.
  private func foreign(
    _ request: ReviewRequest, host: String, isGuarded: Bool
  ) -> ReviewReply? {
    let origin = request.headers["origin"]
    if let origin, origin != "http://\(host)" {
      return .refusal(403, "a page of another site may not ask here")
    }
    if request.method == "POST", origin == nil {
      return .refusal(403, "a write has to say which page it comes from")
    }
    // The document may be opened from anywhere: a link in a terminal, a file that leads to it.
    guard request.path != "/" else { return nil }
    switch request.headers["sec-fetch-site"] {
    case nil, "same-origin": return nil
    case "none" where !isGuarded: return nil
    default: return .refusal(403, "a page of another site may not ask here")
    }
  }

  private func unknown(_ request: ReviewRequest) -> ReviewReply? {
    let scheme = "Bearer "
    guard let given = request.headers["authorization"], given.utf8.starts(with: scheme.utf8),
      token.matches(String(given.dropFirst(scheme.count)))
    else {
      return .refusal(
        401, "open the address that `cargo moat review` printed",
        headers: ["WWW-Authenticate": "Bearer"])
    }
    if request.method == "POST", request.headers["content-type"] != "application/json" {
      return .refusal(415, "a body has to be JSON")
    }
    return nil
  }
}
