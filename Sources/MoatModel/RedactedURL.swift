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
    guard let start = unredacted.firstRange(of: "://")?.upperBound else { return unredacted }
    let rest = unredacted[start...]
    let authorityEnd = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
    guard let at = rest[..<authorityEnd].lastIndex(of: "@") else { return unredacted }
    // `ssh://git@host` carries a user name that is no secret and that readers expect to see.
    if rest[..<at] == "git" { return unredacted }
    return unredacted[..<start] + "***" + rest[at...]
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
