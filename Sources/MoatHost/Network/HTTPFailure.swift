package import MoatModel

/// Why there is no answer from a server. An answer with an error status is none of these.
package enum HTTPFailure: Error, Hashable, Sendable {
  /// `--offline` keeps the door closed.
  case offline
  /// libcurl cannot be used; why.
  case unavailable(String)
  case malformedURL(HTTPURL.Malformed)
  /// A header field that would break the request apart.
  case malformedField(name: String)
  /// The token of a registry would cross the network in the clear.
  case insecureCredentials
  case nameNotResolved(host: String)
  /// Nothing listens, or nothing can be reached; in libcurl's words.
  case notConnected(String)
  case proxy(String)
  /// A certificate that is not valid for the host, or that nobody trusted has signed.
  case certificate(String)
  /// The encrypted connection was not made for another reason.
  case tls(String)
  case timedOut
  /// A body longer than the caller takes.
  case tooLarge(limit: Int)
  case headersTooLarge(limit: Int)
  case tooManyRedirects(limit: Int)
  /// A redirect to a place that is not to be followed.
  case redirectRefused(to: RedactedURL)
  /// The connection ended before the answer did.
  case cutShort(String)
  /// An answer that is not HTTP, or a compressed body that is broken.
  case malformedAnswer(String)
  /// The sink did not take the body.
  case notWritten(FileFailure)
  case cancelled
  /// Anything else, in libcurl's words.
  case other(String)

  /// A phrase to put after an address and a colon. It quotes the server: neutralise it before it
  /// is printed.
  package var message: String {
    switch self {
    case .offline: "not asked: the network is closed by `--offline`"
    case .unavailable(let why): why
    case .malformedURL(let why): why.message
    case .malformedField(let name): "the value for `\(name)` cannot be sent"
    case .insecureCredentials:
      "the token is not sent over plain `http`; use an `https` address"
    case .nameNotResolved(let host): "the host name `\(host)` was not found"
    case .notConnected(let words): "no connection: \(words)"
    case .proxy(let words): "the proxy failed: \(words)"
    case .certificate(let words): "the server's certificate was refused: \(words)"
    case .tls(let words): "no encrypted connection: \(words)"
    case .timedOut: "the server took too long"
    case .tooLarge(let limit): "the answer is larger than \(limit) bytes"
    case .headersTooLarge(let limit): "the headers are larger than \(limit) bytes"
    case .tooManyRedirects(let limit): "more than \(limit) redirects"
    case .redirectRefused(let place): "a redirect to `\(place)` was not followed"
    case .cutShort(let words): "the answer was cut short: \(words)"
    case .malformedAnswer(let words): "the answer is not valid HTTP: \(words)"
    case .notWritten(let failure): "the answer was not written: \(failure.message)"
    case .cancelled: "cancelled"
    case .other(let words): words
    }
  }

  /// Whether the same request may succeed a moment later.
  package var isTransient: Bool {
    switch self {
    case .nameNotResolved, .notConnected, .tls, .timedOut, .cutShort: true
    default: false
    }
  }
}
