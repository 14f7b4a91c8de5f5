package import MoatArchive
package import MoatCargo
package import MoatHost
package import MoatModel
import MoatRegistry

/// Where the contents of packages come from, to be inspected, compared or shown.
///
/// Nothing is run or unpacked to disk. What is missing has a reason. Contents of an archive have the
/// digest that the lockfile or the index records; what lies in a folder is taken as it is, and
/// whether it is what was published is for `cargo moat verify` to show.
package struct PackageSources: Sendable {
  let host: Host
  /// Whether the network stays closed.
  let isOffline: Bool
  /// Where Moat keeps archives that it downloaded.
  let ownArchives: String?
  /// What lies on this machine.
  private let archives: CrateArchives
  let vendored: VendoredFolders

  /// - Parameter isOffline: whether the network stays closed; only ``contents(ofCrate:wholeFiles:)``
  ///   would open it.
  package init(host: Host, isOffline: Bool) {
    var host = host
    if isOffline { host.network = ClosedHTTPClient() }
    self.host = host
    self.isOffline = isOffline
    vendored = VendoredFolders(files: host.files)
    ownArchives = host.environment.cacheDirectory.map { PathText.join($0, "crates") }
    archives = CrateArchives(
      cargoHome: host.environment.cargoHome, localRegistries: ownArchives.map { [$0] } ?? [],
      files: host.files)
  }

  /// One with that digest that is on this machine, or why there is none.
  ///
  /// - Parameter registries: local registries, which are looked into first.
  func archive(
    of identity: PackageIdentity, expecting digest: SHA256Digest,
    in registries: CrateArchives? = nil
  ) -> Evidence<VerifiedArchive> {
    if let archive = registries?.find(identity, expecting: digest).archive {
      return .known(archive)
    }
    let search = archives.find(identity, expecting: digest)
    if let archive = search.archive { return .known(archive) }
    guard let other = search.others.first else {
      return .unavailable("no archive of it is on this machine")
    }
    return .unavailable("`\(shown(other.path))`: \(other.reason)")
  }

  /// Everything about a lockfile's packages that need not be found out for each of them.
  package func locked(_ locked: LockedWorkspace) -> LockedSources {
    LockedSources(locked, sources: self)
  }

  /// The contents of one locked package. For several see ``locked(_:)``.
  package func contents(
    of index: Int, in locked: LockedWorkspace, wholeFiles: Bool
  ) -> Evidence<PackageContents> {
    self.locked(locked).contents(of: index, wholeFiles: wholeFiles)
  }

  /// The contents of a folder with a package in it.
  ///
  /// Of a crate that was vendored or unpacked everything counts; of any other folder not what
  /// version control and Cargo keep there, and no package below it.
  ///
  /// - Parameter path: as the user wrote it.
  package func contents(
    ofFolder path: String, wholeFiles: Bool
  ) -> Evidence<PackageContents> {
    let folder = folder(named: path)
    do throws(PackageFolder.Unreadable) {
      let (reading, _) = try folder.read(ContentsDepth(wholeFiles))
      return PackageManifest.identity(of: reading.files).map { identity in
        PackageContents(
          identity: identity, origin: .folder(shown(folder.path)), files: reading.files,
          remarks: reading.remarks)
      }
    } catch {
      return .unavailable("`\(path)` cannot be read: \(error.reason)")
    }
  }

  /// The contents of a `NAME-VERSION.crate` file that the user named.
  ///
  /// Its digest is computed and compared with nothing.
  package func contents(
    ofArchive path: String, wholeFiles: Bool
  ) -> Evidence<PackageContents> {
    archive(ofFile: path).flatMap { archive in
      contents(
        of: archive,
        origin: .unverifiedArchive(path: shown(absolute(path)), archive.digest),
        wholeFiles: wholeFiles)
    }
  }

  /// The contents of a published crate: its archive from this machine, else from the registry.
  package func contents(
    ofCrate identity: PackageIdentity, wholeFiles: Bool
  ) async -> Evidence<PackageContents> {
    await archive(ofCrate: identity).flatMap { contents(of: $0, wholeFiles: wholeFiles) }
  }

  /// The contents of an archive whose digest is one that was recorded.
  package func contents(
    of archive: VerifiedArchive, wholeFiles: Bool
  ) -> Evidence<PackageContents> {
    contents(of: archive, origin: .archive(archive.digest), wholeFiles: wholeFiles)
  }

  private func contents(
    of archive: VerifiedArchive, origin: PackageContents.Origin, wholeFiles: Bool
  ) -> Evidence<PackageContents> {
    reading(of: archive, ContentsDepth(wholeFiles)).map { reading in
      PackageContents(
        identity: archive.identity, origin: origin, files: reading.files,
        remarks: reading.remarks)
    }
  }

  func reading(
    of archive: VerifiedArchive, _ depth: ContentsDepth = .scan
  ) -> Evidence<ContentsReading> {
    var collector = ArchiveCollector(depth)
    do throws(ArchiveReadFailure<Never>) { try archive.read(&collector) } catch {
      switch error {
      case .archive(let failure):
        return .unavailable("the archive of `\(archive.identity)` is refused: \(failure.message)")
      }
    }
    return .known(collector.reading())
  }

  // MARK: files that the user names

  /// Whether a folder is a project with a lockfile, and not an unpacked crate that has one.
  package func isProject(_ path: String) -> Bool {
    guard folder(named: path).extent == .ownFiles else { return false }
    do throws(FileFailure) {
      return try host.files.kind(of: PathText.join(absolute(path), "Cargo.lock")) != nil
    } catch {
      return false
    }
  }

  func folder(named path: String) -> PackageFolder {
    let absolute = absolute(path)
    // What Cargo put together is a package whole; what a developer works in is more than that.
    let isPacked = [".cargo-ok", VendorChecksums.fileName, "Cargo.toml.orig"].contains { name in
      do throws(FileFailure) {
        return try host.files.kind(of: PathText.join(absolute, name)) != nil
      } catch {
        return false
      }
    }
    return PackageFolder(
      path: absolute, extent: isPacked ? .everything : .ownFiles, files: host.files)
  }

  func archive(ofFile path: String) -> Evidence<VerifiedArchive> {
    let name = PathText.lastComponent(path)
    guard let identity = PackageIdentity(archiveName: name) else {
      return .unavailable("`\(name)` is not named as archives are: NAME-VERSION.crate")
    }
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try host.files.read(absolute(path), limit: ArchiveLimit.compressedBytes)
    } catch {
      return .unavailable("`\(path)` cannot be read: \(error.message)")
    }
    let digest: SHA256Digest
    do throws(SHA256Hasher.Unavailable) { digest = try SHA256Hasher.digest(of: bytes) } catch {
      return .unavailable(error.message)
    }
    do throws(ArchiveFailure) {
      return .known(try VerifiedArchive(bytes, of: identity, expecting: digest))
    } catch {
      return .unavailable("`\(path)` is refused: \(error.message)")
    }
  }

  func absolute(_ path: String) -> String {
    PathText.absolute(path, in: host.environment.currentDirectory)
  }

  func shown(_ path: String) -> String {
    let shown = DisplayPath(currentDirectory: host.environment.currentDirectory)(path)
    return shown.isEmpty ? "." : shown
  }
}

extension ContentsDepth {
  init(_ wholeFiles: Bool) { self = wholeFiles ? .whole : .scan }
}

extension PackageIdentity {
  /// From `NAME-VERSION.crate`; nil for another name.
  init?(archiveName: String) {
    guard archiveName.hasSuffix(".crate") else { return nil }
    let stem = archiveName.dropLast(".crate".count)
    // The first dash that a version follows: names hold dashes, and so do pre-releases.
    for dash in stem.indices where stem[dash] == "-" && dash > stem.startIndex {
      let text = String(stem[stem.index(after: dash)...])
      if (try? Version(parsing: text)) != nil {
        self.init(name: String(stem[..<dash]), version: text)
        return
      }
    }
    return nil
  }
}
