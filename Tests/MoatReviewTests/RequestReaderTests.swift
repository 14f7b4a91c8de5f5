import MoatTestSupport
import Testing

@testable import MoatReview

@Suite struct `Requests are read` {
  private func read(_ pieces: [String]) throws -> [ReviewRequest] {
    var reader = RequestReader()
    var requests: [ReviewRequest] = []
    for piece in pieces {
      reader.append(Array(piece.utf8))
      while let request = try reader.next() { requests.append(request) }
    }
    return requests
  }

  private func refusal(of text: String) -> Int? {
    do {
      _ = try read([text])
      return nil
    } catch {
      return (error as? RequestReader.Refusal)?.status
    }
  }

  private static let post =
    "POST /api/note?a=1&b=%C3%A9%2F+x HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody"

  @Test func `with query, headers and body`() throws {
    let request = try #require(try read([Self.post]).first)
    #expect(request.method == "POST")
    #expect(request.path == "/api/note")
    #expect(request.query == ["a": "1", "b": "é/+x"])
    #expect(request.headers == ["host": "h", "content-length": "4"])
    #expect(request.body == Array("body".utf8))
  }

  @Test func `in pieces of one byte, and one after the other`() throws {
    let text = Self.post + "GET / HTTP/1.1\r\nHost: h\r\n\r\n" + Self.post
    let whole = try read([text])
    #expect(whole.map(\.method) == ["POST", "GET", "POST"])
    #expect(try read(text.map { String($0) }) == whole)
  }

  @Test(arguments: [
    (" / HTTP/1.1\r\n\r\n", 400),
    ("GET  / HTTP/1.1\r\n\r\n", 400),
    ("GET / HTTP/1.1 \r\n\r\n", 400),
    ("GET / HTTP/1.0\r\n\r\n", 505),
    ("GET / HTTP/2\r\n\r\n", 505),
    ("GET http://h/ HTTP/1.1\r\n\r\n", 400),
    ("GET * HTTP/1.1\r\n\r\n", 400),
    ("GET /é HTTP/1.1\r\n\r\n", 400),
    ("GET /?a=%4 HTTP/1.1\r\n\r\n", 400),
    ("GET /?a=%zz HTTP/1.1\r\n\r\n", 400),
    ("GET /?a=%ff HTTP/1.1\r\n\r\n", 400),
    ("GET /?a=1&a=2 HTTP/1.1\r\n\r\n", 400),
    ("GET / HTTP/1.1\nHost: h\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: h\rX: y\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: h\0\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost h\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\n: h\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost : h\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: h\r\n folded\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: h\r\nhost: g\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 501),
    ("POST / HTTP/1.1\r\nContent-Length: +4\r\n\r\nbody", 400),
    ("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nContent-Length: 4, 4\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", 413),
    ("POST / HTTP/1.1\r\nContent-Length: 600000\r\n\r\n", 413),
  ])
  func `and refused`(text: String, status: Int) {
    #expect(refusal(of: text) == status, "\(text.debugDescription)")
  }

  @Test func `and refused when the head is too large, with and without an end`() {
    let long = String(repeating: "x", count: ServerLimit.headBytes)
    #expect(refusal(of: "GET / HTTP/1.1\r\nX: \(long)") == 431)
    #expect(refusal(of: "GET / HTTP/1.1\r\nX: \(long)\r\n\r\n") == 431)
    #expect(refusal(of: "GET /\(long)") == 431)
  }

  @Test func `or refused, whatever the bytes`() {
    var generator = SeededGenerator(seed: 7)
    let parts = [
      "GET", "POST", " ", "/", "?", "a=b", "%", "HTTP/1.1", "\r\n", "\r", "\n", "Host:", "x", "\0",
      "Content-Length: 3", "\r\n\r\n", "é",
    ]
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 0..<20, using: &generator))
        .map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
      do { _ = try read([text]) } catch { #expect(error is RequestReader.Refusal) }
    }
  }
}
