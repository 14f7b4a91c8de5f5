import MoatHost
import MoatTestSupport
import Testing

@Suite(.waits, .enabled(if: TLSServer.openssl != nil)) struct `live HTTPS` {
  private func response(_ port: Int, trusting file: String?, host: String = "127.0.0.1")
    async throws -> HTTPResponse
  {
    let client = LiveHTTPClient(
      NetworkSettings(certificateFile: file, patience: .seconds(10)))
    return try await client.send(
      HTTPRequest(HTTPURL(parsing: "https://\(host):\(port)/"), bodyLimit: 1 << 20))
  }

  @Test func `takes only certificates that it is told to trust`() async throws {
    let server = try TLSServer()
    defer { server.stop() }
    #expect(try await response(server.port, trusting: server.certificate).status == 200)
    for (file, host) in [(nil, "127.0.0.1"), (server.certificate, "localhost")] {
      do {
        _ = try await response(server.port, trusting: file, host: host)
        Issue.record("it was trusted")
      } catch HTTPFailure.certificate {
      }
    }
    do {
      _ = try await response(server.port, trusting: "/nonexistent.pem")
      Issue.record("a certificate file that is not there was read")
    } catch HTTPFailure.certificate {
    }
  }

  @Test func `is not spoken with a server that has none`() async throws {
    let server = try LoopbackServer { _ in .notFound }
    defer { server.stop() }
    do {
      _ = try await response(Int(server.port), trusting: nil)
      Issue.record("plain HTTP was taken for TLS")
    } catch HTTPFailure.tls {
    } catch HTTPFailure.timedOut {
      // The server waits for the end of a line that never comes.
    }
  }
}
