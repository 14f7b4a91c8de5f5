import MoatCargo
package import MoatFindings

/// How much was proven of one locked package, from the best to the worst.
package enum ProofStanding: Hashable, Sendable {
  /// An archive with the lockfile's checksum is here, and every folder holds its files.
  case archive
  /// A folder's files, packed again, are the archive with the lockfile's checksum.
  case repacked
  /// A vendored folder agrees with its own checksum file, and that names the lockfile's checksum:
  /// consistent, and no proof, since both can be changed together.
  case ownChecksums
  case nothing
  /// The lockfile has no checksum: the package is from a git repository.
  case uncovered
  /// Some bytes are not those the lockfile pins.
  case contradicted
}

extension PackageEvidence {
  package var standing: ProofStanding {
    if archives.contains(where: { if case .differs = $0.state { true } else { false } }) {
      return .contradicted
    }
    if folders.contains(where: \.isContradicted) { return .contradicted }
    if !hasChecksum { return .uncovered }
    if folders.contains(where: { !$0.unread.isEmpty }) { return .nothing }
    // Every folder must hold, since any of them may be built; the weakest is the package's.
    let folderStandings = folders.map(\.standing)
    if folderStandings.contains(.nothing) { return .nothing }
    if folderStandings.contains(.ownChecksums) { return .ownChecksums }
    if folderStandings.contains(.repacked) { return .repacked }
    if !folders.isEmpty || archives.contains(where: { $0.state == .verified }) { return .archive }
    return .nothing
  }
}

extension PackageEvidence {
  /// Whether no rule has anything to say of it in a check, so that the verdict can be remembered.
  package var isClean: Bool {
    archives.allSatisfy { $0.state == .verified }
      && folders.allSatisfy { folder in
        guard folder.unread.isEmpty, folder.againstArchive?.isEqual ?? true else { return false }
        if folder.place == .unpacked { return folder.isProven }
        guard case .read(let package, let count, let malformed) = folder.checksums, count > 0,
          malformed.isEmpty, folder.againstOwnChecksums?.isEqual ?? false
        else { return false }
        return switch package {
        case .digest(let digest): digest == folder.lockedDigest
        case .none: !hasChecksum
        case .malformed: false
        }
      }
  }
}

extension FolderEvidence {
  var isContradicted: Bool {
    if let againstArchive {
      return !againstArchive.changed.isEmpty || !againstArchive.extra.isEmpty
        || place == .unpacked && !againstArchive.missing.isEmpty
    }
    if repacking == .reproduced { return false }
    guard let againstOwnChecksums else { return false }
    return !againstOwnChecksums.changed.isEmpty || !againstOwnChecksums.extra.isEmpty
  }

  var isProven: Bool {
    if againstArchive != nil { return !isContradicted }
    return repacking == .reproduced
  }

  fileprivate var standing: ProofStanding {
    if againstArchive != nil { return .archive }
    if repacking == .reproduced { return .repacked }
    guard case .read(let package, let count, let malformed) = checksums, count > 0,
      malformed.isEmpty, case .digest = package
    else { return .nothing }
    return .ownChecksums
  }
}

extension ProofTally {
  package init(_ packages: [PackageEvidence]) {
    self.init()
    for package in packages {
      switch package.standing {
      case .archive: archive += 1
      case .repacked: repacked += 1
      case .ownChecksums: ownChecksums += 1
      case .nothing: unproven += 1
      case .uncovered: uncovered += 1
      case .contradicted: contradicted += 1
      }
    }
  }
}
