import MoatModel

/// One requirement of an advisory as an interval of SemVer precedence.
struct VersionInterval: Hashable, Sendable {
  /// An end of an interval.
  struct Bound: Hashable, Sendable {
    let version: Version
    let isIncluded: Bool
  }

  /// nil is unbounded.
  private(set) var lower: Bound?
  private(set) var upper: Bound?

  /// The most comparators of one interval: a lower and an upper bound.
  private static let comparatorLimit = 2

  /// Reads a requirement as the `rustsec` crate does: missing parts count as 0, and `^` and `~`
  /// end below the first pre-release of the next version.
  init(parsing text: String) throws(AffectedVersions.Malformed) {
    let requirement: VersionRequirement
    do {
      requirement = try VersionRequirement(parsing: text)
    } catch {
      throw AffectedVersions.Malformed(requirement: text, reason: .notARequirement(error))
    }
    func malformed(
      _ reason: AffectedVersions.Malformed.Reason
    ) -> AffectedVersions.Malformed {
      AffectedVersions.Malformed(requirement: text, reason: reason)
    }
    let comparators = requirement.comparators
    guard !comparators.isEmpty else { throw malformed(.wildcard) }
    guard comparators.count <= Self.comparatorLimit else { throw malformed(.tooManyComparators) }
    for comparator in comparators {
      let version = Version(
        comparator.major, comparator.minor ?? 0, comparator.patch ?? 0,
        prerelease: comparator.prerelease)
      switch comparator.operation {
      case .greater, .greaterOrEqual:
        guard lower == nil else { throw malformed(.sameSideTwice) }
        lower = Bound(version: version, isIncluded: comparator.operation == .greaterOrEqual)
      case .less, .lessOrEqual:
        guard upper == nil else { throw malformed(.sameSideTwice) }
        upper = Bound(version: version, isIncluded: comparator.operation == .lessOrEqual)
      case .wildcard: throw malformed(.wildcard)
      case .exact, .caret, .tilde:
        guard comparators.count == 1 else { throw malformed(.notAlone) }
        lower = Bound(version: version, isIncluded: true)
        if comparator.operation == .exact {
          upper = lower
        } else {
          guard let next = Self.end(of: comparator.operation, at: version) else {
            throw malformed(.tooLarge)
          }
          upper = Bound(version: next, isIncluded: false)
        }
      }
    }
    if let lower, let upper {
      switch lower.version.precedence(over: upper.version) {
      case .lower: break
      case .same where lower.isIncluded && upper.isIncluded: break
      default: throw malformed(.empty)
      }
    }
  }

  /// `-0` is the lowest pre-release there is.
  private static func end(
    of operation: VersionRequirement.Operation, at version: Version
  ) -> Version? {
    func next(_ number: UInt64) -> UInt64? {
      let (sum, overflow) = number.addingReportingOverflow(1)
      return overflow ? nil : sum
    }
    if operation == .caret, version.major > 0 {
      return next(version.major).map { Version($0, 0, 0, prerelease: "0") }
    }
    if operation == .tilde || version.minor > 0 {
      return next(version.minor).map { Version(version.major, $0, 0, prerelease: "0") }
    }
    return next(version.patch).map { Version(0, 0, $0, prerelease: "0") }
  }

  func contains(_ version: Version) -> Bool {
    if let lower {
      switch version.precedence(over: lower.version) {
      case .lower: return false
      case .same where !lower.isIncluded: return false
      default: break
      }
    }
    if let upper {
      switch version.precedence(over: upper.version) {
      case .higher: return false
      case .same where !upper.isIncluded: return false
      default: break
      }
    }
    return true
  }

  func overlaps(_ other: VersionInterval) -> Bool {
    Self.reaches(lower, upper: other.upper) && Self.reaches(other.lower, upper: upper)
  }

  /// Whether something can lie above `lower` and below `upper`.
  private static func reaches(_ lower: Bound?, upper: Bound?) -> Bool {
    guard let lower, let upper else { return true }
    switch lower.version.precedence(over: upper.version) {
    case .lower: return true
    case .same: return lower.isIncluded && upper.isIncluded
    case .higher: return false
    }
  }

  /// The text without spaces around it.
  static func trimmed(_ text: String) -> String {
    let head = text.drop { $0 == " " }
    guard let last = head.lastIndex(where: { $0 != " " }) else { return "" }
    return String(head[...last])
  }
}
