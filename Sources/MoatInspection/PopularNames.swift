/// Names of crates that many projects use, which others imitate.
///
/// crates.io takes `-` and `_` for the same, and upper case for lower case
/// (https://doc.rust-lang.org/cargo/reference/registry-index.html#name-restrictions).
package struct PopularNames: Sendable {
  /// Every name that is known to be what it says.
  private let names: Set<String>
  /// The imitated names without their `-`.
  private let joined: [String: String]
  /// The imitated names by their words in order.
  private let words: [String: String]
  /// The imitated names by what is left of them when one letter is taken away.
  private let shortened: [String: [String]]

  /// Shorter names differ in one letter by chance: `h2` and `h3`, `md5` and `md4`.
  private static let leastLength = 5
  /// A plural is made on purpose even of a shorter one.
  private static let leastPluralLength = 4
  /// Words that are put before or after a name to make another one of it.
  private static let affixes: Set<String> = [
    "rs", "rust", "rst", "main", "sdk", "sdks", "lib", "crate", "dev", "official", "latest", "new",
    "check", "checks",
  ]

  /// - Parameters:
  ///   - imitated: names that others are compared with.
  ///   - known: more names that are near none, whatever they look like.
  package init(imitated: some Sequence<String>, known: some Sequence<String>) {
    let targets = imitated.map(Self.folded)
    names = Set(targets).union(known.map(Self.folded))
    var joined: [String: String] = [:]
    var words: [String: String] = [:]
    var shortened: [String: [String]] = [:]
    for name in targets {
      let text = Self.joined(name)
      guard text.utf8.count >= Self.leastPluralLength else { continue }
      joined[text] = name
      guard text.utf8.count >= Self.leastLength else { continue }
      words[Self.sortedWords(name)] = name
      for variant in Self.shortened(text) { shortened[variant, default: []].append(name) }
    }
    self.joined = joined
    self.words = words
    self.shortened = shortened
  }

  package static let standard = PopularNames(
    imitated: imitated.split(whereSeparator: \.isWhitespace).map(String.init),
    known: known.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Whether the name itself is known to be what it says.
  package func contains(_ name: String) -> Bool { names.contains(Self.folded(name)) }

  /// The known name that this one could be taken for; nil for a known one and for one of its own.
  ///
  /// Compared are names without their `-`, with their words in another order, without an ending such
  /// as `-rs`, without an `s`, and with one letter changed, added, left out or exchanged with the
  /// next; the first letter is rarely mistaken, and stays.
  package func neighbour(of name: String) -> String? {
    let name = Self.folded(name)
    guard !names.contains(name) else { return nil }
    let text = Self.joined(name)
    if let same = joined[text], text.utf8.count >= Self.leastLength { return same }
    let parts = name.split(separator: "-")
    if parts.count > 1 {
      if let swapped = words[Self.sortedWords(name)] { return swapped }
      for stripped in Self.withoutAffix(parts) {
        if let other = joined[stripped], stripped.utf8.count >= Self.leastLength { return other }
      }
    }
    if text.hasSuffix("s"), let singular = joined[String(text.dropLast())] { return singular }
    return nearest(to: text)
  }

  private func nearest(to text: String) -> String? {
    let variants = Self.shortened(text)
    var found: Set<String> = Set(shortened[text] ?? [])
    for variant in variants {
      if let name = joined[variant], variant.utf8.count >= Self.leastLength { found.insert(name) }
      found.formUnion(shortened[variant] ?? [])
    }
    return found.filter { Self.isOneStep(Array(text.utf8), Array(Self.joined($0).utf8)) }.min()
  }

  // MARK: spelling

  private static func folded(_ name: String) -> String {
    String(name.lowercased().map { $0 == "_" ? "-" : $0 })
  }

  private static func joined(_ name: String) -> String { String(name.filter { $0 != "-" }) }

  private static func sortedWords(_ name: String) -> String {
    name.split(separator: "-").sorted().joined(separator: "-")
  }

  private static func withoutAffix(_ parts: [Substring]) -> [String] {
    var found: [String] = []
    if let last = parts.last, affixes.contains(String(last)) {
      found.append(parts.dropLast().joined())
    }
    if let first = parts.first, affixes.contains(String(first)) {
      found.append(parts.dropFirst().joined())
    }
    return found
  }

  private static func shortened(_ text: String) -> [String] {
    text.indices.map { index in
      var shorter = text
      shorter.remove(at: index)
      return shorter
    }
  }

  /// Whether one change, addition, loss or exchange of neighbours makes one of the other, behind a
  /// first letter that is the same.
  private static func isOneStep(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    let shared = zip(left, right).prefix { $0 == $1 }.count
    guard shared > 0 else { return false }
    let one = left.dropFirst(shared)
    let two = right.dropFirst(shared)
    switch left.count - right.count {
    case 0:
      if one.dropFirst().elementsEqual(two.dropFirst()) { return true }
      return one.prefix(2).reversed().elementsEqual(two.prefix(2))
        && one.dropFirst(2).elementsEqual(two.dropFirst(2))
    case 1: return one.dropFirst().elementsEqual(two)
    case -1: return two.dropFirst().elementsEqual(one)
    default: return false
    }
  }
}
