internal import MoatModel

/// HTTP by libcurl, the library that Cargo itself uses.
///
/// Neither cookies nor `.netrc` are used, nothing is cached, certificates are always checked, and no
/// protocol but HTTP is spoken. Nothing is loaded or started before the first request.
package final class LiveHTTPClient: HTTPClient {
  private let settings: NetworkSettings
  private let engine = CurlEngine()

  package init(_ settings: NetworkSettings) { self.settings = settings }

  deinit { engine.close() }

  /// The door of this machine: asks again where that may help.
  package static func retrying(_ settings: NetworkSettings) -> any HTTPClient {
    RetryingHTTPClient(LiveHTTPClient(settings), pauser: LivePauser(), clock: LiveClock())
  }

  package func using(_ settings: NetworkSettings) -> any HTTPClient { LiveHTTPClient(settings) }

  package func send(
    _ request: HTTPRequest, to sink: (any HTTPSink)?
  ) async throws(HTTPFailure) -> HTTPResponse {
    let deadline = ContinuousClock.now + request.deadline
    var request = request
    for _ in 0...HTTPLimit.redirects {
      try request.check()
      let reply = try await engine.run(
        CurlJob(request: request, settings: settings, sink: sink, deadline: deadline)
      ).get()
      guard HTTPRedirect.statuses.contains(reply.response.status), let location = reply.location
      else { return reply.response }
      request = try HTTPRedirect.next(after: request, to: location)
    }
    throw .tooManyRedirects(limit: HTTPLimit.redirects)
  }
}
