package import MoatArchive
package import MoatHost
package import MoatModel

/// Archives that are on this machine: in Cargo's cache, and in local registries.
///
/// Where an archive lies proves nothing, and need not: what comes out is held against the digest that
/// was asked for. So every folder of the cache is looked into, whatever registry it is of.
package struct CrateArchives: Sendable {
  private let files: any FileSystem
  /// Folders that hold `NAME-VERSION.crate`, in the order they are tried.
  private let folders: [String]

  /// - Parameters:
  ///   - cargoHome: `$CARGO_HOME`, see `Environment.cargoHome`.
  ///   - localRegistries: the folders of local registries, which are tried first: somebody named
  ///     them.
  package init(cargoHome: String?, localRegistries: [String] = [], files: any FileSystem) {
    self.files = files
    var folders = localRegistries
    if let cargoHome {
      let cache = PathText.join(cargoHome, "registry/cache")
      // A cache that cannot be listed holds nothing for us; what is missing is told per crate.
      let entries = (try? files.entries(of: cache).entries) ?? []
      folders += entries.filter { $0.kind == .directory || $0.kind == .symlink }
        .map { PathText.join(cache, $0.name) }
    }
    self.folders = folders
  }

  /// What was found for one crate.
  package struct Search: Sendable {
    package let archive: VerifiedArchive?
    /// Archives by that name that are not it or could not be read, tried before it.
    package let others: [Candidate]
  }

  /// A file that was not used.
  package struct Candidate: Hashable, Sendable {
    package let path: String
    /// A phrase to put after the path.
    package let reason: String
  }

  /// The first archive by the crate's name whose digest is the expected one.
  package func find(_ identity: PackageIdentity, expecting digest: SHA256Digest) -> Search {
    var others: [Candidate] = []
    for folder in folders {
      let path = PathText.join(folder, "\(identity.name)-\(identity.version).crate")
      let bytes: [UInt8]
      do throws(FileFailure) {
        bytes = try files.read(path, limit: ArchiveLimit.compressedBytes)
      } catch {
        if error != .notFound { others.append(Candidate(path: path, reason: error.message)) }
        continue
      }
      do throws(ArchiveFailure) {
        let archive = try VerifiedArchive(bytes, of: identity, expecting: digest)
        return Search(archive: archive, others: others)
      } catch {
        others.append(Candidate(path: path, reason: error.message))
      }
    }
    return Search(archive: nil, others: others)
  }
}
