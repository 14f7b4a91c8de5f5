/// An audit that would help.
package struct Suggestion: Hashable, Sendable {
  /// The place of the package in the report's graph; of the first where it helps several.
  package let package: Int
  /// The criteria that are missing without it.
  package internal(set) var criteria: CriteriaSet
  package let task: AuditTask
  package let size: DiffSize
  /// The names of the packages that need it, sorted.
  package internal(set) var parents: [String]
  /// Who published the version; nil where unknown.
  package let publisher: ReleasePublisher?
  /// Whether all releases of the crate that are known have one publisher.
  package let hasSolePublisher: Bool
  package let trust: TrustHint?
  /// Lists whose import would make it smaller, the best first.
  package let peers: [PeerHint]

  /// Somebody who is trusted elsewhere published the crate.
  package struct TrustHint: Hashable, Sendable {
    package let publisher: ReleasePublisher
    /// The imports that trust the publisher with some crate, sorted; ``ownProject`` alone where the
    /// project itself does.
    package let trustedBy: [String]
    /// Whether the version in use was theirs, and not another one.
    package let isExactVersion: Bool

    /// Stands for the project in ``trustedBy``.
    package static let ownProject = "this project"
  }

  /// What would be left to read with another list.
  package struct PeerHint: Hashable, Sendable {
    package let name: String
    package let urls: [String]
    package let lines: Int
  }
}

/// All suggestions for a report.
package struct SuggestionList: Sendable {
  /// By lines, then crate, then version.
  package let suggestions: [Suggestion]
  /// By what they should be audited for, in words: `safe-to-run (or safe-to-deploy)`.
  package let byCriteria: [(criteria: String, suggestions: [Suggestion])]
  /// What could not be compared, and so was not suggested.
  package let unsized: [AuditTask]
  /// Lists whose import would leave less to read, the most helpful first.
  package let peers: [PeerOffer]

  /// The estimate of what is left to read.
  package var totalLines: Int {
    suggestions.reduce(0) { total, suggestion in
      let (sum, isOverflow) = total.addingReportingOverflow(suggestion.size.lines)
      return isOverflow ? .max : sum
    }
  }
}
