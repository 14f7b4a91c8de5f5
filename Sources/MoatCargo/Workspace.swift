package import MoatModel

/// The manifests and configuration that belong to one lockfile.
///
/// A value is what could be read: ``unreadMembers`` names what could not, and rules that need every
/// manifest must say *undetermined* while it is not empty.
package struct Workspace: Sendable {
  /// The root's folder as shown to the user; empty for the folder that is checked.
  package let folder: String
  /// Where the lockfile is or should be.
  package let lockfilePath: String
  /// nil when there is a lockfile but no manifest beside it.
  package let rootManifest: Manifest?
  /// Members first, in path order, then path dependencies outside the workspace.
  package let localPackages: [LocalPackage]
  package let unreadMembers: [UnreadMember]
  /// The configuration files Cargo would read here, nearest first.
  package let configurations: [CargoConfiguration]

  package init(
    folder: String, lockfilePath: String, rootManifest: Manifest?, localPackages: [LocalPackage],
    unreadMembers: [UnreadMember], configurations: [CargoConfiguration]
  ) {
    self.folder = folder
    self.lockfilePath = lockfilePath
    self.rootManifest = rootManifest
    self.localPackages = localPackages
    self.unreadMembers = unreadMembers
    self.configurations = configurations
  }

  package var members: [LocalPackage] { localPackages.filter(\.isMember) }

  /// Whether every manifest the workspace speaks of was read.
  package var isComplete: Bool { rootManifest != nil && unreadMembers.isEmpty }

  /// All `[patch]` entries Cargo would apply: the root manifest's and the configuration's, with the
  /// file each is written in.
  package var patches: [(patch: Manifest.Patch, path: String)] {
    (rootManifest.map { manifest in manifest.patches.map { ($0, manifest.source.path) } } ?? [])
      + configurations.flatMap { file in file.patches.map { ($0, file.source.path) } }
  }

  /// A package whose manifest is on disk.
  package struct LocalPackage: Sendable {
    package let manifest: Manifest
    package let name: String
    package let version: Version
    /// The package's folder as shown to the user.
    package let folder: String
    package let isMember: Bool
    /// Below the repository (or, without one, below the folder that is checked).
    package let isInsideRepository: Bool
    /// With everything inherited from the workspace filled in.
    package let dependencies: [ManifestDependency]

    package init(
      manifest: Manifest, name: String, version: Version, folder: String, isMember: Bool,
      isInsideRepository: Bool, dependencies: [ManifestDependency]
    ) {
      self.manifest = manifest
      self.name = name
      self.version = version
      self.folder = folder
      self.isMember = isMember
      self.isInsideRepository = isInsideRepository
      self.dependencies = dependencies
    }
  }

  /// A manifest that the workspace names and that could not be read.
  package struct UnreadMember: Hashable, Sendable {
    /// The manifest's path as shown to the user.
    package let path: String
    package let reason: String
    /// Where it is named.
    package let namedIn: String
    package let span: SourceSpan?

    package init(path: String, reason: String, namedIn: String, span: SourceSpan?) {
      self.path = path
      self.reason = reason
      self.namedIn = namedIn
      self.span = span
    }
  }
}
