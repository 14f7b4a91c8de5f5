internal import CCurl
internal import MoatModel

/// One libcurl handle with the answer that it gathers. Belongs to the engine's thread.
final class CurlTransfer {
  let handle: UnsafeMutableRawPointer
  private let job: CurlJob
  private var lines: UnsafeMutablePointer<curl_slist>?
  private let errorText: UnsafeMutablePointer<CChar>

  private var status = 0
  private var fields: [HTTPField] = []
  private var headerBytes = 0
  private var body: [UInt8] = []
  private var bodyBytes = 0
  private var hasBegun = false
  /// Why we ended it ourselves.
  private var refusal: HTTPFailure?
  /// The body of an answer that is no success was longer than what is read of it.
  private var isCut = false

  /// - Throws: ``HTTPFailure/timedOut`` when nothing is left of its time, or `other` when libcurl
  ///   has no memory.
  init(_ job: CurlJob) throws(HTTPFailure) {
    guard let handle = moat_curl_easy_init() else { throw .other("out of memory") }
    self.handle = handle
    self.job = job
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    try configure()
  }

  deinit {
    moat_curl_easy_cleanup(handle)
    moat_curl_list_free(lines)
    errorText.deallocate()
  }

  // MARK: - Options

  private func configure() throws(HTTPFailure) {
    let left = ContinuousClock.now.duration(to: job.deadline).milliseconds
    guard left > 0 else { throw .timedOut }
    var isSet = true
    func set(_ option: CURLoption, _ value: Int) {
      isSet = moat_curl_set_long(handle, option, value) == CURLE_OK && isSet
    }
    func set(_ option: CURLoption, _ text: String) {
      isSet = moat_curl_set_pointer(handle, option, text) == CURLE_OK && isSet
    }
    let request = job.request
    set(CURLOPT_URL, request.url.unredacted)
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_USERAGENT, MoatVersion.userAgent)
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    // HTTP/2 where TLS offers it, and then rather a stream more than a connection more.
    set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    set(CURLOPT_PIPEWAIT, request.url.scheme == .https ? 1 : 0)
    if request.acceptsCompression { set(CURLOPT_ACCEPT_ENCODING, "gzip") }
    // Time: all of it, the connection, and the patience with a line that carries next to nothing.
    let patience = job.settings.patience.milliseconds
    set(CURLOPT_TIMEOUT_MS, left)
    set(CURLOPT_CONNECTTIMEOUT_MS, min(patience, left))
    set(CURLOPT_LOW_SPEED_LIMIT, Self.slowestBytesPerSecond)
    set(CURLOPT_LOW_SPEED_TIME, max(1, patience / 1000))
    // Who answers.
    if let file = job.settings.certificateFile { set(CURLOPT_CAINFO, file) }
    if let folder = job.settings.certificateFolder { set(CURLOPT_CAPATH, folder) }
    let proxy =
      request.url.scheme == .https ? job.settings.httpsProxy : job.settings.httpProxy
    // Empty: without it libcurl reads the environment itself. This machine is never asked through
    // another one.
    set(CURLOPT_PROXY, request.url.isLoopback ? "" : proxy?.unredacted ?? "")
    set(CURLOPT_NOPROXY, job.settings.noProxy ?? "")
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    isSet = setLines() && isSet
    isSet = setCallbacks() && isSet
    guard isSet else { throw .other("libcurl lacks something that is needed of it") }
  }

  /// Cargo's `http.low-speed-limit`.
  private static let slowestBytesPerSecond = 10

  private func setLines() -> Bool {
    var fields = job.request.fields
    if let authorization = job.request.authorization {
      fields.append(HTTPField("Authorization", authorization.unredacted))
    }
    for field in fields {
      // A field without a value is written with a semicolon; a colon would remove it.
      let line = field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
      guard let longer = moat_curl_list_append(lines, line) else { return false }
      lines = longer
    }
    return moat_curl_set_pointer(handle, CURLOPT_HTTPHEADER, lines) == CURLE_OK
  }

  private func setCallbacks() -> Bool {
    // The engine keeps the transfer for as long as the handle is in use.
    let context = Unmanaged.passUnretained(self).toOpaque()
    return moat_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText) == CURLE_OK
      && moat_curl_set_pointer(handle, CURLOPT_HEADERDATA, context) == CURLE_OK
      && moat_curl_set_pointer(handle, CURLOPT_WRITEDATA, context) == CURLE_OK
      && moat_curl_set_writer(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
        CurlTransfer.receive(bytes, size, count, context) { $0.header($1) }
      } == CURLE_OK
      && moat_curl_set_writer(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
        CurlTransfer.receive(bytes, size, count, context) { $0.content($1) }
      } == CURLE_OK
  }

  /// Hands on what libcurl calls back with; fewer bytes than it gave end the transfer.
  private static func receive(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?,
    _ take: (CurlTransfer, UnsafeRawBufferPointer) -> Bool
  ) -> Int {
    let (length, overflows) = size.multipliedReportingOverflow(by: count)
    guard let context, !overflows, length > 0 else { return 0 }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    return take(transfer, UnsafeRawBufferPointer(start: bytes, count: length)) ? length : 0
  }

  // MARK: - The answer

  /// One header line with its end. Answers before the last (100, 103) start with a status line too.
  private func header(_ line: UnsafeRawBufferPointer) -> Bool {
    headerBytes += line.count
    guard headerBytes <= HTTPLimit.headers else {
      refusal = .headersTooLarge(limit: HTTPLimit.headers)
      return false
    }
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/") {
      fields = []
      status = text.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix(3)) } ?? 0
      return true
    }
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return true }
    let value = text[text.utf8.index(after: colon)...].utf8
      .drop { $0 == 0x20 || $0 == 0x09 }.reversed()
      .drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }.reversed()
    fields.append(HTTPField(String(text[..<colon]), String(decoding: Array(value), as: UTF8.self)))
    return true
  }

  private var isSuccess: Bool { (200..<300).contains(status) }

  private func content(_ piece: UnsafeRawBufferPointer) -> Bool {
    guard isSuccess else {
      body += piece.prefix(HTTPLimit.errorBody - body.count)
      isCut = body.count == HTTPLimit.errorBody
      return !isCut
    }
    bodyBytes += piece.count
    guard bodyBytes <= job.request.bodyLimit else {
      refusal = .tooLarge(limit: job.request.bodyLimit)
      return false
    }
    guard let sink = job.sink else {
      body += piece
      return true
    }
    do throws(FileFailure) {
      try begin(sink)
      try sink.take(piece)
      return true
    } catch {
      refusal = .notWritten(error)
      return false
    }
  }

  private func begin(_ sink: any HTTPSink) throws(FileFailure) {
    if hasBegun { return }
    hasBegun = true
    try sink.begin()
  }

  /// What came of it, once libcurl is done.
  func result(_ code: CURLcode) -> Result<CurlReply, HTTPFailure> {
    if let refusal { return .failure(refusal) }
    guard code == CURLE_OK || isCut else {
      let words = String(cString: errorText)
      return .failure(
        HTTPFailure(
          code, host: job.request.url.host,
          words: words.isEmpty ? String(cString: moat_curl_error_text(code)) : words))
    }
    guard status > 0 else { return .failure(.malformedAnswer("no status line")) }
    if isSuccess, let sink = job.sink {
      // An empty body is one too.
      do throws(FileFailure) { try begin(sink) } catch { return .failure(.notWritten(error)) }
    }
    return .success(
      CurlReply(
        response: HTTPResponse(
          status: status, fields: fields, url: job.request.url, body: body),
        location: moat_curl_get_text(handle, CURLINFO_REDIRECT_URL).map { String(cString: $0) }))
  }
}

extension Duration {
  /// Whole milliseconds, at most what a C `int` holds (24 days).
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    let limit = Int64(Int32.max / 1000 - 1)
    return Int(min(max(seconds, 0), limit) * 1000 + attoseconds / 1_000_000_000_000_000)
  }
}
