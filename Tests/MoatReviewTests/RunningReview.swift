import Foundation
import MoatHost
import MoatTestSupport
import Testing

@testable import MoatReview

/// A server that runs while a test does.
struct RunningReview {
  let server: ReviewServer
  let desk: ReviewDesk
  let host: TestHost
  private let task: Task<ReviewServer.Ending, Never>

  init(
    _ session: ReviewSession = Samples.three,
    host: TestHost = TestHost(variables: ["HOME": "/home/reader"]), idle: Duration? = nil
  ) throws {
    self.host = host
    let server = try ReviewServer(idle: idle)
    self.server = server
    let desk = ReviewDesk(session, notes: NoteStore(host.host), clock: host.host.clock)
    self.desk = desk
    task = Task(executorPreference: OwnThreads.waiting) { await Review.run(desk, on: server) }
  }

  var port: UInt16 { server.port }

  /// The token, as the address has it.
  var token: String { String(server.address.split(separator: "#").last ?? "") }

  func stop() async -> ReviewServer.Ending {
    server.stop()
    return await task.value
  }

  /// How it ends by itself.
  var ending: ReviewServer.Ending { get async { await task.value } }

  /// The headers of the page's own requests.
  var headers: String {
    "Host: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(token)\r\n"
      + "Origin: http://127.0.0.1:\(port)\r\nSec-Fetch-Site: same-origin\r\n"
  }

  /// Sends a request as it is written, and returns all that comes back.
  func exchange(_ request: String) async throws -> String {
    let port = port
    return try await offPool {
      let client = try RawClient(port: port)
      client.send(request)
      return client.read()
    }
  }

  func get(_ path: String) async throws -> String {
    try await exchange("GET \(path) HTTP/1.1\r\n\(headers)Connection: close\r\n\r\n")
  }

  func post(_ path: String, _ body: String) async throws -> String {
    try await exchange(
      "POST \(path) HTTP/1.1\r\n\(headers)Content-Type: application/json\r\n"
        + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)")
  }
}

/// Does what blocks on a thread of its own: the server under test needs the others.
func offPool<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value
{
  try await withCheckedThrowingContinuation { continuation in
    Thread { continuation.resume(with: Result { try body() }) }.start()
  }
}

extension String {
  /// The number after `HTTP/1.1`.
  var status: Int? { split(separator: " ").dropFirst().first.flatMap { Int($0) } }

  /// What follows the headers.
  var body: String {
    guard let cut = range(of: "\r\n\r\n") else { return "" }
    return String(self[cut.upperBound...])
  }
}
