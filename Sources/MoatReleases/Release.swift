package import MoatModel

/// One version of a crate: what the index says of it, and what Moat remembers of earlier looks.
///
/// The index never tells when a version was yanked. The moments here are those at which Moat looked,
/// and Moat looks at Cargo's index cache, which may be behind: they say "by then", never "at".
package struct Release: Hashable, Sendable {
  package let version: Version
  /// Whether it is yanked now.
  package let isYanked: Bool
  /// `pubtime`, where the index has it now or had it before.
  package let published: Timestamp?
  /// Moat's first look that saw it; nil where nothing is remembered.
  package let firstSeen: Timestamp?
  /// The first look that saw it yanked, if an earlier look saw it not yanked.
  package let yankSeen: Timestamp?
  /// How its entry differs from the one that was recorded first.
  package let change: Change?

  /// A difference from the recorded entry.
  package struct Change: Hashable, Sendable {
    /// What of an entry can differ.
    package enum Part: Hashable, Sendable, CaseIterable {
      case checksum
      /// Name, dependencies, features or `links`.
      case content
      case published
    }

    /// At least one.
    package let parts: Set<Part>
    /// When the entry was recorded.
    package let recorded: Timestamp
    /// The first look that saw the difference.
    package let seen: Timestamp

    package init(parts: Set<Part>, recorded: Timestamp, seen: Timestamp) {
      self.parts = parts
      self.recorded = recorded
      self.seen = seen
    }
  }

  package init(
    version: Version, isYanked: Bool = false, published: Timestamp? = nil,
    firstSeen: Timestamp? = nil, yankSeen: Timestamp? = nil, change: Change? = nil
  ) {
    self.version = version
    self.isYanked = isYanked
    self.published = published
    self.firstSeen = firstSeen
    self.yankSeen = yankSeen
    self.change = change
  }

  /// The latest moment at which it can have been published: `pubtime`, or else Moat's first look at
  /// it; nil where neither is known.
  package var publishedBy: Timestamp? { published ?? firstSeen }
}
