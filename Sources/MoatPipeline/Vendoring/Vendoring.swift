import MoatArchive
import MoatCargo
package import MoatHost
import MoatModel
import MoatRegistry
import MoatStore

/// Writes a vendored tree from verified archives, whole or not at all.
///
/// All crates are staged beside the destination; the tree that is there is compared with them, and
/// gives way only when everything was written and nothing in it was modified.
package struct Vendoring: Sendable {
  /// How long another run that writes in the same folder is waited for.
  package static let patience = Duration.seconds(60)
  private static let pause = Duration.milliseconds(100)
  /// What people keep beside vendored crates: `.gitattributes`, `.gitignore`.
  private static let keptFileLimit = 1 << 20
  /// crates.io's largest manifests have some hundred kilobytes.
  private static let manifestLimit = 4 << 20

  private let host: Host

  package init(host: Host) { self.host = host }

  package func run(_ request: VendorRequest) async throws(VendorFailure) -> VendorOutcome {
    var tree = VendoredTreeCheck(at: request.destination, files: host.files)
    try tree.look(root: request.root, isReplacing: request.isReplacing)
    let writer = try await writer(for: request.destination)
    do throws(VendorFailure) {
      var outcome = VendorOutcome()
      let contents = try await stage(request, in: writer, &outcome)
      if !request.isReplacing { try tree.compare(with: contents) }
      for name in tree.keptFiles {
        try keep(name, from: request.destination, in: writer)
      }
      outcome.leftover = try storing { () throws(StoreFailure) in try writer.commit() }
      return outcome
    } catch {
      writer.abandon()
      throw error
    }
  }

  private func writer(for destination: String) async throws(VendorFailure) -> TreeWriter {
    if let parent = PathText.parent(destination) {
      do throws(FileFailure) { try host.files.createDirectories(parent) } catch {
        throw .destination("`\(parent)` cannot be made: \(error.message)")
      }
    }
    let deadline = ContinuousClock.now + Self.patience
    while true {
      do throws(StoreFailure) {
        return try TreeWriter(destination, isReplacing: true, using: host.store)
      } catch {
        guard error == .busy, ContinuousClock.now < deadline else { throw .store(error) }
      }
      do { try await Task.sleep(for: Self.pause) } catch { throw .cancelled }
    }
  }

  /// - Returns: what the archives hold, by folder.
  private func stage(
    _ request: VendorRequest, in writer: TreeWriter, _ outcome: inout VendorOutcome
  ) async throws(VendorFailure) -> [String: VendoredTreeCheck.Contents] {
    var host = host
    if request.isOffline { host.network = ClosedHTTPClient() }
    var archives = LockedArchives(request, host: host)
    let leftOut = try await leftOut(request, &archives)
    var contents: [String: VendoredTreeCheck.Contents] = [:]
    var missing: [VendorFailure.MissingArchive] = []
    let line = host.progress("vendoring", total: request.plan.crates.count)
    defer { line.finish() }
    for batch in Self.batches(of: request.plan.crates) {
      for answer in try await answers(batch, &archives) {
        let crate = answer.crate
        guard let archive = answer.archive else {
          missing.append(
            VendorFailure.MissingArchive(
              identity: crate.identity, others: answer.others, reason: answer.reason))
          continue
        }
        outcome.others += answer.others
        line.advance()
        // Nothing more is written for a tree that will not be.
        guard missing.isEmpty else { continue }
        let isStub = leftOut.contains(crate.identity)
        contents[crate.folder] = try write(archive, crate, isStub: isStub, writer, &outcome)
      }
    }
    guard missing.isEmpty else { throw .missing(missing) }
    return contents
  }

  private static func batches(of crates: [VendorPlan.Crate]) -> [ArraySlice<VendorPlan.Crate>] {
    stride(from: 0, to: crates.count, by: LockedArchives.batchSize).map { start in
      crates[start..<min(start + LockedArchives.batchSize, crates.count)]
    }
  }

  private func answers(
    _ batch: ArraySlice<VendorPlan.Crate>, _ archives: inout LockedArchives
  ) async throws(VendorFailure) -> [LockedArchives.Answer] {
    do throws(CancellationError) { return try await archives.get(batch) } catch {
      throw .cancelled
    }
  }

  /// By the manifests in the archives; a crate whose archive is missing is told of later.
  private func leftOut(
    _ request: VendorRequest, _ archives: inout LockedArchives
  ) async throws(VendorFailure) -> Set<PackageIdentity> {
    guard let narrowing = request.narrowing else { return [] }
    var metadata: [PackageIdentity: Evidence<PackageMetadata>] = [:]
    for batch in Self.batches(of: request.plan.crates) {
      for case let archive? in try await answers(batch, &archives).map(\.archive) {
        metadata[archive.identity] = try self.metadata(of: archive)
      }
    }
    do throws(BuildSelectionFailure) { return try narrowing.leftOut(metadata) } catch {
      throw .selection(error)
    }
  }

  private func metadata(
    of archive: VerifiedArchive
  ) throws(VendorFailure) -> Evidence<PackageMetadata> {
    let text: SourceText
    do throws(ArchiveFailure) {
      text = SourceText(
        path: "\(archive.identity)/Cargo.toml",
        bytes: try archive.contents(of: "Cargo.toml", limit: Self.manifestLimit) ?? [])
    } catch { throw .refused(archive.identity, reason: error.message) }
    do throws(DocumentError) {
      let manifest = try Manifest(parsing: text)
      return .known(PackageMetadata(manifest, dependencies: manifest.dependencies))
    } catch {
      return .unavailable(error.message)
    }
  }

  private func write(
    _ archive: VerifiedArchive, _ crate: VendorPlan.Crate, isStub: Bool, _ writer: TreeWriter,
    _ outcome: inout VendorOutcome
  ) throws(VendorFailure) -> VendoredTreeCheck.Contents {
    var unpacker: ArchiveUnpacker
    do {
      unpacker = try ArchiveUnpacker(
        into: writer, folder: crate.folder,
        selection: isStub ? .manifest : .vendored)
    } catch { throw .cannotHash }
    do { try archive.read(&unpacker) } catch {
      switch error {
      case .archive(let failure): throw .refused(crate.identity, reason: failure.message)
      case .visitor(let failure): throw .store(failure)
      }
    }
    let files = unpacker.files
    guard !files.contains(where: { $0.path == VendorChecksums.fileName }) else {
      throw .refused(
        crate.identity,
        reason: "it has a `\(VendorChecksums.fileName)` of its own, which a vendored tree needs")
    }
    var written = unpacker.written
    outcome.byteCount += unpacker.byteCount
    if isStub {
      written += try writeStub(archive, crate, writer)
      outcome.stubCount += 1
    }
    let checksums = VendorChecksums(
      package: .digest(crate.digest), files: written.sorted(byBytesOf: \.path))
    try storing { () throws(StoreFailure) in
      try writer.addFile(
        "\(crate.folder)/\(VendorChecksums.fileName)",
        checksums.printed(comment: isStub ? VendorStub.comment : nil))
    }
    outcome.crateCount += 1
    outcome.fileCount += written.count + 1
    return VendoredTreeCheck.Contents(digest: crate.digest, files: files)
  }

  private func writeStub(
    _ archive: VerifiedArchive, _ crate: VendorPlan.Crate, _ writer: TreeWriter
  ) throws(VendorFailure) -> [CrateFile] {
    let paths: [String]
    do {
      let manifest = try archive.contents(of: "Cargo.toml", limit: Self.manifestLimit) ?? []
      paths = try VendorStub.sourcePaths(
        manifest: SourceText(path: "\(crate.identity)/Cargo.toml", bytes: manifest))
    } catch { throw .refused(crate.identity, reason: "its `Cargo.toml` cannot be read") }
    let source = Array(VendorStub.source.utf8)
    let digest: SHA256Digest
    do { digest = try SHA256Hasher.digest(of: source) } catch { throw .cannotHash }
    for path in paths {
      try storing { () throws(StoreFailure) in
        try writer.addFile("\(crate.folder)/\(path)", source)
      }
    }
    return paths.map { CrateFile(path: $0, digest: digest) }
  }

  /// `cargo vendor` leaves hidden names beside the crates alone, and so does Cargo's reader.
  private func keep(
    _ name: String, from folder: String, in writer: TreeWriter
  ) throws(VendorFailure) {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try host.files.read(PathText.join(folder, name), limit: Self.keptFileLimit)
    } catch {
      throw .destination("`\(name)` in it would be lost: it \(error.message)")
    }
    try storing { () throws(StoreFailure) in try writer.addFile(name, bytes) }
  }

  private func storing<Value>(
    _ body: () throws(StoreFailure) -> Value
  ) throws(VendorFailure) -> Value {
    do throws(StoreFailure) { return try body() } catch { throw .store(error) }
  }
}
