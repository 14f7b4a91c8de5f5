/// The full hash of a commit: 40 hexadecimal digits, kept in lower case.
///
/// A value proves nothing about a commit with that hash being anywhere.
package struct CommitHash: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let hex: String

  /// How many digits GitHub takes for a commit and not for a name.
  package static let length = 40

  /// - Returns: nil for anything but 40 hexadecimal digits of either case.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count == Self.length, CommitHash.isHex(text) else { return nil }
    hex = text.lowercased()
  }

  package var description: String { hex }

  /// The first digits, as git shows them.
  package var short: String { String(hex.prefix(10)) }

  package static func < (left: CommitHash, right: CommitHash) -> Bool { left.hex < right.hex }

  /// Whether there are only hexadecimal digits.
  static func isHex(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }
  }
}
