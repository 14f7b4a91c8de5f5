/// A tag that reads as a version: `v4`, `v4.2`, `v4.2.1`, `1.2.3-rc.1`.
///
/// Told by its shape alone: nobody hinders a branch from having such a name.
package struct VersionTag: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// As written.
  package let text: String
  /// One to four numbers.
  package let numbers: [Int]
  /// What stands behind a `-`; nil for a release.
  package let preRelease: String?

  /// Tags of a date, such as `2024.11.05`, are the longest; a fourth number is rare.
  private static let mostNumbers = 4

  /// - Returns: nil for what has another shape. Build metadata behind `+` is passed over.
  package init?(_ text: some StringProtocol) {
    var rest = Substring(String(text))
    if rest.first == "v" || rest.first == "V" { rest.removeFirst() }
    if let plus = rest.utf8.firstIndex(of: UInt8(ascii: "+")) { rest = rest[..<plus] }
    var tail: String?
    if let dash = rest.utf8.firstIndex(of: UInt8(ascii: "-")) {
      tail = String(rest[rest.utf8.index(after: dash)...])
      rest = rest[..<dash]
      guard tail?.isEmpty == false else { return nil }
    }
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...Self.mostNumbers).contains(parts.count) else { return nil }
    var numbers: [Int] = []
    for part in parts {
      guard !part.isEmpty, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int(part)
      else { return nil }
      numbers.append(number)
    }
    self.text = String(text)
    self.numbers = numbers
    preRelease = tail
  }

  /// Whether it names one release: three numbers at least. `v4` is moved to each new release.
  package var isFull: Bool { numbers.count >= 3 }

  package var description: String { text }

  /// Whether two spellings mean the same version: `v1.2.3` and `1.2.3`.
  package func isSameVersion(as other: VersionTag) -> Bool {
    numbers == other.numbers && preRelease == other.preRelease
  }

  /// Lower versions first; of `v4`, `v4.2` and `v4.2.0` the shorter, and a pre-release before its
  /// release.
  package static func < (left: VersionTag, right: VersionTag) -> Bool {
    for (one, other) in zip(left.numbers, right.numbers) where one != other { return one < other }
    if left.numbers.count != right.numbers.count {
      return left.numbers.count < right.numbers.count
    }
    switch (left.preRelease, right.preRelease) {
    case (nil, nil): return left.text < right.text
    case (nil, .some): return false
    case (.some, nil): return true
    case (.some(let one), .some(let other)): return (one, left.text) < (other, right.text)
    }
  }
}
