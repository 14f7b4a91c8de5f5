package import MoatModel

/// The versions that a violation is about, in the words of a Cargo requirement.
///
/// Equality and order are those of ``description``, the spelling that cargo-vet writes: `1.0` becomes
/// `^1.0`, spaces between comparators are evened out.
package struct VetRequirement: Hashable, Sendable, CustomStringConvertible {
  package let requirement: VersionRequirement

  /// - Throws: ``Version/Malformed``, with the byte offset in `text`.
  package init(parsing text: String) throws(Version.Malformed) {
    let parsed = try VersionRequirement(parsing: text)
    let comparators = parsed.comparators.map(Self.spelling).joined(separator: ", ")
    requirement = try VersionRequirement(parsing: comparators.isEmpty ? "*" : comparators)
  }

  package var description: String { requirement.description }

  /// Cargo's matching of the SemVer part; the commit of a version does not count.
  package func matches(_ version: VetVersion) -> Bool { requirement.matches(version.semver) }

  /// One comparator as the `semver` crate prints it
  /// (https://docs.rs/semver/1/semver/struct.Comparator.html).
  private static func spelling(_ comparator: VersionRequirement.Comparator) -> String {
    let sign =
      switch comparator.operation {
      case .exact: "="
      case .greater: ">"
      case .greaterOrEqual: ">="
      case .less: "<"
      case .lessOrEqual: "<="
      case .tilde: "~"
      case .caret: "^"
      case .wildcard: ""
      }
    let rest = comparator.operation == .wildcard ? ".*" : ""
    guard let minor = comparator.minor else { return "\(sign)\(comparator.major)\(rest)" }
    guard let patch = comparator.patch else { return "\(sign)\(comparator.major).\(minor)\(rest)" }
    let prerelease = comparator.prerelease.isEmpty ? "" : "-\(comparator.prerelease)"
    return "\(sign)\(comparator.major).\(minor).\(patch)\(prerelease)"
  }
}
