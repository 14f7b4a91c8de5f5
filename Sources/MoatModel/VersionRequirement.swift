/// A version requirement as manifests write it, with the meaning Cargo gives it.
///
/// Grammar and matching follow the `semver` crate 1.0
/// (https://docs.rs/semver/1/semver/struct.VersionReq.html). RustSec advisories read the same text
/// differently; see `AffectedVersions` in `MoatAdvisories`.
package struct VersionRequirement: Hashable, Sendable, CustomStringConvertible {
  /// As many comparators as the `semver` crate takes in one requirement.
  package static let comparatorLimit = 32

  /// All must match; empty means any version that is not a pre-release (`*`).
  package let comparators: [Comparator]
  private let text: String

  /// One `op version` part.
  package struct Comparator: Hashable, Sendable {
    package let operation: Operation
    package let major: UInt64
    package let minor: UInt64?
    package let patch: UInt64?
    package let prerelease: String
  }

  package enum Operation: Hashable, Sendable {
    case exact, greater, greaterOrEqual, less, lessOrEqual, tilde, caret, wildcard
  }

  /// - Throws: ``Version/Malformed``, with the byte offset in `text`.
  package init(parsing text: String) throws(Version.Malformed) {
    self.text = text
    var reader = VersionReader(text)
    reader.skipSpaces()
    if reader.wildcard() {
      reader.skipSpaces()
      guard reader.isAtEnd else {
        throw reader.next == UInt8(ascii: ",")
          ? .wildcardNotAlone : .unexpected(offset: reader.offset)
      }
      comparators = []
      return
    }
    var comparators: [Comparator] = []
    while true {
      guard comparators.count < Self.comparatorLimit else { throw .tooManyComparators }
      comparators.append(try Self.comparator(&reader))
      reader.skipSpaces()
      if reader.isAtEnd { break }
      try reader.expect(UInt8(ascii: ","))
      reader.skipSpaces()
    }
    self.comparators = comparators
  }

  package var description: String { text }

  /// `*`, `x` or `X`: every release.
  package var isWildcard: Bool { comparators.isEmpty }

  /// Whether some comparator bounds the versions from above.
  package var hasUpperBound: Bool {
    comparators.contains { $0.operation != .greater && $0.operation != .greaterOrEqual }
  }

  private static func comparator(
    _ reader: inout VersionReader
  ) throws(Version.Malformed) -> Comparator {
    var operation = Operation.caret
    var isDefault = false
    if reader.take(UInt8(ascii: "=")) {
      operation = .exact
    } else if reader.take(UInt8(ascii: ">")) {
      operation = reader.take(UInt8(ascii: "=")) ? .greaterOrEqual : .greater
    } else if reader.take(UInt8(ascii: "<")) {
      operation = reader.take(UInt8(ascii: "=")) ? .lessOrEqual : .less
    } else if reader.take(UInt8(ascii: "~")) {
      operation = .tilde
    } else if !reader.take(UInt8(ascii: "^")) {
      isDefault = true
    }
    reader.skipSpaces()
    let major = try reader.number()
    var minor: UInt64?
    var patch: UInt64?
    var prerelease = ""
    var sawWildcard = false
    if reader.take(UInt8(ascii: ".")) {
      if reader.wildcard() { sawWildcard = true } else { minor = try reader.number() }
      if reader.take(UInt8(ascii: ".")) {
        if reader.wildcard() {
          sawWildcard = true
        } else if sawWildcard {
          throw .unexpected(offset: reader.offset)
        } else {
          patch = try reader.number()
        }
      }
    }
    if sawWildcard, isDefault { operation = .wildcard }
    if patch != nil {
      if reader.take(UInt8(ascii: "-")) {
        prerelease = try reader.identifiers(numericLeadingZeros: false)
      }
      if reader.take(UInt8(ascii: "+")) {
        _ = try reader.identifiers(numericLeadingZeros: true)
      }
    }
    return Comparator(
      operation: operation, major: major, minor: minor, patch: patch, prerelease: prerelease)
  }
}

extension VersionRequirement {
  /// Cargo's matching: every comparator matches, and a pre-release only when a comparator names a
  /// pre-release of the same `major.minor.patch`.
  package func matches(_ version: Version) -> Bool {
    guard comparators.allSatisfy({ $0.matches(version) }) else { return false }
    if !version.isPrerelease { return true }
    return comparators.contains {
      !$0.prerelease.isEmpty && $0.major == version.major && $0.minor == version.minor
        && $0.patch == version.patch
    }
  }
}

extension VersionRequirement.Comparator {
  func matches(_ version: Version) -> Bool {
    switch operation {
    case .exact, .wildcard: matchesExactly(version)
    case .greater: isBelow(version)
    case .greaterOrEqual: matchesExactly(version) || isBelow(version)
    case .less: isAbove(version)
    case .lessOrEqual: matchesExactly(version) || isAbove(version)
    case .tilde: matchesTilde(version)
    case .caret: matchesCaret(version)
    }
  }

  private func matchesExactly(_ version: Version) -> Bool {
    version.major == major && (minor == nil || version.minor == minor)
      && (patch == nil || version.patch == patch) && version.prerelease == prerelease
  }

  private func isBelow(_ version: Version) -> Bool {
    if version.major != major { return version.major > major }
    guard let minor else { return false }
    if version.minor != minor { return version.minor > minor }
    guard let patch else { return false }
    if version.patch != patch { return version.patch > patch }
    return Version.prereleasePrecedence(version.prerelease, over: prerelease) == .higher
  }

  private func isAbove(_ version: Version) -> Bool {
    if version.major != major { return version.major < major }
    guard let minor else { return false }
    if version.minor != minor { return version.minor < minor }
    guard let patch else { return false }
    if version.patch != patch { return version.patch < patch }
    return Version.prereleasePrecedence(version.prerelease, over: prerelease) == .lower
  }

  private func matchesTilde(_ version: Version) -> Bool {
    guard version.major == major else { return false }
    if let minor, version.minor != minor { return false }
    if let patch, version.patch != patch { return version.patch > patch }
    return Version.prereleasePrecedence(version.prerelease, over: prerelease) != .lower
  }

  private func matchesCaret(_ version: Version) -> Bool {
    guard version.major == major else { return false }
    guard let minor else { return true }
    guard let patch else {
      return major > 0 ? version.minor >= minor : version.minor == minor
    }
    if major > 0 {
      if version.minor != minor { return version.minor > minor }
      if version.patch != patch { return version.patch > patch }
    } else if minor > 0 {
      if version.minor != minor { return false }
      if version.patch != patch { return version.patch > patch }
    } else if version.minor != minor || version.patch != patch {
      return false
    }
    return Version.prereleasePrecedence(version.prerelease, over: prerelease) != .lower
  }
}
