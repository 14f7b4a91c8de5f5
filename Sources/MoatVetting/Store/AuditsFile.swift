/// `audits.toml`, or one `[audits.NAME]` of `imports.lock`: what is said about which crate.
package struct AuditsFile: Hashable, Sendable {
  /// The criteria beyond the built-in ones, by name.
  package var criteria: [String: CriteriaDefinition]
  /// By crate, as everything below.
  package var wildcardAudits: [String: [WildcardAudit]]
  package var audits: [String: [AuditEntry]]
  /// Always empty in `imports.lock`.
  package var trusted: [String: [TrustEntry]]

  package init(
    criteria: [String: CriteriaDefinition] = [:], wildcardAudits: [String: [WildcardAudit]] = [:],
    audits: [String: [AuditEntry]] = [:], trusted: [String: [TrustEntry]] = [:]
  ) {
    self.criteria = criteria
    self.wildcardAudits = wildcardAudits
    self.audits = audits
    self.trusted = trusted
  }
}

/// One `[criteria.NAME]`: what auditors promise when they name it.
package struct CriteriaDefinition: Hashable, Sendable {
  package var description: String?
  /// Where the text is, when it is not in the file.
  package var descriptionURL: String?
  /// Criteria that hold wherever this one does.
  package var implies: [String]
  package var aggregatedFrom: [String]

  package init(
    description: String? = nil, descriptionURL: String? = nil, implies: [String] = [],
    aggregatedFrom: [String] = []
  ) {
    self.description = description
    self.descriptionURL = descriptionURL
    self.implies = implies
    self.aggregatedFrom = aggregatedFrom
  }
}
