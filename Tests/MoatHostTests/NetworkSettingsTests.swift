import MoatHost
import MoatModel
import Testing

@Suite struct `network settings` {
  private func settings(_ variables: [String: String]) -> NetworkSettings {
    NetworkSettings(Environment(variables: variables, currentDirectory: "/"))
  }

  @Test func `come from the environment as Cargo and libcurl read it`() {
    let settings = settings([
      "HTTPS_PROXY": "http://secure.example", "http_proxy": "http://plain.example",
      "NO_PROXY": "a.example", "CARGO_HTTP_CAINFO": "/ca.pem", "HTTP_TIMEOUT": "7",
    ])
    #expect(settings.httpsProxy == RedactedURL("http://secure.example"))
    #expect(settings.httpProxy == RedactedURL("http://plain.example"))
    #expect(settings.noProxy == "a.example")
    #expect(settings.certificateFile == "/ca.pem")
    #expect(settings.patience == .seconds(7))
  }

  @Test func `prefer Cargo's own variable`() {
    let settings = settings([
      "CARGO_HTTP_PROXY": "one.example:1", "https_proxy": "two.example",
      "http_proxy": "two.example",
    ])
    #expect(settings.httpsProxy == RedactedURL("one.example:1"))
    #expect(settings.httpProxy == RedactedURL("one.example:1"))
  }

  @Test func `do not read the variable that a web server sets`() {
    #expect(settings(["HTTP_PROXY": "evil.example"]) == NetworkSettings())
  }

  @Test(arguments: ["0", "-1", "x", "86401", "1.5"])
  func `refuse a timeout of`(text: String) {
    #expect(settings(["CARGO_HTTP_TIMEOUT": text]).patience == .seconds(30))
  }
}
