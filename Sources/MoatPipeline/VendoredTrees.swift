import MoatCargo
import MoatHost
import MoatModel
import MoatRegistry

/// The vendored trees of a run, each read once.
struct VendoredTrees: Sendable {
  private var readings: [String: Reading] = [:]

  struct Reading: Sendable {
    var crates: [PackageIdentity: [VendoredCrate]] = [:]
    /// Absolute paths.
    var unread: [CrateFolder.Remark] = []
    /// Over everything in the tree; nil where something could not be looked at.
    var fingerprint: SHA256Digest?
    /// Whether only the fingerprint was taken.
    var isUnread = false
    /// Whether there is no such folder.
    var isMissing = false
  }

  subscript(tree: String) -> Reading? { readings[tree] }

  /// Takes the tree's fingerprint, without opening a file.
  mutating func fingerprint(_ tree: String, with reader: EvidenceReader)
    async throws(CancellationError)
  {
    guard readings[tree] == nil else { return }
    guard let folders = try? VendoredTree.list(tree, files: reader.files).folders else { return }
    let prints = try await reader.map(folders.map { PathText.join(tree, $0) }) { prover, folder in
      prover.fingerprint(of: folder)
    }
    readings[tree] = Reading(fingerprint: Self.joined(folders, prints), isUnread: true)
  }

  /// Reads every crate of the tree.
  mutating func read(_ tree: String, with reader: EvidenceReader) async throws(CancellationError) {
    if let known = readings[tree], !known.isUnread { return }
    var reading = Reading()
    let folders: [String]
    do throws(FileFailure) {
      let listing = try VendoredTree.list(tree, files: reader.files)
      folders = listing.folders
      reading.unread += listing.links.map {
        CrateFolder.Remark(path: PathText.join(tree, $0), reason: "is a symbolic link")
      }
    } catch {
      readings[tree] = Reading(
        unread: [CrateFolder.Remark(path: tree, reason: error.message)],
        isMissing: error == .notFound)
      return
    }
    let results = try await reader.map(folders.map { PathText.join(tree, $0) }) {
      prover, folder -> Result<ReadFolder, PackageProver.Unread> in
      do throws(PackageProver.Unread) {
        let read = try prover.read(folder)
        return .success(
          ReadFolder(crate: VendoredCrate(path: folder, read), fingerprint: read.fingerprint))
      } catch {
        return .failure(error)
      }
    }
    for (folder, result) in zip(folders, results) {
      let path = PathText.join(tree, folder)
      switch result {
      case .failure(let failure):
        reading.unread.append(CrateFolder.Remark(path: path, reason: failure.reason))
      case .success(let read):
        guard let crate = read.crate else { continue }
        switch crate.identity {
        case .known(let identity): reading.crates[identity, default: []].append(crate)
        case .unavailable(let reason):
          reading.unread.append(CrateFolder.Remark(path: path, reason: reason))
        }
      }
    }
    reading.fingerprint = Self.joined(
      folders,
      results.map { result in
        if case .success(let read) = result { read.fingerprint } else { nil }
      })
    readings[tree] = reading
  }

  private struct ReadFolder: Sendable {
    let crate: VendoredCrate?
    let fingerprint: SHA256Digest
  }

  private static func joined(_ folders: [String], _ prints: [SHA256Digest?]) -> SHA256Digest? {
    var key = VerdictKey()
    for (folder, print) in zip(folders, prints) {
      guard let print else { return nil }
      key.add(folder)
      key.add(print)
    }
    return key.digest
  }
}

/// What readings of evidence share: the files, the workers, and the line that says how far they are.
struct EvidenceReader: Sendable {
  let host: Host
  let display: DisplayPath
  let request: ProvenanceRequest

  var files: any FileSystem { host.files }

  /// Does one thing after the other on every core, in order.
  func map<Item: Sendable, Value: Sendable>(
    _ items: [Item],
    _ body: @escaping @Sendable (inout PackageProver, Item) -> Value
  ) async throws(CancellationError) -> [Value] {
    let line = host.progress("verifying", total: items.count)
    defer { line.finish() }
    let files = files
    let display = display
    let effort = request.effort
    return try await concurrentMap(
      items, worker: { PackageProver(files: files, display: display, effort: effort) },
      { prover, item in
        defer { line.advance() }
        return body(&prover, item)
      })
  }
}
