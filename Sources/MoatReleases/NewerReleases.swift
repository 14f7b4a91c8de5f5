package import MoatModel

/// What could be locked in place of a version: the evidence of "outdated".
package struct NewerReleases: Hashable, Sendable {
  /// The highest version that Cargo's default requirement on the current one allows.
  package let compatible: Release?
  /// The highest version of all.
  package let newest: Release?

  /// Yanked versions do not count, and pre-releases only where `current` is one and `compatible`
  /// with it. Whether they are old enough is for the caller: see ``Release/publishedBy``.
  ///
  /// - Parameter releases: all versions of the crate, in any order. Lower ones than `current` are
  ///   never an answer.
  package init(than current: Version, among releases: [Release]) {
    let candidates = releases.filter {
      !$0.isYanked && $0.version.precedence(over: current) == .higher
        && (!$0.version.isPrerelease || current.isPrerelease)
    }
    compatible = candidates.filter { current.isCompatible(with: $0.version) }
      .max { $0.version < $1.version }
    newest = candidates.max { $0.version < $1.version }
  }
}
