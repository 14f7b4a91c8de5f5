package import MoatModel

/// What a vendored tree of a lockfile holds: which crate goes into which folder, and which sources it
/// stands in for (`cargo/src/cargo/ops/vendor.rs`).
///
/// A value proves that every crate has a digest to hold its archive against, and a folder of its own.
package struct VendorPlan: Sendable {
  /// In the order of the folders' bytes.
  package let crates: [Crate]
  /// The sources the crates come from.
  package let sources: [PackageSource]

  /// One crate of the tree.
  package struct Crate: Hashable, Sendable {
    package let identity: PackageIdentity
    package let source: PackageSource
    /// What the lockfile records of its archive.
    package let digest: SHA256Digest
    /// The name of its folder: `serde`, or `serde-1.0.228`.
    package let folder: String
  }

  /// Workspace members and path dependencies are not vendored: they are there already.
  ///
  /// - Parameter versionedFolders: every folder has the version in its name; otherwise the highest
  ///   version of a crate goes without.
  /// - Throws: every reason why the lockfile cannot be vendored, in the order of its entries.
  package init(_ lockfile: Lockfile, versionedFolders: Bool) throws(Refusals) {
    var refusals: [Refusal] = []
    var chosen: [(LockedPackage, SHA256Digest, PackageSource)] = []
    var seen: [PackageIdentity: PackageSource] = [:]
    var highest: [String: Version] = [:]
    for package in lockfile.packages {
      guard let source = package.source else { continue }
      let identity = package.identity
      if let problem = Self.problem(package, source) {
        refusals.append(Refusal(identity: identity, reason: problem))
        continue
      }
      guard let digest = package.checksum.digest else { continue }
      if let other = seen.updateValue(source, forKey: identity) {
        refusals.append(Refusal(identity: identity, reason: .twoSources(other, source)))
      }
      highest[package.name] = max(highest[package.name] ?? package.version, package.version)
      chosen.append((package, digest, source))
    }
    crates = chosen.map { package, digest, source in
      let isHighest = highest[package.name] == package.version
      return Crate(
        identity: package.identity, source: source, digest: digest,
        folder: isHighest && !versionedFolders
          ? package.name : "\(package.name)-\(package.versionText)")
    }.sorted(byBytesOf: \.folder)
    for (one, two) in zip(crates, crates.dropFirst()) where one.folder == two.folder {
      // `a-1.0.0` can be a crate's name, and version 1.0.0 of `a`. The second source was told.
      guard one.identity != two.identity else { continue }
      refusals.append(Refusal(identity: two.identity, reason: .sameFolder(one.identity)))
    }
    sources = Set(chosen.map(\.2)).sorted(byBytesOf: \.raw)
    guard refusals.isEmpty else { throw Refusals(all: refusals) }
  }

  private static func problem(
    _ package: LockedPackage, _ source: PackageSource
  ) -> Refusal.Reason? {
    if source.isGit { return .git }
    switch source.kind {
    case .cratesIO: break
    case .registry(let address, _):
      if address.description != address.unredacted { return .credentials }
    case .git, .path, .localRegistry, .directory: return .unknownSource
    }
    guard isFolderName(package.name) else { return .name }
    switch package.checksum {
    case .digest: return nil
    case .absent, .explicitNone: return .noChecksum
    case .malformed: return .malformedChecksum
    }
  }

  /// Whether a package's name can be a folder that Cargo looks into. Its own rule is narrower
  /// (`cargo-util-schemas/src/restricted_names.rs`): letters, digits, `-` and `_`.
  private static func isFolderName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x80...: true
        default: false
        }
      }
  }
}

extension VendorPlan {
  /// Why a package cannot be vendored.
  package struct Refusal: Hashable, Sendable {
    package let identity: PackageIdentity
    package let reason: Reason

    package enum Reason: Hashable, Sendable {
      /// A git dependency has neither an archive nor a checksum.
      case git
      case noChecksum
      case malformedChecksum
      /// A source that is no registry: a lockfile written by hand.
      case unknownSource
      /// The registry's address has a user or a password in it.
      case credentials
      /// The name is no crate's name.
      case name
      case twoSources(PackageSource, PackageSource)
      case sameFolder(PackageIdentity)
    }

    /// A phrase to put after the package's name.
    package var message: String {
      switch reason {
      case .git: "comes from git: there is no archive and no checksum to hold it against"
      case .noChecksum: "has no checksum in the lockfile"
      case .malformedChecksum: "has a malformed checksum in the lockfile"
      case .unknownSource: "comes from a source that cannot be vendored"
      case .credentials: "comes from a registry whose address has credentials in it"
      case .name: "has a name that no crate can have"
      case .twoSources(let one, let two):
        "comes from two sources, \(one) and \(two), and a vendored tree has one place for it"
      case .sameFolder(let other): "would have the same folder as \(other)"
      }
    }
  }

  /// All of them; never empty.
  package struct Refusals: Error, Hashable, Sendable {
    package let all: [Refusal]
  }
}
