internal import MoatModel
internal import Synchronization

/// Asks again where that may help.
///
/// A server that no attempt reached is not waited for twice: what is asked of it later is tried once, so
/// that hundreds of requests without a network do not take hours.
package final class RetryingHTTPClient: HTTPClient {
  private let base: any HTTPClient
  private let policy: RetryPolicy
  private let pauser: any Pauser
  private let clock: any WallClock
  private let generator: Mutex<any RandomNumberGenerator & Sendable>
  private let unreached = Mutex<Set<Server>>([])

  private struct Server: Hashable {
    let host: String
    let port: Int
  }

  /// - Parameter generator: spreads the waits; a seeded one in tests.
  package init(
    _ base: any HTTPClient, policy: RetryPolicy = RetryPolicy(), pauser: any Pauser,
    clock: any WallClock,
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    self.base = base
    self.policy = policy
    self.pauser = pauser
    self.clock = clock
    self.generator = Mutex(generator)
  }

  package func using(_ settings: NetworkSettings) -> any HTTPClient {
    RetryingHTTPClient(
      base.using(settings), policy: policy, pauser: pauser, clock: clock,
      generator: generator.withLock { $0 })
  }

  package func send(
    _ request: HTTPRequest, to sink: (any HTTPSink)?
  ) async throws(HTTPFailure) -> HTTPResponse {
    let server = Server(host: request.url.host, port: request.url.port)
    let wasUnreached = unreached.withLock { $0.contains(server) }
    var attempt = 0
    while true {
      let result = await answer(to: request, sink)
      let isUnreached = Self.isUnreached(result)
      if !isUnreached { unreached.withLock { _ = $0.remove(server) } }
      if isUnreached, wasUnreached { return try result.get() }
      guard Self.mayChange(result),
        let pause = policy.pause(
          attempt: attempt, requested: pauseRequested(after: result), random: random())
      else {
        if isUnreached { unreached.withLock { _ = $0.insert(server) } }
        return try result.get()
      }
      attempt += 1
      await pauser.pause(for: pause)
      if Task.isCancelled { throw .cancelled }
    }
  }

  private func answer(
    to request: HTTPRequest, _ sink: (any HTTPSink)?
  ) async -> Result<HTTPResponse, HTTPFailure> {
    do throws(HTTPFailure) {
      return .success(try await base.send(request, to: sink))
    } catch {
      return .failure(error)
    }
  }

  private static func mayChange(_ result: Result<HTTPResponse, HTTPFailure>) -> Bool {
    switch result {
    case .failure(let failure): failure.isTransient
    case .success(let response): RetryPolicy.isTransient(status: response.status)
    }
  }

  private static func isUnreached(_ result: Result<HTTPResponse, HTTPFailure>) -> Bool {
    switch result {
    case .failure(.nameNotResolved), .failure(.notConnected), .failure(.timedOut): true
    default: false
    }
  }

  private func pauseRequested(after result: Result<HTTPResponse, HTTPFailure>) -> Duration? {
    guard case .success(let response) = result, let text = response["retry-after"] else {
      return nil
    }
    return RetryAfter.pause(text, now: clock.now)
  }

  private func random() -> Double {
    generator.withLock { generator in Double.random(in: 0...1, using: &generator) }
  }
}
