package import MoatCargo
package import MoatFindings
package import MoatModel

/// What the lockfile rules look at: one workspace and what is recorded elsewhere about its packages.
package struct LockfileFacts: Sendable {
  package let workspace: Workspace
  package let state: State
  package let tracking: Evidence<Tracking>
  /// A workspace below another folder of the same run, rather than the one the user named.
  package let isNested: Bool
  /// Digests of the same packages in lockfiles that come earlier in the report.
  package let otherLockfiles: [RecordedPackage: RecordedDigest]
  /// Digests that Cargo's own index caches hold for the locked packages.
  package let indexCaches: [RecordedPackage: RecordedDigest]

  package init(
    workspace: Workspace, state: State, tracking: Evidence<Tracking>, isNested: Bool,
    otherLockfiles: [RecordedPackage: RecordedDigest],
    indexCaches: [RecordedPackage: RecordedDigest]
  ) {
    self.workspace = workspace
    self.state = state
    self.tracking = tracking
    self.isNested = isNested
    self.otherLockfiles = otherLockfiles
    self.indexCaches = indexCaches
  }

  package enum State: Sendable {
    case missing
    /// The file is there and could not be read.
    case unreadable(String)
    case refused(DocumentError)
    case read(LockedWorkspace)
  }

  /// What git knows of the lockfile.
  package enum Tracking: Hashable, Sendable {
    case tracked, untracked, ignored, notARepository
  }

  /// The lockfile with its graph, if it could be read.
  package var locked: LockedWorkspace? {
    if case .read(let locked) = state { locked } else { nil }
  }

  var lockfile: Label { Label(workspace.lockfilePath) }
}

/// A package as two records can both name it.
package struct RecordedPackage: Hashable, Sendable {
  package let identity: PackageIdentity
  /// The source as written, so that two registries' packages of one name stay apart.
  package let source: String

  package init(identity: PackageIdentity, source: String) {
    self.identity = identity
    self.source = source
  }
}

/// A digest that something other than the lockfile under test holds for a package.
package struct RecordedDigest: Hashable, Sendable {
  package let digest: SHA256Digest
  /// For example `Cargo's index cache` or another lockfile's path.
  package let recordedIn: Label

  package init(digest: SHA256Digest, recordedIn: Label) {
    self.digest = digest
    self.recordedIn = recordedIn
  }
}

/// A rule about one lockfile and its workspace.
package protocol LockfileRule: Rule {
  init()
  func findings(in facts: LockfileFacts) -> [Finding]
}

/// Every rule of the group `lockfile` that looks at one workspace; ``UnreadablePath`` looks at the
/// folders around them.
package enum LockfileRules {
  package static let all: [any LockfileRule.Type] = [
    BrokenEdge.self, ChecksumConflict.self, ChecksumMismatch.self, DuplicatePackage.self,
    LockfileConflict.self, MalformedChecksum.self, MissingChecksum.self, MissingLockfile.self,
    MixedLockfileVersions.self, OutdatedLockfile.self, UnknownLockfileVersion.self,
    UnreachablePackage.self, UnreadableLockfile.self, UnreadableManifest.self,
    UntrackedLockfile.self, UnusedPatch.self,
  ]
}
