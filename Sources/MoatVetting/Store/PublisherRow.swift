package import MoatModel

/// One `[[publisher.CRATE]]` of `imports.lock`: who published a version and when, as crates.io said
/// on the day it was asked.
package struct PublisherRow: Hashable, Sendable {
  package var version: VetVersion
  package var when: Day
  package var source: PublisherSource
  /// The account's name; nil only for a repository.
  package var userLogin: String?
  package var userName: String?
  /// Whether the row was fetched and is not in `imports.lock` yet. Never written.
  package var isFresh: Bool

  package init(
    version: VetVersion, when: Day, source: PublisherSource, userLogin: String? = nil,
    userName: String? = nil, isFresh: Bool = false
  ) {
    self.version = version
    self.when = when
    self.source = source
    self.userLogin = userLogin
    self.userName = userName
    self.isFresh = isFresh
  }
}

/// One `[[unpublished.CRATE]]` of `imports.lock`: a version that crates.io does not have, and the
/// published one whose audits count for it.
package struct UnpublishedRow: Hashable, Sendable {
  package var version: VetVersion
  package var auditedAs: VetVersion
  /// Whether the row is not in `imports.lock` yet. Never written.
  package var isFresh: Bool
  /// Whether the version was still missing when crates.io was asked. Never written.
  package var stillUnpublished: Bool

  package init(
    version: VetVersion, auditedAs: VetVersion, isFresh: Bool = false,
    stillUnpublished: Bool = false
  ) {
    self.version = version
    self.auditedAs = auditedAs
    self.isFresh = isFresh
    self.stillUnpublished = stillUnpublished
  }
}
