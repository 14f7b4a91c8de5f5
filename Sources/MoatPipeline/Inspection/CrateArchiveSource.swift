package import MoatArchive
import MoatCargo
import MoatHost
package import MoatModel
import MoatRegistry
import MoatReleases
import MoatStore

extension PackageSources {
  /// The archive of a published crate, held against what the index says of it: from this machine,
  /// else from the registry of crates.io, or what the configuration puts in its place.
  package func archive(ofCrate identity: PackageIdentity) async -> Evidence<VerifiedArchive> {
    let home = host.environment.cargoHome
    var reasons: [String] = []
    if let home {
      let entry = LocalIndex(cargoHome: home, files: host.files)
        .entry(for: identity.name, version: identity.version)
      if let digest = entry.value?.checksum {
        switch archive(of: identity, expecting: digest) {
        case .known(let archive): return .known(archive)
        case .unavailable(let why): reasons.append(why)
        }
      } else if case .unavailable(let why) = entry {
        reasons.append(why)
      }
    }
    switch await promised(identity) {
    case .unavailable(let why):
      return .unavailable(reasons.contains(why) ? why : (reasons + [why]).joined(separator: "; "))
    case .known(let digest):
      let found = archive(of: identity, expecting: digest)
      if case .known = found { return found }
      return await download(identity, expecting: digest)
    }
  }

  /// The digest that the registry gives, or the cache of its index.
  private func promised(_ identity: PackageIdentity) async -> Evidence<SHA256Digest> {
    do throws(CrateLookup.Failure) {
      let found = try await CrateLookup(host: host).find(identity.name, isOffline: isOffline)
      guard let version = try? Version(parsing: identity.version) else {
        return .unavailable("`\(identity.version)` is not a version")
      }
      guard let listed = found.listing.version(version) else {
        let newest = found.listing.versions.first?.release.version.description
        return .unavailable(
          "`\(identity.name)` has no version \(identity.version)"
            + (newest.map { "; the newest is \($0)" } ?? ""))
      }
      guard let digest = listed.checksum else {
        return .unavailable("the index has no checksum of `\(identity)`")
      }
      return .known(digest)
    } catch {
      return .unavailable(error.message)
    }
  }

  private func download(
    _ identity: PackageIdentity, expecting digest: SHA256Digest
  ) async -> Evidence<VerifiedArchive> {
    do throws(RegistryFailure) {
      let registry = try await CrateLookup(host: host).registry(isOffline: isOffline)
      let archive = try await registry.client.archive(of: identity, expecting: digest)
      keep(archive)
      return .known(archive)
    } catch {
      return .unavailable("the archive of `\(identity)` was not to be had: \(error.message)")
    }
  }

  /// What is kept only saves another download, and is held against its digest again.
  private func keep(_ archive: VerifiedArchive) {
    guard let ownArchives else { return }
    let name = "\(archive.identity.name)-\(archive.identity.version).crate"
    try? host.files.createDirectories(ownArchives)
    try? AtomicFile.write(
      archive.bytes, to: PathText.join(ownArchives, name), using: host.store)
  }
}
