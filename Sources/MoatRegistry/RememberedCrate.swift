package import MoatModel

/// What Moat remembers of the index entries of one crate.
///
/// Moments are those of Moat's looks at Cargo's index cache, which may be behind the registry.
package struct RememberedCrate: Hashable, Sendable {
  package var firstSeen: Timestamp
  /// The last look that read the files, or some days before it; see ``IndexMemory/lookAge``.
  package var lastSeen: Timestamp
  /// The files of that look; see ``IndexedCrate/stamp(using:)``.
  var stamp: ShortDigest
  /// In the order of the bytes of their texts.
  package var versions: [RememberedVersion]
}

/// What Moat remembers of one version: the entry that was seen first, and what became of it.
package struct RememberedVersion: Hashable, Sendable {
  /// As the index writes it.
  package let version: String
  package var firstSeen: Timestamp
  /// Of `cksum`; nil where the first entry had none.
  var checksum: ShortDigest?
  /// Of ``MoatCargo/IndexEntry/content(of:)``.
  var content: ShortDigest
  /// The first `pubtime` seen.
  package var published: Timestamp?
  /// Whether the last look saw it at all.
  package var isPresent: Bool
  package var isYanked: Bool
  /// The first look that saw it yanked after one that did not, as long as it is.
  package var yankSeen: Timestamp?
  /// How the entry of the last look differs from the first.
  package var difference: Difference
  /// The first look that saw a difference, as long as there is one.
  package var differenceSeen: Timestamp?

  /// Parts of an entry.
  package struct Difference: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let checksum = Difference(rawValue: 1)
    package static let content = Difference(rawValue: 2)
    package static let published = Difference(rawValue: 4)
    static let all: Difference = [.checksum, .content, .published]
  }
}

/// One version as a look sees it.
struct IndexLook: Hashable, Sendable {
  let version: String
  let checksum: ShortDigest?
  let content: ShortDigest
  let published: Timestamp?
  let isYanked: Bool
}

extension RememberedCrate {
  /// The first look at a crate.
  init(_ looks: [IndexLook], stamp: ShortDigest, at now: Timestamp) {
    firstSeen = now
    lastSeen = now
    self.stamp = stamp
    versions = looks.map { RememberedVersion($0, at: now) }.sorted(by: Self.isBefore)
  }

  /// Takes in what a later look saw. The first entry of each version stays.
  mutating func update(_ looks: [IndexLook], stamp: ShortDigest, at now: Timestamp) {
    self.stamp = stamp
    lastSeen = max(lastSeen, now)
    var seen = Dictionary(looks.map { ($0.version, $0) }, uniquingKeysWith: { first, _ in first })
    for index in versions.indices {
      if let look = seen.removeValue(forKey: versions[index].version) {
        versions[index].update(look, at: now)
      } else {
        versions[index].isPresent = false
      }
    }
    versions += looks.filter { seen[$0.version] != nil }.map { RememberedVersion($0, at: now) }
    versions.sort(by: Self.isBefore)
  }

  /// Joins what two runs recorded of one crate without knowing of each other: nothing that either
  /// saw is lost, and the order does not matter.
  func merged(with other: RememberedCrate) -> RememberedCrate {
    // Of two equal looks either will do; the comparison of stamps makes it the same one always.
    let isLater =
      (lastSeen, stamp.high, stamp.low) >= (other.lastSeen, other.stamp.high, other.stamp.low)
    let (late, early) = isLater ? (self, other) : (other, self)
    var merged = late
    merged.firstSeen = min(firstSeen, other.firstSeen)
    var others = Dictionary(
      early.versions.map { ($0.version, $0) }, uniquingKeysWith: { first, _ in first })
    for index in merged.versions.indices {
      if let version = others.removeValue(forKey: merged.versions[index].version) {
        merged.versions[index].merge(earlier: version, at: late.lastSeen)
      }
    }
    merged.versions += early.versions.filter { others[$0.version] != nil }
    merged.versions.sort(by: Self.isBefore)
    return merged
  }

  private static func isBefore(_ left: RememberedVersion, _ right: RememberedVersion) -> Bool {
    left.version.utf8.lexicographicallyPrecedes(right.version.utf8)
  }
}

extension RememberedVersion {
  fileprivate init(_ look: IndexLook, at now: Timestamp) {
    version = look.version
    firstSeen = now
    checksum = look.checksum
    content = look.content
    published = look.published
    isPresent = true
    isYanked = look.isYanked
    yankSeen = nil
    difference = []
    differenceSeen = nil
  }

  fileprivate mutating func update(_ look: IndexLook, at now: Timestamp) {
    isPresent = true
    if look.isYanked, !isYanked { yankSeen = now }
    if !look.isYanked { yankSeen = nil }
    isYanked = look.isYanked
    difference = []
    if look.checksum != checksum { difference.insert(.checksum) }
    if look.content != content { difference.insert(.content) }
    // A date that is missing says nothing, and one that was missing may be filled in.
    if let date = look.published, let published, date != published {
      difference.insert(.published)
    }
    published = published ?? look.published
    differenceSeen = difference.isEmpty ? nil : differenceSeen ?? now
  }

  /// Takes over what the other run saw earlier; the state of the last look is `self`'s.
  fileprivate mutating func merge(earlier other: RememberedVersion, at lastLook: Timestamp) {
    if isYanked {
      // The other run's look, the earlier one, saw it not yanked, or saw the yank itself.
      let here = yankSeen ?? (other.isYanked ? nil : firstSeen)
      yankSeen = [here, other.yankSeen].compactMap { $0 }.min()
    }
    if other.firstSeen < firstSeen {
      firstSeen = other.firstSeen
      if other.checksum != checksum { difference.insert(.checksum) }
      if other.content != content { difference.insert(.content) }
      if let date = other.published, let published, date != published {
        difference.insert(.published)
      }
      checksum = other.checksum
      content = other.content
      published = other.published ?? published
    }
    difference.formUnion(other.difference)
    if !difference.isEmpty {
      differenceSeen =
        [differenceSeen, other.differenceSeen].compactMap { $0 }.min() ?? lastLook
    }
  }
}
