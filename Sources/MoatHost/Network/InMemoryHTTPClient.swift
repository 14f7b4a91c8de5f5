internal import MoatModel
internal import Synchronization

/// Answers from a closure instead of the network, and remembers what was asked.
///
/// Redirects are followed and limits kept as the live client does it.
package final class InMemoryHTTPClient: HTTPClient {
  /// One scripted answer.
  package struct Reply: Sendable {
    package let status: Int
    package let fields: [HTTPField]
    package let body: [UInt8]

    package init(_ status: Int, fields: [HTTPField] = [], body: [UInt8] = []) {
      self.status = status
      self.fields = fields
      self.body = body
    }

    /// A success with a text.
    package init(_ text: String, fields: [HTTPField] = []) {
      self.init(200, fields: fields, body: Array(text.utf8))
    }
  }

  private struct Log {
    var requests: [HTTPRequest] = []
    var settings: [NetworkSettings] = []
  }

  private let answer: @Sendable (HTTPRequest) -> Result<Reply, HTTPFailure>
  private let log = Mutex(Log())

  package init(_ answer: @escaping @Sendable (HTTPRequest) -> Result<Reply, HTTPFailure>) {
    self.answer = answer
  }

  /// Serves what is at each address; 404 elsewhere.
  package convenience init(serving pages: [String: Reply]) {
    self.init { .success(pages[$0.url.unredacted] ?? Reply(404)) }
  }

  /// Every request so far, in order; each redirect is one more.
  package var requests: [HTTPRequest] { log.withLock { $0.requests } }

  /// Every settings it was given.
  package var settings: [NetworkSettings] { log.withLock { $0.settings } }

  package func using(_ settings: NetworkSettings) -> any HTTPClient {
    log.withLock { $0.settings.append(settings) }
    return self
  }

  package func send(
    _ request: HTTPRequest, to sink: (any HTTPSink)?
  ) async throws(HTTPFailure) -> HTTPResponse {
    var request = request
    for _ in 0...HTTPLimit.redirects {
      if Task.isCancelled { throw .cancelled }
      try request.check()
      log.withLock { $0.requests.append(request) }
      let reply = try answer(request).get()
      let response = HTTPResponse(status: reply.status, fields: reply.fields, url: request.url)
      if HTTPRedirect.statuses.contains(reply.status), let location = response["location"] {
        request = try HTTPRedirect.next(after: request, to: location)
        continue
      }
      return try Self.deliver(reply, to: sink, answering: request)
    }
    throw .tooManyRedirects(limit: HTTPLimit.redirects)
  }

  private static func deliver(
    _ reply: Reply, to sink: (any HTTPSink)?, answering request: HTTPRequest
  ) throws(HTTPFailure) -> HTTPResponse {
    let response = HTTPResponse(
      status: reply.status, fields: reply.fields, url: request.url,
      body: Array(reply.body.prefix(HTTPLimit.errorBody)))
    guard response.isSuccess else { return response }
    guard reply.body.count <= request.bodyLimit else { throw .tooLarge(limit: request.bodyLimit) }
    guard let sink else {
      return HTTPResponse(
        status: reply.status, fields: reply.fields, url: request.url, body: reply.body)
    }
    do throws(FileFailure) {
      try sink.begin()
      try reply.body.withUnsafeBytes { piece in
        Result { () throws(FileFailure) in try sink.take(piece) }
      }.get()
    } catch {
      throw .notWritten(error)
    }
    return HTTPResponse(status: reply.status, fields: reply.fields, url: request.url)
  }
}

extension HTTPRequest {
  /// What every client refuses before it opens a connection.
  func check() throws(HTTPFailure) {
    if let field = fields.first(where: { !$0.isSendable }) {
      throw .malformedField(name: field.name)
    }
    if let authorization {
      guard HTTPField("Authorization", authorization.unredacted).isSendable else {
        throw .malformedField(name: "Authorization")
      }
    }
    if authorization != nil || url.hasCredentials, url.scheme == .http, !url.isLoopback {
      throw .insecureCredentials
    }
  }
}
