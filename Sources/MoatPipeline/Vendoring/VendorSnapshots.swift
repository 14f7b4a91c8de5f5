import MoatArchive
package import MoatCargo
package import MoatHost
import MoatModel

/// Reads what vendored trees held, from folders and from commits; nothing is checked out.
package struct VendorSnapshots: Sendable {
  /// Why there is no snapshot.
  package enum Failure: Error, Hashable, Sendable {
    case file(path: String, FileFailure)
    case git(GitFailure)
    /// Links and other things that no vendored tree has; never empty.
    case foreign([CrateFolder.Remark])
    case cannotHash
  }

  /// The manifests of all crates together: a thousand of some ten kilobytes.
  private static let manifestsLimit = 64 << 20
  private static let manifestLimit = 4 << 20
  /// Most files of crates are smaller, so that one read takes a whole file.
  private static let bufferSize = 256 << 10

  private let host: Host
  /// A folder of the repository.
  private let directory: String
  /// What the repository names its objects by; files of folders are named so too.
  private let algorithm: GitBlobHasher.Algorithm

  /// - Parameter directory: a folder, in a repository or not.
  package init(host: Host, in directory: String) async {
    self.host = host
    self.directory = directory
    var hash = ""
    // Without a repository, or without a commit, there is nothing to agree with.
    do throws(GitFailure) { hash = try await host.git.head(of: directory).hash } catch {}
    algorithm = hash.utf8.count == 64 ? .sha256 : .sha1
  }

  /// The tree in a commit.
  ///
  /// - Parameter path: absolute, as the folder would be in the work tree.
  /// - Returns: nil where the commit has no such folder.
  package func snapshot(
    of revision: String, at path: String
  ) async throws(Failure) -> VendorSnapshot? {
    let listing: GitTreeListing
    let manifests: [String: [UInt8]]
    do throws(GitFailure) {
      let top = try await host.git.topLevel(of: directory)
      let below = PathText.relative(resolved(path), to: top)
      listing = try await host.git.tree(revision: revision, path: below, in: directory)
      let wanted = Set(
        listing.files.filter { Self.isManifest($0.path) && $0.size <= Self.manifestLimit }
          .map(\.hash))
      manifests = try await host.git.contents(
        of: wanted.sorted(), in: directory, limit: Self.manifestsLimit)
    } catch { throw .git(error) }
    guard listing.others.isEmpty else {
      throw .foreign(
        listing.others.map {
          CrateFolder.Remark(path: $0, reason: "is neither a file nor a folder")
        })
    }
    if listing.files.isEmpty { return nil }
    var folders: [String: [VendorSnapshot.File]] = [:]
    var sources: [String: SourceText] = [:]
    var others: [VendorSnapshot.File] = []
    for file in listing.files {
      let cut = file.path.utf8.firstIndex(of: UInt8(ascii: "/"))
      let name = cut.map { String(file.path[file.path.utf8.index(after: $0)...]) } ?? file.path
      let entry = VendorSnapshot.File(
        path: name, content: file.hash, size: file.size, isExecutable: file.isExecutable)
      guard let cut else {
        others.append(entry)
        continue
      }
      let folder = String(file.path[..<cut])
      folders[folder, default: []].append(entry)
      if Self.isManifest(file.path), let bytes = manifests[file.hash] {
        sources[folder] = SourceText(path: "\(revision):\(file.path)", bytes: bytes)
      }
    }
    return VendorSnapshot(
      crates: folders.map { folder, files in
        VendorSnapshot.Crate(folder: folder, manifest: sources[folder], files: files)
      }, otherFiles: others)
  }

  /// `CRATE/Cargo.toml`
  private static func isManifest(_ path: String) -> Bool {
    let names = path.utf8.split(separator: UInt8(ascii: "/"))
    return names.count == 2 && names[1].elementsEqual("Cargo.toml".utf8)
  }

  /// With the links above its last component followed, as git reports its top folder.
  private func resolved(_ path: String) -> String {
    guard let parent = PathText.parent(path) else { return path }
    do throws(FileFailure) {
      return PathText.join(try host.files.resolved(parent), PathText.lastComponent(path))
    } catch {
      return path
    }
  }
}

