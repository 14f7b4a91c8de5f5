internal import CCurl
internal import MoatModel

extension HTTPFailure {
  /// From what libcurl says (https://curl.se/libcurl/c/libcurl-errors.html).
  init(_ code: CURLcode, host: String, words: String) {
    // A proxy's password may be in an address it quotes.
    let words = RedactedURL.redacting(words)
    self =
      switch code {
      case CURLE_COULDNT_RESOLVE_HOST: .nameNotResolved(host: host)
      case CURLE_COULDNT_CONNECT: .notConnected(words)
      case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: .proxy(words)
      case CURLE_OPERATION_TIMEDOUT: .timedOut
      case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
        CURLE_SSL_CACERT_BADFILE, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_CRL_BADFILE:
        .certificate(words)
      case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
        CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_CLIENTCERT,
        CURLE_USE_SSL_FAILED:
        .tls(words)
      case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_HTTP2,
        CURLE_HTTP2_STREAM, CURLE_SSL_SHUTDOWN_FAILED:
        .cutShort(words)
      case CURLE_BAD_CONTENT_ENCODING, CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL:
        .malformedAnswer(words)
      case CURLE_ABORTED_BY_CALLBACK: .cancelled
      default: .other(words)
      }
  }
}
