internal import MoatModel

/// One request without redirects, as the engine takes it.
struct CurlJob: Sendable {
  let request: HTTPRequest
  let settings: NetworkSettings
  let sink: (any HTTPSink)?
  /// When all of it has to be done.
  let deadline: ContinuousClock.Instant
}

/// What came of a job.
struct CurlReply: Sendable {
  let response: HTTPResponse
  /// The absolute address of a redirect.
  let location: String?
}
