extension CapabilityTable {
  /// Sockets, what speaks over them, and what switches certificates off.
  static let network = [
    Group(
      .network,
      paths: [
        // HTTP
        "reqwest", "ureq", "curl", "hyper", "hyper_util", "hyper_rustls", "hyper_tls", "isahc",
        "attohttpc", "minreq", "ehttp", "surf", "awc", "http_req", "chttp", "httpc", "h2", "h3",
        "tonic", "octocrab", "ureq_proto", "nyquest", "wreq", "rquest", "cyper", "zed_reqwest",
        "gloo_net", "fetch_data", "download_rs", "trauma", "self_update", "cached_path",
        "reqwest_middleware", "async_h1", "http_client", "fantoccini", "thirtyfour",
        "headless_chrome", "chromiumoxide",
        // Servers
        "tiny_http", "actix_web", "axum", "axum_server", "warp", "rocket", "jsonrpsee", "poem",
        "salvo", "rouille", "iron",
        // Sockets
        "tokio::net", "async_std::net", "async_std::os::unix::net", "smol::net", "async_net",
        "mio::net", "socket2", "rustix::net", "nix::sys::socket", "nix::ifaddrs", "quinn",
        "libp2p", "libp2p*", "interprocess::local_socket", "net2", "tokio_uring::net",
        "compio::net", "monoio::net", "glommio::net", "tokio_socks", "socks", "arti_client",
        "pnet", "pcap", "surge_ping", "tor_rtcompat",
        // TLS
        "rustls", "tokio_rustls", "futures_rustls", "async_rustls", "native_tls",
        "tokio_native_tls", "async_native_tls", "openssl::ssl", "tokio_openssl", "boring::ssl",
        "tokio_boring", "schannel", "security_framework::secure_transport", "s2n_tls",
        "s2n_quic", "mbedtls", "wolfssl",
        // Protocols
        "tungstenite", "tokio_tungstenite", "async_tungstenite", "websocket", "fastwebsockets",
        "ws", "hickory_resolver", "hickory_client", "hickory_proto", "trust_dns_resolver",
        "trust_dns_client", "trust_dns_proto", "dns_lookup", "async_dns", "lettre", "mail_send",
        "ssh2", "russh", "thrussh", "openssh", "async_ssh2_lite", "ftp", "suppaftp", "async_ftp",
        "git2", "gix::clone", "gix::remote", "gix_transport", "rumqttc", "paho_mqtt", "lapin",
        "rdkafka", "redis", "postgres", "tokio_postgres", "mysql", "mysql_async", "mongodb",
        "sqlx", "tiberius", "zmq", "zeromq", "nats", "async_nats", "webrtc", "stun",
        // Places that messages go to
        "sentry", "teloxide", "frankenstein", "telegram_bot", "grammers_client", "tbot",
        "serenity", "twilight_http", "poise", "discord_webhook", "webhook", "slack_hook",
        "slack_morphism", "aws_sdk_*", "rusoto_*", "s3", "object_store", "opendal",
      ]),
    Group(paths: ["hyper::Method", "hyper::StatusCode", "hyper::header", "rustls::crypto::hash"]),
    Group(
      .tlsOff,
      paths: [
        "openssl::ssl::SslVerifyMode::NONE", "boring::ssl::SslVerifyMode::NONE",
        "rustls::client::danger", "rustls::client::dangerous", "rustls::client::ServerCertVerifier",
        "rustls::client::DangerousClientConfig", "rustls::ServerCertVerifier",
        "rustls::DangerousClientConfig", "tokio_rustls::rustls::client::danger",
        "tokio_rustls::rustls::client::ServerCertVerifier",
        "reqwest::tls::danger", "mbedtls::ssl::config::AuthMode::None",
      ]),
  ]

  /// Methods and functions that switch the check of certificates off, whatever they are called on.
  ///
  /// The names say so themselves and are used for nothing else.
  static let certificateMethods: [String] = [
    "danger_accept_invalid_certs", "danger_accept_invalid_hostnames",
    "tls_danger_accept_invalid_certs", "tls_danger_accept_invalid_hostnames",
    "danger_disable_hostname_verification", "danger_disable_certificate_verification",
    "dangerous", "set_certificate_verifier", "with_custom_certificate_verifier",
    "accept_invalid_certs", "accept_invalid_hostnames", "use_sni_danger",
    "disable_certificate_verification", "disable_verification", "with_no_cert_verification",
  ]

  /// Methods that switch it off when they are called with `false`.
  static let certificateSwitches: [String] = [
    "ssl_verify_peer", "ssl_verify_host", "verify_hostname", "set_verify_hostname", "ssl_verify",
    "verify_peer", "verify_certificate", "tls_certs_verification", "cert_verification",
  ]
}
