internal import MoatModel

/// An `http` or `https` address, taken apart so far that it can be said whom it reaches.
///
/// Stricter than RFC 3986, so that no two readers can differ about the host: visible ASCII only, at
/// most one `@`, host names of letters, digits, `-`, `_` and `.`. A name with other letters has to be
/// written in Punycode. A fragment is dropped.
package struct HTTPURL: Hashable, Sendable, CustomStringConvertible {
  package enum Scheme: String, Hashable, Sendable {
    case http, https

    /// Where the address names none.
    package var defaultPort: Int { self == .https ? 443 : 80 }
  }

  package let scheme: Scheme
  /// In lower case; an IPv6 address in its brackets.
  package let host: String
  package let port: Int
  /// Whether there is a user, perhaps with a password, before the host.
  package let hasCredentials: Bool
  /// The whole address: only for handing to a server or a library, never for output.
  package let unredacted: String

  /// - Throws: ``Malformed``.
  package init(parsing text: String) throws(Malformed) {
    let text = text.utf8.firstIndex(of: UInt8(ascii: "#")).map { String(text[..<$0]) } ?? text
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }) else {
      throw .notASCII
    }
    guard let separator = text.firstRange(of: "://"),
      let scheme = Scheme(rawValue: text[..<separator.lowerBound].lowercased())
    else { throw .scheme }
    let rest = text[separator.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let parts = authority.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count <= 2, let place = parts.last else { throw .host }
    (host, port) = try Self.hostAndPort(place, of: scheme)
    self.scheme = scheme
    hasCredentials = parts.count == 2
    unredacted = text
  }

  private static func hostAndPort(
    _ place: Substring, of scheme: Scheme
  ) throws(Malformed) -> (String, Int) {
    let host: Substring
    let rest: Substring
    if place.hasPrefix("[") {
      guard let end = place.firstIndex(of: "]") else { throw .host }
      host = place[...end]
      rest = place[place.index(after: end)...]
      let digits = host.dropFirst().dropLast()
      guard digits.contains(":"), digits.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." })
      else { throw .host }
    } else {
      host = place.prefix { $0 != ":" }
      rest = place[host.endIndex...]
      let isName = host.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
          || "-_.".utf8.contains(byte)
      }
      guard isName, !host.isEmpty else { throw .host }
    }
    if rest.isEmpty { return (host.lowercased(), scheme.defaultPort) }
    let digits = rest.dropFirst()
    guard rest.first == ":", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let port = Int(digits), (1...65_535).contains(port)
    else { throw .port }
    return (host.lowercased(), port)
  }

  /// Whether the address can only be this machine. What a name other than `localhost` resolves to
  /// is not asked.
  package var isLoopback: Bool {
    host == "localhost" || host == "[::1]"
      || (host.hasPrefix("127.")
        && host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") })
  }

  /// Whether two addresses are served by one server: scheme, host and port.
  package func isSameOrigin(as other: HTTPURL) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port
  }

  /// The address without credentials.
  package var description: String { RedactedURL(unredacted).description }

  /// Why a text is not an address of this kind.
  package enum Malformed: Error, Hashable, Sendable {
    case scheme
    case host
    case port
    case notASCII

    /// A phrase to put after the text and a colon.
    package var message: String {
      switch self {
      case .scheme: "not an `http` or `https` address"
      case .host: "the address has no valid host"
      case .port: "the address has no valid port"
      case .notASCII: "the address has characters that must be percent-encoded"
      }
    }
  }
}
