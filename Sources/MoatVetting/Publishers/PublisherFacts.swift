package import MoatFindings
package import MoatModel

/// What the rules about publishers look at.
package struct PublisherFacts: Sendable {
  /// A locked version.
  package struct LockedVersion: Sendable {
    package let package: VettingFacts.Package
    package let version: Version

    package init(_ package: VettingFacts.Package, version: Version) {
      self.package = package
      self.version = version
    }
  }

  /// A crate of which something is recorded.
  package struct Crate: Sendable {
    package let publishing: CratePublishing
    package let locked: [LockedVersion]
    /// Publishers of the crate that somebody agreed to: those of the baseline.
    package let accepted: Set<Party.Key>

    package init(
      publishing: CratePublishing, locked: [LockedVersion], accepted: Set<Party.Key> = []
    ) {
      self.publishing = publishing
      self.locked = locked
      self.accepted = accepted
    }
  }

  package let crates: [Crate]
  /// The baseline cannot be read, where it is, and why; nil where it can, or there is none.
  package let brokenBaseline: (label: Label, why: String)?

  package init(crates: [Crate], brokenBaseline: (label: Label, why: String)? = nil) {
    self.crates = crates
    self.brokenBaseline = brokenBaseline
  }
}

/// A check of who published what is locked.
package protocol PublisherRule: Rule {
  init()

  func findings(in facts: PublisherFacts) -> [Finding]
}

/// The rules about publishers.
package enum PublisherRules {
  package static let all: [any PublisherRule.Type] = [PublisherChanged.self]
}
