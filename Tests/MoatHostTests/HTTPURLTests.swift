import MoatHost
import Testing

@Suite struct `HTTP addresses` {
  @Test(arguments: [
    ("https://index.crates.io/", "index.crates.io", 443, false),
    ("HTTP://Example.COM:8080/a?b#c", "example.com", 8080, false),
    ("http://user:pass@[::1]:7/", "[::1]", 7, true),
    ("https://a_b.example", "a_b.example", 443, false),
    ("https://host/a@b", "host", 443, false),
  ])
  func `are taken apart`(text: String, host: String, port: Int, hasCredentials: Bool) throws {
    let url = try HTTPURL(parsing: text)
    #expect(url.host == host)
    #expect(url.port == port)
    #expect(url.hasCredentials == hasCredentials)
  }

  @Test(arguments: [
    ("ftp://host/", HTTPURL.Malformed.scheme), ("host", .scheme), ("file:///etc", .scheme),
    ("https://", .host), ("https:///x", .host), ("https://a@b@c/", .host),
    ("https://ho%73t/", .host), ("https://[zz]/", .host), ("https://[12]/", .host),
    ("https://[::1/", .host), ("https://host:/", .port), ("https://host:0/", .port),
    ("https://host:+1/", .port), ("https://host:65536/", .port), ("https://[::1]x/", .port),
    ("https://hö.example/", .notASCII), ("https://host/a b", .notASCII),
    ("https://host\\@evil/", .notASCII), ("https://host/\r\nx: y", .notASCII),
  ])
  func `are refused`(text: String, why: HTTPURL.Malformed) {
    #expect(throws: why) { try HTTPURL(parsing: text) }
  }

  @Test func `print without credentials`() throws {
    let url = try HTTPURL(parsing: "https://user:pass@host/x#y")
    #expect("\(url)" == "https://***@host/x")
    #expect(url.unredacted == "https://user:pass@host/x")
  }

  @Test(arguments: [
    ("http://localhost:1/", true), ("http://127.0.0.1/", true), ("http://127.1.2.3/", true),
    ("http://[::1]/", true), ("http://127.evil.example/", false),
    ("http://localhost.example/", false), ("http://10.0.0.1/", false),
  ])
  func `know this machine`(text: String, isLoopback: Bool) throws {
    #expect(try HTTPURL(parsing: text).isLoopback == isLoopback)
  }
}
