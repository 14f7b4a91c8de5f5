import MoatArchive
import MoatCargo
import MoatHost
import MoatModel
import MoatProvenance
import MoatRegistry

/// Reads what lies here of one package after the other and compares it: one worker's tool.
struct PackageProver: ~Copyable {
  private let files: any FileSystem
  private let display: DisplayPath
  private let effort: ProvenanceRequest.Effort
  /// nil where libcrypto cannot hash, which every reading then says.
  private var reader: CrateFolderReader?

  init(files: any FileSystem, display: DisplayPath, effort: ProvenanceRequest.Effort) {
    self.files = files
    self.display = display
    self.effort = effort
    do {
      reader = try CrateFolderReader(files: files)
    } catch {
      reader = nil
    }
  }

  /// Why something could not be read.
  struct Unread: Error {
    let reason: String

    static let cannotHash = Unread(reason: SHA256Hasher.Unavailable().message)
  }

  // MARK: folders

  mutating func read(_ folder: String) throws(Unread) -> CrateFolderReader.Reading {
    guard reader != nil else { throw .cannotHash }
    do throws(FileFailure) {
      guard let reading = try reader?.read(folder) else { throw FileFailure.notFound }
      return reading
    } catch {
      throw Unread(reason: error.message)
    }
  }

  /// nil where it cannot be told.
  mutating func fingerprint(of folder: String) -> SHA256Digest? {
    do {
      return try reader?.fingerprint(of: folder)
    } catch {
      return nil
    }
  }

  // MARK: packages

  /// A key over everything that the verdict on Cargo's own copies of a package follows from; nil
  /// where there is none of them, or where it cannot be told.
  mutating func key(of plan: EvidencePlan) -> SHA256Digest? {
    var key = VerdictKey()
    var isEmpty = true
    key.add(plan.identity.description)
    if let digest = plan.digest { key.add(digest) }
    for place in plan.archives {
      do throws(FileFailure) {
        key.add(try files.stamp(of: place.path))
        key.add(place.path)
        isEmpty = false
      } catch {
        if error != .notFound { return nil }
      }
    }
    // Without an archive nothing is compared.
    if isEmpty { return nil }
    for place in plan.sources where exists(place.path) {
      guard let fingerprint = fingerprint(of: place.path) else { return nil }
      key.add(place.path)
      key.add(fingerprint)
    }
    return key.digest
  }

  private func exists(_ path: String) -> Bool {
    do throws(FileFailure) {
      return try files.kind(of: path) != nil
    } catch {
      // Reading it will say what is wrong.
      return true
    }
  }

  /// - Parameters:
  ///   - vendored: the crates of this name and version in the vendored trees.
  ///   - readsHome: whether Cargo's archives are judged and its unpacked sources read; archives
  ///     are still used to compare vendored crates with.
  mutating func evidence(
    for plan: EvidencePlan, vendored: [VendoredCrate], readsHome: Bool
  ) -> PackageEvidence {
    guard let digest = plan.digest else {
      return PackageEvidence(
        package: plan.package, hasChecksum: false,
        folders: vendored.map { evidence(of: $0, plan.identity, digest: nil, archive: nil) })
    }
    var archives: [ArchiveEvidence] = []
    var verified: VerifiedArchive?
    var registries: Set<String> = []
    for place in plan.archives {
      let (state, archive) = archive(at: place, of: plan.identity, expecting: digest)
      guard let state else { continue }
      archives.append(ArchiveEvidence(path: display(place.path), state: state))
      guard let archive else { continue }
      verified = verified ?? archive
      registries.insert(place.registry)
    }
    let sources = readsHome ? plan.sources.filter { exists($0.path) } : []
    var record: [CrateFile]?
    if let verified, !sources.isEmpty || !vendored.isEmpty {
      do throws(ArchiveFailure) {
        record = try verified.files().map { CrateFile(path: $0.path, digest: $0.digest) }
      } catch {
        // The bytes are those the lockfile pins, and still no archive that Moat would unpack.
        archives = archives.map {
          $0.state == .verified
            ? ArchiveEvidence(path: $0.path, state: .unreadable(error.message)) : $0
        }
      }
    }
    var folders: [FolderEvidence] = []
    for place in sources {
      // A folder of a host that several registries share counts if its own archive is ours.
      guard place.isCertain || registries.contains(place.registry) else { continue }
      if record == nil, effort == .changes { continue }
      folders.append(source(at: place.path, of: plan.identity, digest: digest, archive: record))
    }
    folders += vendored.map { evidence(of: $0, plan.identity, digest: digest, archive: record) }
    // An archive of another registry's folder is no news beside one that is ours.
    if verified != nil { archives.removeAll { $0.state == .maybeForeign } }
    return PackageEvidence(package: plan.package, archives: archives, folders: folders)
  }

