package import MoatFindings
package import MoatModel

/// The build scripts and proc macros that the policy accepts.
package struct BuildAcceptance: Sendable {
  /// Whether what is not accepted is a finding.
  package let isRequired: Bool
  package let entries: [Entry]
  /// Packages of the run's other lockfiles that have a build script or are proc macros: an entry for
  /// one of them is needed.
  package let elsewhere: [PackageIdentity]

  /// One accepted package.
  package struct Entry: Hashable, Sendable {
    package let name: String
    /// nil: of any version, as long as the content is the same.
    package let version: String?
    package let content: SHA256Digest
    /// Where it is written.
    package let label: Label

    package init(name: String, version: String?, content: SHA256Digest, label: Label) {
      self.name = name
      self.version = version
      self.content = content
      self.label = label
    }

    /// Whether the entry is about the package, whatever its content.
    func covers(_ identity: PackageIdentity) -> Bool {
      name == identity.name && (version == nil || version == identity.version)
    }
  }

  package init(
    isRequired: Bool = false, entries: [Entry] = [], elsewhere: [PackageIdentity] = []
  ) {
    self.isRequired = isRequired
    self.entries = entries
    self.elsewhere = elsewhere
  }

  /// What the policy says of one package.
  package enum State: Hashable, Sendable {
    /// It has no build script and is no proc macro.
    case nothingToAccept
    case accepted
    /// Entries name the package, and none has its content; the first of them.
    case changed(Entry)
    case unaccepted
    /// The content is not known; the reason.
    case unknown(String)
  }

  /// - Returns: ``State/unaccepted`` also where acceptance is not required.
  package func state(of package: InspectedPackage) -> State {
    guard let evidence = package.buildContent else { return .nothingToAccept }
    let named = entries.filter { $0.name == package.identity.name }
    // A new version of an accepted package is a change of it, not a stranger.
    guard let first = named.first(where: { $0.covers(package.identity) }) ?? named.first else {
      return .unaccepted
    }
    switch evidence {
    case .unavailable(let reason): return .unknown(reason)
    case .known(let content):
      let fits = named.contains { $0.covers(package.identity) && $0.content == content }
      return fits ? .accepted : .changed(first)
    }
  }
}
