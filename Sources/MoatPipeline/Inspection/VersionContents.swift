import MoatCargo
import MoatFindings
import MoatHost
import MoatModel

/// Finds the files of published versions, locked or not.
struct VersionContents: Sendable {
  private let sources: PackageSources
  /// Tells how far a long comparison is.
  var host: Host { sources.host }
  private let locked: LockedSources?

  /// - Parameter locked: the lockfile, whose checksums tell which archives are right.
  init(_ sources: PackageSources, locked: LockedWorkspace?) {
    self.sources = sources
    self.locked = locked.map(sources.locked)
  }

  /// Whole files: of a version that is locked from crates.io those that are built from, else, and where
  /// they are not here, what the registry's index has the digest of.
  func contents(of identity: PackageIdentity) async -> Evidence<PackageContents> {
    if let locked {
      let packages = locked.workspace.graph.packages
      let place = packages.indices.first {
        packages[$0].identity == identity && packages[$0].source?.isCratesIO ?? false
      }
      if let place {
        let contents = locked.contents(of: place, wholeFiles: true)
        if contents.value != nil { return contents }
      }
    }
    return await sources.contents(ofCrate: identity, wholeFiles: true)
  }
}
