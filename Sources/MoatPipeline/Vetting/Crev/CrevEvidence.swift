import MoatArchive
package import MoatCargo
package import MoatCrev
package import MoatHost
import MoatModel
import MoatVetting

/// Proofs of reviews from folders of this machine, and what was published to compare them with.
package struct CrevEvidence: Sendable {
  package let proofs: ProofCollection
  /// Proofs that are not read, and why.
  package let refused: [CrevError]

  /// As many folders deep and as many files are looked at: a repository has a folder a person, with
  /// `reviews` and `trust` in it, and a file a month.
  private static let depth = 6
  private static let fileLimit = 20_000
  private static let suffix = ".proof.crev"

  /// Why proofs cannot be had.
  package enum Failure: Error, Sendable {
    case unreadable(String, FileFailure)
    case tooManyFiles(limit: Int)

    package var message: String {
      switch self {
      case .unreadable(let path, let failure): "`\(path)`: \(failure.message)"
      case .tooManyFiles(let limit): "there are more than \(limit) files of proofs"
      }
    }
  }

  /// - Parameters:
  ///   - folders: relative to `root`, or absolute.
  ///   - root: the absolute folder of the project.
  package init(
    folders: [String], root: String, files: any FileSystem
  ) throws(Failure) {
    var paths: [String] = []
    for folder in folders {
      try Self.collect(PathText.absolute(folder, in: root), Self.depth, files, &paths)
    }
    var read: [CrevProof] = []
    var refused: [CrevError] = []
    for path in paths {
      let bytes: [UInt8]
      do throws(FileFailure) { bytes = try files.read(path, limit: CrevLimit.file) } catch {
        throw .unreadable(path, error)
      }
      let file = ProofFile(reading: SourceText(path: path, bytes: bytes))
      read += file.proofs
      refused += file.refused
    }
    proofs = ProofCollection(read)
    self.refused = refused
  }

  /// Links are not followed, and what starts with a dot is no proof.
  private static func collect(
    _ folder: String, _ depth: Int, _ files: any FileSystem, _ paths: inout [String]
  ) throws(Failure) {
    let listing: DirectoryListing
    do throws(FileFailure) { listing = try files.entries(of: folder) } catch {
      throw .unreadable(folder, error)
    }
    for entry in listing.entries where !entry.name.hasPrefix(".") {
      let path = PathText.join(folder, entry.name)
      switch entry.kind {
      case .directory where depth > 1: try collect(path, depth - 1, files, &paths)
      case .regular where entry.name.hasSuffix(suffix): paths.append(path)
      default: continue
      }
      guard paths.count <= fileLimit else { throw .tooManyFiles(limit: fileLimit) }
    }
  }
}

extension CrevEvidence {
  /// What the reviews of locked crates are worth: of each crate of crates.io that has any.
  ///
  /// Digests are taken from archives on this machine whose SHA-256 is the lockfile's, or for other
  /// versions the index's. Nothing is fetched.
  package func assessments(
    of locked: LockedWorkspace, crate name: String? = nil, policy: CrevPolicy, host: Host
  ) async -> [CrevJudge.Assessment] {
    let judge = CrevJudge(proofs: proofs, policy: policy)
    let sources = PackageSources(host: host, isOffline: true)
    let lockedSources = sources.locked(locked)
    var assessments: [CrevJudge.Assessment] = []
    for index in locked.graph.packages.indices {
      let package = locked.graph.packages[index]
      guard package.source?.isCratesIO ?? false, name == nil || package.name == name else {
        continue
      }
      let reviews = proofs.reviews(ofCrate: package.name)
      guard !reviews.isEmpty else { continue }
      var digests: [Version: CrevDigest] = [:]
      digests[package.version] = Self.digest(
        lockedSources.contents(of: index, wholeFiles: true).value)
      for reviewed in reviews where reviewed.review.package.version == package.version {
        guard let base = reviewed.review.base?.version, digests[base] == nil else { continue }
        digests[base] = Self.digest(
          await sources.contents(
            ofCrate: PackageIdentity(name: package.name, version: base.description),
            wholeFiles: true
          ).value)
      }
      assessments.append(
        judge.assess(crate: package.name, version: package.version) { digests[$0] })
    }
    return assessments
  }

  private static func digest(_ contents: PackageContents?) -> CrevDigest? {
    guard let contents else { return nil }
    do throws(TreeDigest.Unknown) { return try TreeDigest.digest(of: contents) } catch {
      // Then reviews say that there is nothing to compare with.
      return nil
    }
  }
}
