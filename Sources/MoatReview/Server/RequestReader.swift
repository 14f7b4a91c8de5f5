/// Makes requests of the bytes of one connection, after RFC 9112, and refuses what a browser never
/// sends: other versions, folded headers, bare line feeds, transfer codings, repeated headers.
///
/// Where two readers could differ on where a request ends, or on what it says, it is refused.
struct RequestReader {
  private var buffer: [UInt8] = []
  /// How far the end of the head was looked for.
  private var searched = 0
  private var head: Head?

  private struct Head {
    let method: String
    let path: String
    let query: [String: String]
    let headers: [String: String]
    let bodyBytes: Int
    let upper: Int
  }

  /// Why a request is not answered; the connection ends.
  struct Refusal: Error, Hashable {
    let status: Int
    let message: String

    init(_ status: Int, _ message: String) {
      self.status = status
      self.message = message
    }
  }

  /// Whether a request has begun and is not all here.
  var isInside: Bool { !buffer.isEmpty }

  mutating func append(_ bytes: some Sequence<UInt8>) { buffer += bytes }

  /// The next request; nil while more bytes are needed.
  mutating func next() throws(Refusal) -> ReviewRequest? {
    if head == nil { head = try readHead() }
    guard let head, buffer.count - head.upper >= head.bodyBytes else { return nil }
    let end = head.upper + head.bodyBytes
    let request = ReviewRequest(
      method: head.method, path: head.path, query: head.query, headers: head.headers,
      body: Array(buffer[head.upper..<end]))
    buffer.removeSubrange(..<end)
    self.head = nil
    searched = 0
    return request
  }

  private mutating func readHead() throws(Refusal) -> Head? {
    guard let end = headEnd() else {
      if buffer.count > ServerLimit.headBytes { throw Refusal(431, "the headers are too large") }
      return nil
    }
    guard end <= ServerLimit.headBytes else { throw Refusal(431, "the headers are too large") }
    let lines = try Self.lines(buffer[..<(end - 4)])
    guard let first = lines.first else { throw Refusal(400, "there is no request line") }
    let words = first.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 3, !words[0].isEmpty, words[0].allSatisfy(Self.isToken) else {
      throw Refusal(400, "the request line is malformed")
    }
    let version = String(decoding: words[2], as: UTF8.self)
    guard version == "HTTP/1.1" else { throw Refusal(505, "only HTTP/1.1 is spoken here") }
    let (path, query) = try RequestTarget.read(words[1])
    let headers = try Self.headers(lines.dropFirst())
    return Head(
      method: String(decoding: words[0], as: UTF8.self), path: path, query: query, headers: headers,
      bodyBytes: try Self.bodyBytes(headers), upper: end)
  }

  /// Where the empty line ends.
  private mutating func headEnd() -> Int? {
    var index = max(3, searched)
    while index < buffer.count {
      if buffer[index] == 0x0A, buffer[index - 1] == 0x0D, buffer[index - 2] == 0x0A,
        buffer[index - 3] == 0x0D
      {
        return index + 1
      }
      index += 1
    }
    searched = index
    return nil
  }

  private static func lines(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var index = start
    while index < bytes.endIndex {
      switch bytes[index] {
      case 0x0D where index + 1 < bytes.endIndex && bytes[index + 1] == 0x0A:
        lines.append(bytes[start..<index])
        index += 2
        start = index
      // What is left of the controls could end a line for some other reader.
      case 0x09, 0x20...0x7E, 0x80...0xFF: index += 1
      default: throw Refusal(400, "a header has a control character")
      }
    }
    lines.append(bytes[start...])
    return lines
  }

  private static func headers(
    _ lines: ArraySlice<ArraySlice<UInt8>>
  ) throws(Refusal) -> [String: String] {
    var headers: [String: String] = [:]
    for line in lines {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
        line[..<colon].allSatisfy(isToken)
      else { throw Refusal(400, "a header is malformed") }
      let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      var value = line[(colon + 1)...]
      while let byte = value.first, byte == 0x20 || byte == 0x09 { value = value.dropFirst() }
      while let byte = value.last, byte == 0x20 || byte == 0x09 { value = value.dropLast() }
      let old = headers.updateValue(String(decoding: value, as: UTF8.self), forKey: name)
      if old != nil { throw Refusal(400, "a header is repeated") }
    }
    return headers
  }

  private static func bodyBytes(_ headers: [String: String]) throws(Refusal) -> Int {
    if headers["transfer-encoding"] != nil { throw Refusal(501, "transfer codings are not read") }
    guard let text = headers["content-length"] else { return 0 }
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw Refusal(400, "the length of the body is malformed")
    }
    guard let count = Int(text), count <= ServerLimit.bodyBytes else {
      throw Refusal(413, "the body is too large")
    }
    return count
  }

  /// `tchar` of RFC 9110, 5.6.2.
  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
