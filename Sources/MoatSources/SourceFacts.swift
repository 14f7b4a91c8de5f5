package import MoatCargo
package import MoatFindings
package import MoatModel

/// What the source rules look at.
package struct SourceFacts: Sendable {
  package let workspace: Workspace
  /// nil when there is no readable lockfile; manifests and configuration are judged all the same.
  package let locked: LockedWorkspace?
  package let policy: SourcePolicy

  package init(workspace: Workspace, locked: LockedWorkspace?, policy: SourcePolicy) {
    self.workspace = workspace
    self.locked = locked
    self.policy = policy
  }
}

/// The places a project has decided to take packages from, besides crates.io.
package struct SourcePolicy: Hashable, Sendable {
  /// Index addresses, as the lockfile or the configuration writes them, without `registry+`.
  package let allowedRegistries: [AllowedSource]
  /// Repository addresses; one that ends in `/` allows everything below it.
  package let allowedGit: [AllowedSource]

  package init(allowedRegistries: [AllowedSource] = [], allowedGit: [AllowedSource] = []) {
    self.allowedRegistries = allowedRegistries
    self.allowedGit = allowedGit
  }

  /// One entry with the place it is written.
  package struct AllowedSource: Hashable, Sendable {
    package let url: String
    package let label: Label

    package init(url: String, label: Label) {
      self.url = url
      self.label = label
    }

    package func allows(_ address: RedactedURL) -> Bool {
      if url.hasSuffix("/"), address.unredacted.hasPrefix(url) { return true }
      return RedactedURL(url.droppingKind).isSameRepository(
        as: RedactedURL(address.unredacted.droppingKind))
    }
  }
}

extension String {
  /// Without the `registry+` or `sparse+` that lockfiles and configurations may write.
  fileprivate var droppingKind: String {
    for kind in ["registry+", "sparse+"] where hasPrefix(kind) {
      return String(dropFirst(kind.count))
    }
    return self
  }
}

/// A rule about the places packages come from.
package protocol SourceRule: Rule {
  init()
  func findings(in facts: SourceFacts) -> [Finding]
}

/// Every rule of the group `sources`.
package enum SourceRules {
  package static let all: [any SourceRule.Type] = [
    DependencyConfusion.self, InsecureSource.self, OutsidePath.self, PatchedDependency.self,
    SourceReplacement.self, UnknownRegistry.self, UnpinnedGit.self,
  ]
}
