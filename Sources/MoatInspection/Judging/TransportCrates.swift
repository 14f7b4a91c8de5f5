/// Widely used crates that fetch, decode or unpack, for where only a manifest tells of them.
///
/// Names prove nothing: what a dependency's own source does counts as well.
enum TransportCrates {
  /// Whether it speaks HTTP, TLS or another protocol, or opens sockets.
  static func isClient(_ name: String) -> Bool { clients.contains(folded(name)) }

  /// Whether it is a client, or unpacks archives or decodes base64.
  static func isOne(_ name: String) -> Bool {
    isClient(name) || encodings.contains(folded(name)) || isArchive(name)
  }

  /// Whether it only packs and unpacks.
  static func isArchive(_ name: String) -> Bool { archives.contains(folded(name)) }

  private static func folded(_ name: String) -> String {
    String(name.map { $0 == "-" ? "_" : $0 })
  }

  private static let clients: Set<String> = [
    "reqwest", "ureq", "curl", "hyper", "hyper_util", "hyper_tls", "hyper_rustls", "isahc",
    "attohttpc", "minreq", "ehttp", "surf", "awc", "http_req", "chttp", "h2", "h3", "quinn",
    "rustls", "tokio_rustls", "native_tls", "tokio_native_tls", "openssl", "boring", "schannel",
    "tungstenite", "tokio_tungstenite", "websocket", "ssh2", "russh", "suppaftp", "ftp", "lettre",
    "hickory_resolver", "trust_dns_resolver", "git2", "octocrab", "self_update", "cached_path",
    "socket2", "sentry", "teloxide", "aws_sdk_s3", "object_store", "opendal", "downloader",
    "async_std", "webpki_roots", "rustls_native_certs",
  ]

  private static let encodings: Set<String> = ["base64", "base64_simd", "data_encoding", "bs58"]

  private static let archives: Set<String> = [
    "tar", "zip", "flate2", "xz2", "liblzma",
    "lzma_rs", "bzip2", "zstd", "sevenz_rust", "unrar", "zip_extract", "binstall_tar",
  ]
}
