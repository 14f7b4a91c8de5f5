package import MoatArchive
package import MoatHost
package import MoatModel
package import MoatRegistry
package import MoatReleases
package import MoatStore

/// What `cargo moat fetch` was asked for.
package struct FetchRequest: Sendable {
  package let crate: String
  /// nil: the newest that will do.
  package let version: Version?
  /// An absolute path; nil: `NAME-VERSION` in the current folder.
  package let destination: String?
  /// Whether names that tools act upon stay as they are, and programs executable.
  package let isExact: Bool
  /// Whether the files and folders cannot be written.
  package let isReadOnly: Bool
  package let cooldown: ReleaseFacts.Cooldown
  package let now: Timestamp
  package let isOffline: Bool

  package init(
    crate: String, version: Version?, destination: String?, isExact: Bool, isReadOnly: Bool,
    cooldown: ReleaseFacts.Cooldown, now: Timestamp, isOffline: Bool
  ) {
    self.crate = crate
    self.version = version
    self.destination = destination
    self.isExact = isExact
    self.isReadOnly = isReadOnly
    self.cooldown = cooldown
    self.now = now
    self.isOffline = isOffline
  }
}

/// What was fetched.
package struct FetchOutcome: Sendable {
  package let identity: PackageIdentity
  package let release: Release
  package let listing: CrateListing
  /// Higher versions that were not taken; empty where a version was named.
  package let passedOver: [ReleaseChoice.PassedOver]
  /// The file or the registry the archive is from.
  package let place: String
  /// Archives by its name on this machine that are not it.
  package let others: [CrateArchives.Candidate]
  package let destination: String
  package let fileCount: Int
  /// The paths, as in the archive, that have an inert name.
  package let renamed: [String]
  /// What was added to them.
  package let ending: String
  /// What is left of a staging folder that could not be removed.
  package let leftover: String?
}

/// Why nothing was fetched. Nothing is at the destination then that was not there before.
package enum FetchFailure: Error, Sendable {
  case lookup(CrateLookup.Failure)
  /// The index has no such version; the newest it has.
  case noSuchVersion(Version, newest: Version?)
  /// No version is old enough, unyanked and no pre-release.
  case noneWillDo([ReleaseChoice.PassedOver])
  /// The index gives no checksum to verify against.
  case noChecksum(PackageIdentity)
  /// The entry is not the one that Moat remembers.
  case changed(PackageIdentity, Release.Change)
  /// The archive is not on this machine, and no registry gave it.
  case noArchive(PackageIdentity, String, others: [CrateArchives.Candidate])
  /// What the registry gave is not what the index promises.
  case mismatch(PackageIdentity, String)
  /// The archive is not one that may be unpacked.
  case refused(PackageIdentity, ArchiveFailure)
  case store(String, StoreFailure)
}

