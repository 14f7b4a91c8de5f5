/// The version of a store: that of the cargo-vet that wrote it, without its patch number.
package struct StoreVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let major: UInt64
  package let minor: UInt64

  package init(_ major: UInt64, _ minor: UInt64) {
    self.major = major
    self.minor = minor
  }

  /// nil for anything but two numbers with a dot between them.
  package init?(_ text: String) {
    let parts = text.utf8.split(
      separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let major = Self.number(parts[0]), let minor = Self.number(parts[1])
    else { return nil }
    self.init(major, minor)
  }

  /// The version of the formats that Moat reads and writes: those of cargo-vet 0.10.
  package static let current = StoreVersion(0, 10)

  /// What a store without a version counts as: cargo-vet wrote none before 0.5.
  package static let missing = StoreVersion(0, 4)

  package var description: String { "\(major).\(minor)" }

  package static func < (left: StoreVersion, right: StoreVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }

  /// Digits, after one `+` that Rust's parser would take as well.
  private static func number(_ text: Substring.UTF8View) -> UInt64? {
    guard text.first != UInt8(ascii: "-") else { return nil }
    return UInt64(String(Substring(text)))
  }
}
