import MoatArchive
import MoatCargo
import MoatHost
import MoatModel
import MoatRegistry

/// Whether a tree that is about to be replaced holds anything that would be lost: files that were
/// edited, added or removed since it was vendored, or that never were.
///
/// It protects work, and keeps evidence of tampering from being written over. It is no proof of the
/// tree: of a crate that is no longer locked only its own `.cargo-checksum.json` speaks.
struct VendoredTreeCheck {
  /// What the archive of a crate holds.
  struct Contents {
    let digest: SHA256Digest
    let files: [CrateFile]
  }

  private let path: String
  private let files: any FileSystem
  private var folders: [String] = []
  private var strangers: [CrateFolder.Remark] = []
  /// Hidden files beside the crates, which the new tree keeps.
  private(set) var keptFiles: [String] = []

  init(at path: String, files: any FileSystem) {
    self.path = path
    self.files = files
  }

  /// Lists the tree, and refuses what is no vendored tree at all, told to replace it or not.
  mutating func look(root: String, isReplacing: Bool) throws(VendorFailure) {
    let kind: FileKind?
    let isAroundProject: Bool
    var listing = DirectoryListing(entries: [])
    do throws(FileFailure) {
      kind = try files.kind(of: path)
      if kind == .directory { listing = try files.entries(of: path) }
      isAroundProject = try PathText.isInside(
        files.resolved(root), Self.resolvedPlace(path, files))
    } catch {
      throw .destination("`\(path)` cannot be read: \(error.message)")
    }
    if isAroundProject { throw .destination("`\(path)` holds the project itself") }
    switch kind {
    case nil: return
    case .directory: break
    case .symlink: throw .destination("`\(path)` is a symbolic link")
    case .regular, .other: throw .destination("`\(path)` is not a folder")
    }
    try sort(listing)
    guard !folders.isEmpty || strangers.isEmpty else {
      throw .destination(
        "`\(path)` is not a vendored tree: no folder in it has a "
          + "`\(VendorChecksums.fileName)`")
    }
    if !isReplacing, !strangers.isEmpty { throw .modified(strangers) }
  }

  /// The path with the links above its last component followed; the last one need not be there.
  private static func resolvedPlace(
    _ path: String, _ files: any FileSystem
  ) throws(FileFailure) -> String {
    guard let parent = PathText.parent(path) else { return path }
    guard try files.kind(of: parent, followingLinks: true) != nil else { return path }
    return PathText.join(try files.resolved(parent), PathText.lastComponent(path))
  }

  private mutating func sort(_ listing: DirectoryListing) throws(VendorFailure) {
    for name in listing.undecodable {
      strangers.append(CrateFolder.Remark(path: name, reason: "has a name that is not UTF-8"))
    }
    for entry in listing.entries {
      let isHidden = entry.name.utf8.first == UInt8(ascii: ".")
      switch entry.kind {
      case .regular where isHidden: keptFiles.append(entry.name)
      case .directory where isHidden, .symlink where isHidden, .other where isHidden:
        throw .destination(
          "`\(entry.name)` in it is hidden and no file, and would be lost: move it away first")
      case .directory where isCrate(entry.name): folders.append(entry.name)
      case .directory:
        strangers.append(
          CrateFolder.Remark(
            path: entry.name, reason: "has no `\(VendorChecksums.fileName)`"))
      default:
        strangers.append(CrateFolder.Remark(path: entry.name, reason: "is not a vendored crate"))
      }
    }
  }

  private func isCrate(_ name: String) -> Bool {
    let file = PathText.join(PathText.join(path, name), VendorChecksums.fileName)
    do throws(FileFailure) { return try files.kind(of: file) == .regular } catch { return false }
  }

  /// Reads every crate.
  ///
  /// - Parameter contents: what the archives of the new tree's crates hold, by folder.
  func compare(with contents: [String: Contents]) throws(VendorFailure) {
    let stub: SHA256Digest
    do { stub = try SHA256Hasher.digest(of: VendorStub.source.utf8) } catch { throw .cannotHash }
    var reader: CrateFolderReader
    do { reader = try CrateFolderReader(files: files) } catch { throw .cannotHash }
    var found: [CrateFolder.Remark] = []
    for name in folders {
      let reading: CrateFolderReader.Reading
      do throws(FileFailure) { reading = try reader.read(PathText.join(path, name)) } catch {
        found.append(CrateFolder.Remark(path: name, reason: error.message))
        continue
      }
      found += Self.remarks(reading, against: contents[name], stub: stub).map {
        CrateFolder.Remark(path: "\(name)/\($0.path)", reason: $0.reason)
      }
    }
    if !found.isEmpty { throw .modified(found) }
  }

  private static func remarks(
    _ reading: CrateFolderReader.Reading, against contents: Contents?, stub: SHA256Digest
  ) -> [CrateFolder.Remark] {
    let folder = reading.folder
    var found = folder.foreign + folder.unread
    let checksums: VendorChecksums
    do throws(VendorChecksums.Malformed) {
      checksums = try VendorChecksums(
        parsing: reading.documents[VendorChecksums.fileName] ?? [])
    } catch {
      found.append(CrateFolder.Remark(path: VendorChecksums.fileName, reason: error.message))
      return found
    }
    let isOfArchive = contents.map { checksums.package == .digest($0.digest) } ?? false
    let record = isOfArchive ? contents?.files ?? [] : checksums.files
    let digests = Dictionary(record.map { ($0.path, $0.digest) }) { first, _ in first }
    let isStub = VendorStub.isStub(folder.files, source: stub)
    var present: Set<String> = []
    for file in folder.files where file.path != VendorChecksums.fileName {
      present.insert(file.path)
      if isStub, file.path != "Cargo.toml" { continue }
      let reason: String? =
        switch digests[file.path] {
        case file.digest: nil
        case nil: isOfArchive ? "is not in the crate's archive" : "is not listed"
        default: isOfArchive ? "differs from the crate's archive" : "differs from what is listed"
        }
      if let reason { found.append(CrateFolder.Remark(path: file.path, reason: reason)) }
    }
    // Older Cargos and distributions leave out files of an archive; a list has what was there.
    guard !isOfArchive else { return found }
    for file in checksums.files where !present.contains(file.path) {
      found.append(CrateFolder.Remark(path: file.path, reason: "is missing"))
    }
    return found
  }
}
