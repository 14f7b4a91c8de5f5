/// `imports.lock`: what was fetched and is relied on, so that a check needs no network.
package struct ImportsLock: Hashable, Sendable {
  /// By crate.
  package var unpublished: [String: [UnpublishedRow]]
  /// By crate.
  package var publishers: [String: [PublisherRow]]
  /// By the name of the import, criteria already in the project's own terms.
  package var audits: [String: AuditsFile]

  package init(
    unpublished: [String: [UnpublishedRow]] = [:], publishers: [String: [PublisherRow]] = [:],
    audits: [String: AuditsFile] = [:]
  ) {
    self.unpublished = unpublished
    self.publishers = publishers
    self.audits = audits
  }
}
