/// How much a finding matters, whatever a project's policy makes of it.
package enum Severity: Int, Hashable, Sendable, Comparable, CaseIterable {
  /// Worth knowing; no action needed.
  case info
  case low
  case medium
  case high
  /// Bytes differ from what was recorded for them. Cannot be suppressed or lowered.
  case tampering

  package init?(name: String) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }

  /// The word used in configuration and reports.
  package var name: String {
    switch self {
    case .info: "info"
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    case .tampering: "tampering"
    }
  }

  package static func < (left: Severity, right: Severity) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// How sure a rule is that what it reports is so.
package enum Confidence: String, Hashable, Sendable {
  case low, medium, high
}

/// What a finding does to the run.
package enum Level: String, Hashable, Sendable, Comparable, CaseIterable {
  /// Not shown; counted in the summary.
  case allow
  /// Shown only with `-v`; counted in the summary.
  case note
  /// Shown; does not fail the run.
  case warn
  /// Shown; the run exits with 1.
  case deny

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  package static func < (left: Level, right: Level) -> Bool { left.order < right.order }
}
