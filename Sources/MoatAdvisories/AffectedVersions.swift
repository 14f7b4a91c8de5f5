package import MoatModel

/// The versions an advisory affects, with the meaning RustSec gives its requirements.
///
/// Affected is what no `patched` and no `unaffected` interval contains; without any, every version
/// is. Each requirement is one interval under plain SemVer precedence, so unlike in
/// ``VersionRequirement`` pre-releases are ordinary points, `> 1.2` means `> 1.2.0`, and build
/// metadata never counts (https://docs.rs/rustsec/latest/rustsec/advisory/struct.Versions.html and
/// the OSV range export of the `rustsec` crate).
package struct AffectedVersions: Hashable, Sendable {
  /// The requirements as written.
  package let patched: [String]
  package let unaffected: [String]
  private let patchedIntervals: [VersionInterval]
  private let unaffectedIntervals: [VersionInterval]

  /// - Throws: ``Malformed`` for the first requirement that is no interval. The advisory is then
  ///   unusable: guessing its versions could give a wrong all-clear.
  package init(patched: [String], unaffected: [String]) throws(Malformed) {
    self.patched = patched
    self.unaffected = unaffected
    patchedIntervals = try Self.intervals(patched)
    unaffectedIntervals = try Self.intervals(unaffected)
  }

  private static func intervals(_ requirements: [String]) throws(Malformed) -> [VersionInterval] {
    var result: [VersionInterval] = []
    result.reserveCapacity(requirements.count)
    for text in requirements { result.append(try VersionInterval(parsing: text)) }
    return result
  }

  package func affects(_ version: Version) -> Bool {
    !patchedIntervals.contains { $0.contains(version) }
      && !unaffectedIntervals.contains { $0.contains(version) }
  }

  /// Where a version above an affected one is patched.
  package struct Fix: Hashable, Sendable {
    /// The requirement as the advisory writes it: `>= 0.4.16`.
    package let requirement: String
    /// The lowest version it allows; nil where the bound itself is excluded (`> 1.27.0`), so that
    /// the lowest one cannot be known from the advisory.
    package let version: Version?
  }

  /// The nearest patched range above `version`; nil when no patched range lies above it.
  package func fix(for version: Version) -> Fix? {
    var best: (bound: VersionInterval.Bound, requirement: String)?
    for (interval, text) in zip(patchedIntervals, patched) {
      guard let lower = interval.lower, lower.version.precedence(over: version) != .lower else {
        continue
      }
      if let best, best.bound.version.precedence(over: lower.version) != .higher { continue }
      best = (lower, text)
    }
    return best.map {
      let requirement = VersionInterval.trimmed($0.requirement)
      return Fix(requirement: requirement, version: $0.bound.isIncluded ? $0.bound.version : nil)
    }
  }

  /// The lowest patched version above `version`, where the advisory names one.
  package func fixedVersion(for version: Version) -> Version? { fix(for: version)?.version }

  /// Whether the advisory makes `version` the fix of some of `others`: it lies in a patched range
  /// that none of them is in, and one of them is affected.
  package func isFixed(by version: Version, andNotBy others: [Version]) -> Bool {
    others.contains(where: affects)
      && patchedIntervals.contains { range in
        range.contains(version) && !others.contains(where: range.contains)
      }
  }

  /// Pairs of requirements with a version in common. `rustsec` refuses such files; here their
  /// union counts, because refusing would lose the advisory.
  package var overlaps: [(String, String)] {
    let all = zip(patchedIntervals + unaffectedIntervals, patched + unaffected).map { $0 }
    var result: [(String, String)] = []
    for (index, one) in all.enumerated() {
      for two in all[(index + 1)...] where one.0.overlaps(two.0) {
        result.append((one.1, two.1))
      }
    }
    return result
  }

  /// Why a requirement is not an interval.
  package struct Malformed: Error, Hashable, Sendable {
    /// What is wrong with it.
    package enum Reason: Hashable, Sendable {
      case notARequirement(Version.Malformed)
      /// More than two comparators.
      case tooManyComparators
      /// `^`, `~`, `=` or a bare version beside another comparator.
      case notAlone
      /// Two lower or two upper bounds.
      case sameSideTwice
      /// `*`, or a wildcard part.
      case wildcard
      /// No version lies between its bounds.
      case empty
      /// A number too large to add one to.
      case tooLarge
    }

    package let requirement: String
    package let reason: Reason

    /// A phrase for reports.
    package var message: String {
      let why =
        switch reason {
        case .notARequirement: "is not a version requirement"
        case .tooManyComparators: "has more than two comparators"
        case .notAlone: "combines an exact, `^` or `~` comparator with another one"
        case .sameSideTwice: "has two bounds on one side"
        case .wildcard: "uses a wildcard"
        case .empty: "contains no version"
        case .tooLarge: "has a number that is too large"
        }
      return "`\(requirement)` \(why)"
    }
  }
}