  private func archive(
    at place: EvidencePlan.Place, of identity: PackageIdentity, expecting digest: SHA256Digest
  ) -> (ArchiveEvidence.State?, VerifiedArchive?) {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try files.read(place.path, limit: ArchiveLimit.compressedBytes)
    } catch {
      return (error == .notFound ? nil : .unreadable(error.message), nil)
    }
    do throws(ArchiveFailure) {
      return (.verified, try VerifiedArchive(bytes, of: identity, expecting: digest))
    } catch .digest(_, let actual) {
      return (place.isCertain ? .differs(actual) : .maybeForeign, nil)
    } catch {
      return (.unreadable(error.message), nil)
    }
  }

  private mutating func source(
    at path: String, of identity: PackageIdentity, digest: SHA256Digest, archive: [CrateFile]?
  ) -> FolderEvidence {
    do throws(Unread) {
      let folder = try read(path).folder
      return FolderEvidence(
        path: display(path), place: .unpacked, lockedDigest: digest, unread: folder.unread,
        againstArchive: archive.map { FileComparison(folder, with: $0, in: .unpacked) },
        repacking: archive == nil ? repacking(of: path, identity, digest) : .notTried)
    } catch {
      return FolderEvidence(
        path: display(path), place: .unpacked, lockedDigest: digest,
        unread: [CrateFolder.Remark(path: "", reason: error.reason)])
    }
  }

  private func evidence(
    of crate: VendoredCrate, _ identity: PackageIdentity, digest: SHA256Digest?,
    archive: [CrateFile]?
  ) -> FolderEvidence {
    let againstArchive = archive.map { FileComparison(crate.folder, with: $0, in: .vendored) }
    return FolderEvidence(
      path: display(crate.path), place: .vendored, lockedDigest: digest,
      unread: crate.folder.unread, againstArchive: againstArchive,
      againstOwnChecksums: crate.againstOwnChecksums,
      refreshed: againstArchive.map { crate.refreshed(among: $0.changed) } ?? [],
      checksums: crate.ownChecksums,
      repacking: archive == nil ? repacking(of: crate.path, identity, digest) : .notTried)
  }

  /// Packs a folder again, where that was asked for.
  private func repacking(
    of folder: String, _ identity: PackageIdentity, _ digest: SHA256Digest?
  ) -> FolderEvidence.Repacking {
    guard effort == .repacking, let digest else { return .notTried }
    do {
      guard let contents = try CrateFolderContents.read(folder, files: files) else {
        return .notReproduced
      }
      return switch try RepackProof.prove(contents, of: identity, against: digest) {
      case .reproduced: .reproduced
      case .notReproduced: .notReproduced
      }
    } catch {
      // What cannot be read or hashed was said when the folder was read.
      return .notReproduced
    }
  }
}

extension VendoredCrate {
  /// nil where the crate lists no files.
  var againstOwnChecksums: FileComparison? {
    guard case .read(let listed) = checksums,
      !listed.files.isEmpty || !listed.malformedFiles.isEmpty
    else { return nil }
    return FileComparison(
      folder, with: listed.files, undecided: listed.malformedFiles, in: .vendored)
  }

  var ownChecksums: FolderEvidence.OwnChecksums {
    switch checksums {
    case .missing: .missing
    case .refused(let failure): .refused(failure.message)
    case .read(let listed):
      .read(
        package: listed.package, fileCount: listed.files.count,
        malformedFiles: listed.malformedFiles)
    }
  }

  /// Those of the changed files that the checksum file lists as they are now.
  func refreshed(among changed: [String]) -> [String] {
    guard !changed.isEmpty, case .read(let listed) = checksums else { return [] }
    let candidates = Set(changed)
    let now = Set(folder.files.filter { candidates.contains($0.path) })
    return listed.files.filter(now.contains).map(\.path)
  }
}