extension VendorSnapshots {
  /// The tree in a folder.
  package func snapshot(of folder: String) throws(Failure) -> VendorSnapshot {
    let listing: DirectoryListing
    do throws(FileFailure) { listing = try host.files.entries(of: folder) } catch {
      throw .file(path: folder, error)
    }
    let visitor: BlobVisitor
    do throws(SHA256Hasher.Unavailable) {
      visitor = BlobVisitor(algorithm, hasher: try GitBlobHasher())
    } catch { throw .cannotHash }
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.bufferSize, alignment: 64)
    defer { buffer.deallocate() }
    var crates: [VendorSnapshot.Crate] = []
    var foreign = listing.undecodable.map {
      CrateFolder.Remark(path: $0, reason: "has a name that is not UTF-8")
    }
    for entry in listing.entries where entry.kind == .directory {
      visitor.start()
      do throws(FileFailure) {
        try host.files.visit(PathText.join(folder, entry.name), through: buffer, visitor)
      } catch { throw .file(path: PathText.join(folder, entry.name), error) }
      foreign += visitor.foreign.map {
        CrateFolder.Remark(path: "\(entry.name)/\($0.path)", reason: $0.reason)
      }
      let manifest = visitor.manifest.map {
        SourceText(path: "\(entry.name)/Cargo.toml", bytes: $0)
      }
      crates.append(
        VendorSnapshot.Crate(folder: entry.name, manifest: manifest, files: visitor.files))
    }
    // Files beside the crates are few and small.
    var others: [VendorSnapshot.File] = []
    for entry in listing.entries where entry.kind != .directory {
      guard entry.kind == .regular else {
        foreign.append(
          CrateFolder.Remark(path: entry.name, reason: "is neither a file nor a folder"))
        continue
      }
      let path = PathText.join(folder, entry.name)
      let bytes: [UInt8]
      do throws(FileFailure) {
        bytes = try host.files.read(path, limit: Self.manifestLimit)
      } catch { throw .file(path: path, error) }
      visitor.start()
      others.append(visitor.file(entry.name, bytes))
    }
    guard foreign.isEmpty else { throw .foreign(foreign) }
    return VendorSnapshot(crates: crates, otherFiles: others)
  }
}

/// Names the files of a folder as git would.
private final class BlobVisitor: FolderVisitor {
  private static let manifestLimit = 4 << 20

  let wantsBytes = true
  private let algorithm: GitBlobHasher.Algorithm
  private var hasher: GitBlobHasher
  private var current: VisitedFile?
  private(set) var files: [VendorSnapshot.File] = []
  private(set) var foreign: [CrateFolder.Remark] = []
  private(set) var manifest: [UInt8]?

  init(_ algorithm: GitBlobHasher.Algorithm, hasher: consuming GitBlobHasher) {
    self.algorithm = algorithm
    self.hasher = hasher
  }

  func start() {
    files = []
    foreign = []
    manifest = nil
  }

  private func isKept(_ file: VisitedFile) -> Bool {
    file.path == "Cargo.toml" && file.stamp.size <= Self.manifestLimit
  }

  func begin(_ file: VisitedFile) {
    current = file
    do throws(SHA256Hasher.Unavailable) {
      try hasher.start(size: file.stamp.size, by: algorithm)
    } catch {
      meet(file.path, .failed(.notFound))
    }
    if isKept(file) { manifest = [] }
  }

  func bytes(_ piece: UnsafeRawBufferPointer) {
    hasher.update(piece)
    if let current, isKept(current) { manifest?.append(contentsOf: piece) }
  }

  func end(_ failure: FileFailure?) {
    guard let current else { return }
    let name = hasher.finish()
    if let failure { return meet(current.path, .failed(failure)) }
    files.append(
      VendorSnapshot.File(
        path: current.path, content: name, size: current.stamp.size,
        isExecutable: current.isExecutable))
  }

  func meet(_ path: String, _ obstacle: FolderObstacle) {
    foreign.append(CrateFolder.Remark(path: path, reason: obstacle.message))
  }

  /// A file whose bytes are at hand.
  func file(_ path: String, _ bytes: [UInt8]) -> VendorSnapshot.File {
    let stamp = FileStamp(size: bytes.count, modifiedNanoseconds: 0, inode: 0)
    begin(VisitedFile(path: path, stamp: stamp, isExecutable: false))
    bytes.withUnsafeBytes { self.bytes($0) }
    end(nil)
    return files.last
      ?? VendorSnapshot.File(path: path, content: "", size: bytes.count)
  }
}
