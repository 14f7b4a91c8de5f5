package import MoatModel

/// A `GET` request with everything that bounds it.
package struct HTTPRequest: Hashable, Sendable {
  package var url: HTTPURL
  /// Sent as they are, besides `User-Agent`.
  package var fields: [HTTPField]
  /// The value of `Authorization`. It goes to the origin of ``url`` alone, never along a redirect
  /// to another one, and never over plain `http` to another machine.
  package var authorization: Secret?
  /// The most bytes the body may have, after decompression.
  package var bodyLimit: Int
  /// Whether the server may compress the body. A file that is compressed itself should be asked for
  /// without.
  package var acceptsCompression: Bool
  /// How long all of it may take, redirects included.
  package var deadline: Duration

  /// A crate archive of tens of MiB over a slow line.
  package static let defaultDeadline = Duration.seconds(300)

  package init(
    _ url: HTTPURL, fields: [HTTPField] = [], authorization: Secret? = nil, bodyLimit: Int,
    acceptsCompression: Bool = true, deadline: Duration = HTTPRequest.defaultDeadline
  ) {
    self.url = url
    self.fields = fields
    self.authorization = authorization
    self.bodyLimit = bodyLimit
    self.acceptsCompression = acceptsCompression
    self.deadline = deadline
  }
}

/// One header field.
package struct HTTPField: Hashable, Sendable {
  package let name: String
  /// Bytes that are not UTF-8 are repaired.
  package let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether it can be sent: a line end in it would be the start of another field.
  var isSendable: Bool {
    !name.isEmpty && name.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x3A }
      && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }
}

/// What a server answered.
package struct HTTPResponse: Hashable, Sendable {
  package let status: Int
  package let fields: [HTTPField]
  /// Where the answer came from, after redirects.
  package let url: HTTPURL
  /// The body; of a success whose body went to a sink, nothing. Of anything but a success at most
  /// ``HTTPLimit/errorBody`` bytes: what follows is cut off.
  package let body: [UInt8]

  package init(status: Int, fields: [HTTPField] = [], url: HTTPURL, body: [UInt8] = []) {
    self.status = status
    self.fields = fields
    self.url = url
    self.body = body
  }

  /// Whether the status is of the 200s.
  package var isSuccess: Bool { (200..<300).contains(status) }

  /// The first field of that name, in whatever case.
  package subscript(name: String) -> String? {
    let name = name.lowercased()
    return fields.first { $0.name.lowercased() == name }?.value
  }
}

/// Limits of the network door.
package enum HTTPLimit {
  /// As many as curl's tool and browsers follow or fewer; registries need two.
  package static let redirects = 10
  /// What is read of the body of an answer that is no success: enough for a reason in words.
  package static let errorBody = 64 << 10
  /// All header lines of one answer. Servers refuse requests with a tenth of it.
  package static let headers = 256 << 10
  /// Requests in flight. Over HTTP/2 they share one connection; crates.io takes about a hundred.
  package static let active = 64
  /// Connections to one host, where HTTP/2 is not to be had.
  package static let connectionsPerHost = 8
  /// Connections in all.
  package static let connections = 32
}
