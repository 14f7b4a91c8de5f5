/// The version that a comment beside a hash names: `# v4.2.1`, `# tag=v4.2.1`, `# actions/x@v4`.
package struct VersionComment: Hashable, Sendable {
  /// The words without `#`.
  package let text: String
  /// The version, or the name of a tag, that it claims; nil where it names none.
  package let claim: String?

  /// - Parameter comment: with its `#`.
  package init(_ comment: some StringProtocol) {
    let words = comment.drop { $0 == "#" || $0 == " " || $0 == "\t" }
      .split { $0 == " " || $0 == "\t" || $0 == "," || $0 == ";" }
    text = words.joined(separator: " ")
    // `tag=v1`, `pin@v1`, `ratchet:owner/name@v1`: what counts stands behind the last of them.
    let claims = words.map { word in
      word.split { $0 == "=" || $0 == "@" || $0 == ":" || $0 == "(" || $0 == ")" }.last ?? word
    }
    // A word that reads as a version, or else the only word there is: `# stable`.
    let version = claims.first { VersionTag($0) != nil && !Self.isDate($0) }
    claim = (version ?? (claims.count == 1 ? claims.first : nil)).map { String($0) }
  }

  package var version: VersionTag? { claim.flatMap { VersionTag($0) } }

  /// `2026-01-31`: Dependabot and people put days beside versions.
  private static func isDate(_ text: some StringProtocol) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [4, 2, 2]
      && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }
}
