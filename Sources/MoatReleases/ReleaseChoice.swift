package import MoatModel

/// Which version of a crate to take when none was named.
package struct ReleaseChoice: Hashable, Sendable {
  /// Why a version was passed over.
  package enum Reason: Hashable, Sendable {
    case yanked
    case prerelease
    /// Younger than the cooldown.
    case tooNew(Timestamp)
    /// Nothing tells its age.
    case unknownAge
  }

  /// A version that is newer than the chosen one.
  package struct PassedOver: Hashable, Sendable {
    package let release: Release
    package let reason: Reason
  }

  /// nil where no version will do.
  package let chosen: Release?
  /// The higher versions, highest first; all versions where none was chosen.
  package let passedOver: [PassedOver]

  /// The highest version that is neither yanked nor a pre-release, and old enough.
  package init(
    among releases: [Release], cooldown: ReleaseFacts.Cooldown, now: Timestamp
  ) {
    var passed: [PassedOver] = []
    for release in releases.sorted(by: { $0.version > $1.version }) {
      guard let reason = Self.reason(against: release, cooldown, now) else {
        chosen = release
        passedOver = passed
        return
      }
      passed.append(PassedOver(release: release, reason: reason))
    }
    chosen = nil
    passedOver = passed
  }

  private static func reason(
    against release: Release, _ cooldown: ReleaseFacts.Cooldown, _ now: Timestamp
  ) -> Reason? {
    if release.isYanked { return .yanked }
    if release.version.isPrerelease { return .prerelease }
    guard cooldown.days > 0 else { return nil }
    guard let published = release.published else {
      if let seen = release.firstSeen, !cooldown.holdsBack(seen, at: now) { return nil }
      return .unknownAge
    }
    return cooldown.holdsBack(published, at: now) ? .tooNew(published) : nil
  }
}
