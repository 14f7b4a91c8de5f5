package import MoatModel

/// What suggestions take into account beside a report. Everything may be empty: then every version
/// counts as published, and there are no hints.
package struct SuggestionFacts: Sendable {
  /// The published versions of a crate; nil where they are not known, and then sources of every
  /// version are taken to be at hand.
  package var versions: (@Sendable (String) -> [Version]?)
  /// Who published what, by crate.
  package var releases: [String: [CrateRelease]]
  /// Other projects' lists that the store does not import, with criteria in its own terms.
  package var peers: [Peer]

  /// A project whose list could be imported.
  package struct Peer: Sendable {
    package var name: String
    package var urls: [String]
    package var audits: AuditsFile

    package init(name: String, urls: [String], audits: AuditsFile) {
      self.name = name
      self.urls = urls
      self.audits = audits
    }
  }

  package init(
    versions: @escaping @Sendable (String) -> [Version]? = { _ in nil },
    releases: [String: [CrateRelease]] = [:], peers: [Peer] = []
  ) {
    self.versions = versions
    self.releases = releases
    self.peers = peers
  }
}
