/// A package as people name it: its name and version.
///
/// Two packages of one graph may share it when their sources differ.
package struct PackageIdentity: Hashable, Sendable, CustomStringConvertible {
  package let name: String
  /// The version as written; equal to `Version.description` for every valid one.
  package let version: String

  package init(name: String, version: String) {
    self.name = name
    self.version = version
  }

  /// `serde 1.0.197`.
  package var description: String { "\(name) \(version)" }
}

extension PackageIdentity: Comparable {
  package static func < (left: PackageIdentity, right: PackageIdentity) -> Bool {
    if left.name != right.name { return left.name < right.name }
    if let one = try? Version(parsing: left.version), let two = try? Version(parsing: right.version)
    {
      return one < two
    }
    return left.version < right.version
  }
}

/// How far a package reaches, as far as the manifests tell.
///
/// Registry packages' own manifests are not read here, so a proc macro that a registry package
/// pulls in counts with that package: `shipped` means "may reach shipped code", the other two mean
/// that no path from a workspace member reaches shipped code.
package enum Reach: String, Hashable, Sendable, CaseIterable {
  case shipped
  /// Only through build-dependencies or a proc-macro member.
  case build
  /// Only through dev-dependencies.
  case test
  /// No workspace member leads here.
  case unreached
  /// The manifests that would tell are missing or unreadable.
  case unknown

  /// The words of a report: "reaches shipped code".
  package var phrase: String {
    switch self {
    case .shipped: "reaches shipped code"
    case .build: "build scripts and proc macros only"
    case .test: "tests only"
    case .unreached: "nothing reaches it"
    case .unknown: "reach unknown: manifests missing"
    }
  }
}
