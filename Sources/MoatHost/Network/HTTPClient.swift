/// The one door to the network.
package protocol HTTPClient: Sendable {
  /// Sends a request, follows redirects, and reads the answer to its end.
  ///
  /// - Parameter sink: takes the body of a success; with nil it comes back in the response.
  func send(
    _ request: HTTPRequest, to sink: (any HTTPSink)?
  ) async throws(HTTPFailure) -> HTTPResponse

  /// The same door with the user's settings.
  func using(_ settings: NetworkSettings) -> any HTTPClient
}

extension HTTPClient {
  /// Sends a request and keeps the body in memory.
  package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    try await send(request, to: nil)
  }
}

/// Takes a body piece by piece.
///
/// It is called on the thread that drives all transfers, one call at a time: it must not wait for
/// anything but a local disk.
package protocol HTTPSink: Sendable {
  /// A body starts. What came before was of an attempt that failed, and is void.
  func begin() throws(FileFailure)
  /// The next bytes; they are valid during the call only.
  func take(_ piece: UnsafeRawBufferPointer) throws(FileFailure)
}

/// The door under `--offline`: it never opens.
package struct ClosedHTTPClient: HTTPClient {
  package init() {}

  package func send(
    _ request: HTTPRequest, to sink: (any HTTPSink)?
  ) async throws(HTTPFailure) -> HTTPResponse {
    throw .offline
  }

  package func using(_ settings: NetworkSettings) -> any HTTPClient { self }
}
