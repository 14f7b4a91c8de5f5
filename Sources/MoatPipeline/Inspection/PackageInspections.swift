package import MoatArchive
package import MoatCargo
import MoatHost
package import MoatInspection
package import MoatModel

/// Reads and inspects packages, each once: what was inspected before comes from the cache.
///
/// A package is read, inspected and dropped; as many are held at once as there are workers.
package struct PackageInspections: Sendable {
  private let sources: PackageSources
  private let cache: InspectionCache

  package init(_ sources: PackageSources) {
    self.sources = sources
    cache = InspectionCache(host: sources.host)
  }

  /// What is known of packages of a lockfile, in the order of `indices`. What is newly inspected is
  /// remembered.
  package func records(
    of indices: [Int], in locked: LockedSources
  ) async throws(CancellationError) -> [Evidence<PackageRecord>] {
    let line = sources.host.progress("inspecting", total: indices.count)
    defer { line.finish() }
    let answers = try await concurrentMap(
      indices, worker: { PackageInspector() },
      { inspector, index -> Answer in
        defer { line.advance() }
        return answer(of: index, in: locked, inspector)
      })
    remember(answers)
    return answers.map(\.record)
  }

  /// What is known of archives of a lockfile, by the digests that it records.
  package func records(
    ofArchives packages: [(identity: PackageIdentity, digest: SHA256Digest)]
  ) async throws(CancellationError) -> [Evidence<PackageRecord>] {
    let answers = try await concurrentMap(
      packages.map { ArchiveName(identity: $0.identity, digest: $0.digest) },
      worker: { PackageInspector() },
      { inspector, package -> Answer in
        answer(ofArchive: package.digest, package.identity, inspector) {
          sources.archive(of: package.identity, expecting: package.digest)
        }
      })
    remember(answers)
    return answers.map(\.record)
  }

  /// What an archive holds.
  package func record(of archive: VerifiedArchive) -> Evidence<PackageRecord> {
    let answer = answer(ofArchive: archive.digest, archive.identity, PackageInspector()) {
      .known(archive)
    }
    remember([answer])
    return answer.record
  }

  /// What a `.crate` file that the user named holds.
  package func record(ofFile path: String) -> Evidence<PackageRecord> {
    sources.archive(ofFile: path).flatMap { record(of: $0) }
  }

  /// What a folder holds, see ``PackageSources/contents(ofFolder:wholeFiles:)``.
  package func record(ofFolder path: String) -> Evidence<PackageRecord> {
    let answer = answer(of: sources.folder(named: path), nil, PackageInspector())
    remember([answer])
    return answer.record
  }

  /// What was inspected before of contents that come from an archive with a recorded digest, else what
  /// `inspector` finds in them now, which is not remembered.
  package func inspection(
    of contents: PackageContents, _ inspector: PackageInspector
  ) -> PackageInspection {
    if case .archive(let digest) = contents.origin,
      let name = Self.key(ofArchive: digest, contents.identity), let record = cache.record(name)
    {
      return record.inspection
    }
    return inspector.inspect(contents)
  }

  // MARK: one package

  private struct ArchiveName: Sendable {
    let identity: PackageIdentity
    let digest: SHA256Digest
  }

  private struct Answer: Sendable {
    let record: Evidence<PackageRecord>
    /// Where it is remembered.
    var key: SHA256Digest?
    /// nil where it came from the cache, or is not to be remembered.
    var bytes: [UInt8]?
  }

  private func remember(_ answers: [Answer]) {
    var found: [SHA256Digest: [UInt8]] = [:]
    var used: Set<SHA256Digest> = []
    for answer in answers {
      guard let key = answer.key else { continue }
      if let bytes = answer.bytes { found[key] = bytes } else { used.insert(key) }
    }
    cache.remember(found, used: used)
  }

  private func answer(
    of index: Int, in locked: LockedSources, _ inspector: PackageInspector
  ) -> Answer {
    let identity = locked.identity(index)
    if let likely = locked.likelyFolder(of: index) {
      // Only a folder whose manifest was read before, and which is as it was then, has a record.
      let seen = cache.isEmpty ? nil : fingerprint(of: likely)
      if let seen, let known = known(likely, seen, identity) { return known }
      // Its manifest is read with all the rest; nearly always it is the right one.
      if let answer = answer(ofLikely: likely, identity, inspector, seen: seen) { return answer }
    }
    switch locked.place(of: index) {
    case .unavailable(let why): return Answer(record: .unavailable(why))
    case .known(.folder(let folder)): return answer(of: folder, identity, inspector)
    case .known(.archive(let digest, let registry)):
      return answer(ofArchive: digest, identity, inspector) {
        sources.archive(of: identity, expecting: digest, in: registry)
      }
    }
  }

  private func fingerprint(of folder: PackageFolder) -> PackageFolder.Fingerprint? {
    do throws(PackageFolder.Unreadable) { return try folder.fingerprint() } catch { return nil }
  }

  private func known(
    _ folder: PackageFolder, _ fingerprint: PackageFolder.Fingerprint, _ identity: PackageIdentity?
  ) -> Answer? {
    guard let name = Self.key(of: folder, fingerprint, identity), let record = cache.record(name)
    else { return nil }
    return Answer(record: .known(record), key: name)
  }

  private func answer(
    ofArchive digest: SHA256Digest, _ identity: PackageIdentity, _ inspector: PackageInspector,
    _ archive: () -> Evidence<VerifiedArchive>
  ) -> Answer {
    let name = Self.key(ofArchive: digest, identity)
    if let name, let record = cache.record(name) {
      return Answer(record: .known(record), key: name)
    }
    switch archive() {
    case .unavailable(let why): return Answer(record: .unavailable(why))
    case .known(let archive):
      switch sources.reading(of: archive) {
      case .unavailable(let why): return Answer(record: .unavailable(why))
      case .known(let reading):
        return answer(
          reading, PackageManifest.manifest(of: reading.files), identity, .archive(digest),
          inspector, key: name)
      }
    }
  }

  private func answer(
    of folder: PackageFolder, _ identity: PackageIdentity?, _ inspector: PackageInspector
  ) -> Answer {
    do throws(PackageFolder.Unreadable) {
      let before = cache.isEmpty ? nil : try folder.fingerprint()
      if let before, let known = known(folder, before, identity) { return known }
      let read = try read(folder, seen: before)
      switch identity.map({ .known($0) }) ?? PackageManifest.identity(of: read.manifest) {
      case .unavailable(let why): return Answer(record: .unavailable(why))
      case .known(let own): return answer(read, own, named: identity, inspector)
      }
    } catch {
      return Answer(
        record: .unavailable("`\(sources.shown(folder.path))` cannot be read: \(error.reason)"))
    }
  }

  /// nil for a folder that does not hold the package, or cannot be read.
  ///
  /// - Parameter seen: what the folder was a moment ago, where that is known.
  private func answer(
    ofLikely folder: PackageFolder, _ identity: PackageIdentity, _ inspector: PackageInspector,
    seen: PackageFolder.Fingerprint?
  ) -> Answer? {
    do throws(PackageFolder.Unreadable) {
      let read = try read(folder, seen: seen)
      guard PackageManifest.identity(of: read.manifest).value == identity else { return nil }
      return answer(read, identity, named: identity, inspector)
    } catch {
      return nil
    }
  }

  private struct ReadFolder {
    let folder: PackageFolder
    let reading: ContentsReading
    let manifest: ContentsManifest
    /// What it is remembered by; nil where that may not tell what was read.
    let fingerprint: PackageFolder.Fingerprint?
  }

  private func read(
    _ folder: PackageFolder, seen: PackageFolder.Fingerprint?
  ) throws(PackageFolder.Unreadable) -> ReadFolder {
    let start = sources.host.clock.now.nanoseconds
    let (reading, after) = try folder.read(.scan)
    // What changed just before may change again without showing; what changes later shows, since the
    // stamp of a file is taken before its bytes.
    let isSettled =
      (seen == nil || seen == after) && after.newestChange < start - Self.settlingTime
    return ReadFolder(
      folder: folder, reading: reading, manifest: PackageManifest.manifest(of: reading.files),
      fingerprint: isSettled ? after : nil)
  }

  /// - Parameter name: the identity that was asked for; nil for a folder that says itself what it is.
  private func answer(
    _ read: ReadFolder, _ identity: PackageIdentity, named name: PackageIdentity?,
    _ inspector: PackageInspector
  ) -> Answer {
    answer(
      read.reading, read.manifest, identity, .folder(sources.shown(read.folder.path)), inspector,
      key: read.fingerprint.flatMap { Self.key(of: read.folder, $0, name) })
  }

  private static func key(
    ofArchive digest: SHA256Digest, _ identity: PackageIdentity
  ) -> SHA256Digest? {
    var key = VerdictKey()
    key.add("archive")
    key.add(identity.description)
    key.add(digest)
    return key.digest
  }

  /// Coarser than the clock of any file system in use: FAT counts in two seconds.
  private static let settlingTime = 2_000_000_000

  private static func key(
    of folder: PackageFolder, _ fingerprint: PackageFolder.Fingerprint, _ identity: PackageIdentity?
  ) -> SHA256Digest? {
    var key = VerdictKey()
    key.add("folder")
    key.add(identity?.description ?? "")
    key.add(folder.path)
    key.add(fingerprint.digest)
    return key.digest
  }

  private func answer(
    _ reading: ContentsReading, _ manifest: ContentsManifest, _ identity: PackageIdentity,
    _ origin: PackageContents.Origin, _ inspector: PackageInspector, key: SHA256Digest?
  ) -> Answer {
    let contents = PackageContents(
      identity: identity, origin: origin, files: reading.files, remarks: reading.remarks)
    let record = PackageRecord(
      inspection: inspector.inspect(contents, manifest), content: reading.content,
      dependencies: PackageManifest.dependencies(of: manifest))
    return Answer(
      record: .known(record), key: key, bytes: key == nil ? nil : RecordWriter.bytes(of: record))
  }
}

extension Timestamp {
  /// Since 1970; what does not fit is the end of time.
  fileprivate var nanoseconds: Int {
    let (value, overflow) = secondsSinceEpoch.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max : value
  }
}
