/// An address that prints without its credentials.
///
/// The text is not validated as a URL: it is compared as written and shown with whatever stands
/// between `://` and the last `@` of the authority replaced by `***`.
package struct RedactedURL: Hashable, Sendable, CustomStringConvertible {
  /// The address as written: only for comparing and for handing to a program, never for output.
  package let unredacted: String

  package init(_ text: String) { unredacted = text }

  /// The part before `://`, in lower case; nil where there is none (`git@host:path`).
  package var scheme: String? {
    guard let range = unredacted.firstRange(of: "://") else { return nil }
    return unredacted[..<range.lowerBound].lowercased()
  }

  /// The host name in lower case, without user, port or path.
  package var host: String? {
    let bare = description
    let start = bare.firstRange(of: "://")?.upperBound ?? bare.startIndex
    let authority = bare[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let host = authority.split(separator: "@").last ?? ""
    let name =
      host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
    return name.isEmpty ? nil : name.lowercased()
  }

  package var description: String {
    Self.redacting(unredacted) { byte in "/?#".utf8.contains(byte) }
  }
}

extension RedactedURL {
  /// Any text without the credentials of the addresses in it: what stands between `://` and the last
  /// `@` before the host ends becomes `***`. The user name `git` of `ssh://git@host` is no secret.
  ///
  /// A password in a text must not hold what RFC 3986 forbids there, such as spaces and quotation
  /// marks, or it ends early; `'`, `(` and `)` it may hold.
  package static func redacting(_ text: String) -> String {
    redacting(text) { byte in byte <= 0x20 || "/?#\"`<>".utf8.contains(byte) }
  }

  /// - Parameter endsAuthority: whether a byte begins a path, a query or a fragment, or is behind the
  ///   address.
  private static func redacting(_ text: String, endsAuthority: (UInt8) -> Bool) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(UInt8(ascii: "@")) else { return text }
    var result: [UInt8] = []
    var offset = 0
    while offset < bytes.count {
      result.append(bytes[offset])
      offset += 1
      guard result.suffix(3).elementsEqual("://".utf8) else { continue }
      let end = bytes[offset...].firstIndex(where: endsAuthority) ?? bytes.count
      guard let at = bytes[offset..<end].lastIndex(of: UInt8(ascii: "@")),
        !bytes[offset..<at].elementsEqual("git".utf8)
      else { continue }
      result += Array("***".utf8)
      offset = at
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension RedactedURL {
  /// Whether two addresses name one repository by Cargo's canonical form: without a trailing slash
  /// or `.git`, and on GitHub without regard to case (`cargo/src/util/canonical_url.rs`).
  package func isSameRepository(as other: RedactedURL) -> Bool {
    canonical == other.canonical
  }

  private var canonical: String {
    var text = unredacted
    while text.hasSuffix("/") { text.removeLast() }
    if text.hasSuffix(".git") { text.removeLast(4) }
    return host == "github.com" ? text.lowercased() : text
  }
}