/// Fetches one crate to be read: nothing of it is built or run, and no project is touched.
package struct CrateFetch: Sendable {
  private let host: Host
  private let lookup: CrateLookup

  package init(host: Host) {
    self.host = host
    lookup = CrateLookup(host: host)
  }

  /// Chooses the version, gets its archive, verifies it against the index and unpacks it.
  package func run(_ request: FetchRequest) async throws(FetchFailure) -> FetchOutcome {
    let found: CrateLookup.Found
    do throws(CrateLookup.Failure) {
      found = try await lookup.find(request.crate, isOffline: request.isOffline)
    } catch {
      throw .lookup(error)
    }
    let (listed, passedOver) = try Self.choose(found.listing, request)
    let version = listed.release.version.description
    let identity = PackageIdentity(name: found.listing.name, version: version)
    if let change = listed.release.change { throw .changed(identity, change) }
    guard let digest = listed.checksum else { throw .noChecksum(identity) }
    let (archive, place, others) = try await self.archive(
      of: identity, expecting: digest, isOffline: request.isOffline)
    let destination =
      request.destination
      ?? PathText.join(
        host.environment.currentDirectory, "\(identity.name)-\(identity.version)")
    let unpacked = try unpack(archive, to: destination, request)
    return FetchOutcome(
      identity: identity, release: listed.release, listing: found.listing,
      passedOver: passedOver, place: place, others: others, destination: destination,
      fileCount: unpacked.fileCount, renamed: unpacked.renamed, ending: unpacked.ending,
      leftover: unpacked.leftover)
  }

  private static func choose(
    _ listing: CrateListing, _ request: FetchRequest
  ) throws(FetchFailure) -> (CrateListing.Listed, [ReleaseChoice.PassedOver]) {
    if let version = request.version {
      guard let listed = listing.version(version) else {
        throw .noSuchVersion(version, newest: listing.versions.first?.release.version)
      }
      return (listed, [])
    }
    let choice = ReleaseChoice(
      among: listing.releases, cooldown: request.cooldown, now: request.now)
    guard let chosen = choice.chosen, let listed = listing.version(chosen.version) else {
      throw .noneWillDo(choice.passedOver)
    }
    return (listed, choice.passedOver)
  }

  private func archive(
    of identity: PackageIdentity, expecting digest: SHA256Digest, isOffline: Bool
  ) async throws(FetchFailure) -> (VerifiedArchive, String, [CrateArchives.Candidate]) {
    let search = CrateArchives(cargoHome: host.environment.cargoHome, files: host.files)
      .find(identity, expecting: digest)
    if let archive = search.archive {
      return (archive, "Cargo's cache", search.others)
    }
    do throws(RegistryFailure) {
      let registry = try await lookup.registry(isOffline: isOffline)
      let archive = try await registry.client.archive(of: identity, expecting: digest)
      return (archive, registry.place, search.others)
    } catch {
      if case .mismatch = error { throw .mismatch(identity, error.message) }
      throw .noArchive(identity, error.message, others: search.others)
    }
  }

  private struct Unpacked {
    let fileCount: Int
    let renamed: [String]
    let ending: String
    let leftover: String?
  }

  private func unpack(
    _ archive: VerifiedArchive, to destination: String, _ request: FetchRequest
  ) throws(FetchFailure) -> Unpacked {
    // Read once to the end before anything is written: names are chosen knowing all of them.
    let paths: [String]
    do throws(ArchiveFailure) { paths = try archive.files().map(\.path) } catch {
      throw .refused(archive.identity, error)
    }
    let names = InertNames(for: paths)
    let writer: TreeWriter
    do throws(StoreFailure) {
      writer = try TreeWriter(
        destination, isReplacing: false,
        permissions: request.isReadOnly ? .readOnly : .writable, using: host.store)
    } catch {
      throw .store(destination, error)
    }
    var unpacker = FetchUnpacker(writer, names: request.isExact ? nil : names)
    do throws(ArchiveReadFailure<StoreFailure>) { try archive.read(&unpacker) } catch {
      writer.abandon()
      switch error {
      case .archive(let failure): throw .refused(archive.identity, failure)
      case .visitor(let failure): throw .store(destination, failure)
      }
    }
    do throws(StoreFailure) {
      let leftover = try writer.commit()
      return Unpacked(
        fileCount: paths.count,
        renamed: request.isExact ? [] : paths.filter { names.path(for: $0) != $0 },
        ending: names.ending, leftover: leftover)
    } catch {
      throw .store(destination, error)
    }
  }
}

/// Writes the files of an archive into a tree that is being staged.
private struct FetchUnpacker: ArchiveVisitor {
  private let writer: TreeWriter
  /// nil leaves names and permissions as they are.
  private let names: InertNames?
  private var isInFile = false

  init(_ writer: TreeWriter, names: InertNames?) {
    self.writer = writer
    self.names = names
  }

  mutating func begin(_ entry: ArchiveEntry) throws(StoreFailure) {
    let path = names?.path(for: entry.path) ?? entry.path
    isInFile = entry.kind == .file
    if isInFile {
      // What is there to be read needs no permission to be run.
      try writer.beginFile(path, isExecutable: names == nil && entry.mode & 0o100 != 0)
    } else {
      try writer.addFolder(path)
    }
  }

  mutating func bytes(_ piece: UnsafeRawBufferPointer) throws(StoreFailure) {
    try writer.write(piece)
  }

  mutating func end() throws(StoreFailure) {
    if isInFile { try writer.endFile() }
  }
}
