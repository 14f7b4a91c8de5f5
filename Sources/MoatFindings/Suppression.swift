package import MoatModel

/// A recorded decision to live with findings: always with a reason, possibly until a day.
///
/// Tampering cannot be suppressed, and neither can an undetermined rule.
package struct Suppression: Hashable, Sendable {
  package let rule: String
  /// nil matches every package.
  package let packageName: String?
  /// nil matches every version.
  package let packageVersion: String?
  package let advisory: String?
  /// The finding's file; nil matches every file.
  package let path: String?
  package let reason: String
  /// The last day on which it holds.
  package let expires: Day?
  /// Where it is written.
  package let label: Label

  package init(
    rule: String, packageName: String? = nil, packageVersion: String? = nil,
    advisory: String? = nil, path: String? = nil, reason: String, expires: Day? = nil, label: Label
  ) {
    self.rule = rule
    self.packageName = packageName
    self.packageVersion = packageVersion
    self.advisory = advisory
    self.path = path
    self.reason = reason
    self.expires = expires
    self.label = label
  }

  /// Whether this decision is about `finding`, whatever the day.
  package func covers(_ finding: Finding) -> Bool {
    guard finding.rule == rule, finding.severity != .tampering, !finding.isUndetermined else {
      return false
    }
    if let packageName, finding.subject.package?.name != packageName { return false }
    if let packageVersion, finding.subject.package?.version != packageVersion { return false }
    if let advisory, finding.subject.advisory != advisory { return false }
    if let path, finding.primary.path != path { return false }
    return true
  }

  package func isExpired(on today: Day) -> Bool {
    guard let expires else { return false }
    return expires < today
  }
}
