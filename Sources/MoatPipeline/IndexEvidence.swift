import MoatCargo
import MoatFindings
import MoatHost
import MoatLockfile
import MoatModel
import MoatRegistry

/// What Cargo's index cache on this machine says of the locked packages.
struct IndexEvidence {
  private(set) var digests: [RecordedPackage: RecordedDigest] = [:]
  private(set) var yanked: [PackageIdentity: Evidence<Bool>] = [:]

  /// Looks up every crates.io package of the lockfiles; nothing where there is no cache.
  init(for workspaces: [LockedWorkspace], host: Host) {
    guard let cargoHome = host.environment.cargoHome else { return }
    guard Self.hasIndex(cargoHome, host.files) else { return }
    let index = LocalIndex(cargoHome: cargoHome, files: host.files)
    let place = Label("\(cargoHome)/registry/index")
    var seen: Set<PackageIdentity> = []
    for package in workspaces.flatMap(\.lockfile.packages) {
      guard let source = package.source, source.isCratesIO, seen.insert(package.identity).inserted
      else { continue }
      switch index.entry(for: package.name, version: package.versionText) {
      case .unavailable(let reason): yanked[package.identity] = .unavailable(reason)
      case .known(let entry):
        yanked[package.identity] = .known(entry.yanked)
        if let digest = entry.checksum {
          for raw in PackageSource.cratesIOIndexes {
            digests[RecordedPackage(identity: package.identity, source: raw)] = RecordedDigest(
              digest: digest, recordedIn: place)
          }
        }
      }
    }
  }
  private static func hasIndex(_ cargoHome: String, _ files: any FileSystem) -> Bool {
    let path = PathText.join(cargoHome, "registry/index")
    do throws(FileFailure) {
      return try files.kind(of: path, followingLinks: true) == .directory
    } catch {
      return false
    }
  }
}
