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
    let files = HostLocalFiles(files: host.files)
    guard files.hasIndex(cargoHome) else { return }
    let index = LocalIndex(cargoHome: cargoHome, files: files)
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
}

/// The host's files in the words of the registry adapter.
struct HostLocalFiles: LocalFiles {
  let files: any FileSystem

  func hasIndex(_ cargoHome: String) -> Bool {
    let path = PathText.join(cargoHome, "registry/index")
    do throws(FileFailure) {
      return try files.kind(of: path, followingLinks: true) == .directory
    } catch {
      return false
    }
  }

  func file(at path: String, limit: Int) throws(LocalFileFailure) -> LocalFile? {
    do throws(FileFailure) {
      let bytes = try files.read(path, limit: limit)
      return LocalFile(bytes: bytes, modified: try files.stamp(of: path).modifiedNanoseconds)
    } catch {
      if error == .notFound { return nil }
      throw LocalFileFailure(error.message)
    }
  }

  func folders(in path: String) throws(LocalFileFailure) -> [String]? {
    do throws(FileFailure) {
      return try files.entries(of: path).entries.filter { $0.kind == .directory }.map(\.name)
    } catch {
      if error == .notFound { return nil }
      throw LocalFileFailure(error.message)
    }
  }
}
