package import MoatModel

/// How the network is reached, as the user has set it for Cargo.
///
/// The project that is checked has no say in it: a proxy and a certificate of its own would let it
/// answer for any server.
package struct NetworkSettings: Hashable, Sendable {
  /// For `https` addresses. An address or `host:port`, with a password perhaps.
  package var httpsProxy: RedactedURL?
  /// For `http` addresses.
  package var httpProxy: RedactedURL?
  /// Hosts that are reached without a proxy, in libcurl's own form: names with commas between.
  package var noProxy: String?
  /// A file with certificates to trust instead of the system's.
  package var certificateFile: String?
  /// A folder of such files.
  package var certificateFolder: String?
  /// How long a connection may take to come about, and a transfer to make no progress.
  package var patience: Duration

  /// Cargo's `http.timeout`.
  package static let defaultPatience = Duration.seconds(30)

  package init(
    httpsProxy: RedactedURL? = nil, httpProxy: RedactedURL? = nil, noProxy: String? = nil,
    certificateFile: String? = nil, certificateFolder: String? = nil,
    patience: Duration = NetworkSettings.defaultPatience
  ) {
    self.httpsProxy = httpsProxy
    self.httpProxy = httpProxy
    self.noProxy = noProxy
    self.certificateFile = certificateFile
    self.certificateFolder = certificateFolder
    self.patience = patience
  }

  /// What the environment says, with the names and the precedence of Cargo
  /// (https://doc.rust-lang.org/cargo/reference/config.html#http) and of libcurl
  /// (https://curl.se/libcurl/c/CURLOPT_PROXY.html). `HTTP_PROXY` in capitals is not read: a web
  /// server sets it from a header of the request.
  package init(_ environment: Environment) {
    func first(_ names: String...) -> String? {
      names.lazy.compactMap { environment[$0] }.first
    }
    self.init(
      httpsProxy: first(
        "CARGO_HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"
      ).map { RedactedURL($0) },
      httpProxy: first("CARGO_HTTP_PROXY", "http_proxy", "all_proxy", "ALL_PROXY")
        .map { RedactedURL($0) },
      noProxy: first("no_proxy", "NO_PROXY"),
      certificateFile: first("CARGO_HTTP_CAINFO", "SSL_CERT_FILE"),
      certificateFolder: environment["SSL_CERT_DIR"],
      patience: first("CARGO_HTTP_TIMEOUT", "HTTP_TIMEOUT").flatMap { Self.patience(seconds: $0) }
        ?? Self.defaultPatience)
  }

  /// A whole number of seconds, from one to a day.
  package static func patience(seconds text: String) -> Duration? {
    Int(text).flatMap { (1...86_400).contains($0) ? .seconds($0) : nil }
  }
}
