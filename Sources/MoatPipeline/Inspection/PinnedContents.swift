import MoatArchive
package import MoatCargo
package import MoatModel

extension PackageSources {
  /// Whole files of the archive that a lockfile pins: from this machine, else, of a crate of crates.io,
  /// from the registry. Of what is from elsewhere there is no archive.
  package func contents(pinnedAs package: LockedPackage) async -> Evidence<PackageContents> {
    let identity = package.identity
    guard package.isFromRegistry else {
      let source = package.source.map { "\($0)" } ?? "a local path"
      return .unavailable("`\(identity)` is from \(source), which publishes no archive")
    }
    guard let digest = package.checksum.digest else {
      return .unavailable("the lockfile has no checksum of `\(identity)`")
    }
    switch archive(of: identity, expecting: digest) {
    case .known(let archive): return contents(of: archive, wholeFiles: true)
    case .unavailable(let why):
      guard package.source?.isCratesIO ?? false else { return .unavailable(why) }
    }
    return await archive(ofCrate: identity).flatMap { archive in
      guard archive.digest == digest else {
        return .unavailable(
          "the archive of `\(identity)` that the index records is not the one that the lockfile pins"
        )
      }
      return contents(of: archive, wholeFiles: true)
    }
  }
}
