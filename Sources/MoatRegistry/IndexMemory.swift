package import MoatArchive
import MoatCargo
package import MoatHost
package import MoatModel
package import MoatStore

/// What Moat remembers of index entries, in one file of its cache folder.
///
/// Two runs at once lose nothing of what either saw: whoever writes holds a lock, reads the file anew
/// and joins. A crash leaves the old file or the new one. A file that cannot be used is begun anew by
/// the next writer; ``problem`` says so until then.
package struct IndexMemory: Sendable {
  /// About 300,000 versions, or 4,000 crates: more than all that one person's projects lock. Beyond
  /// it the crates that nobody looked at for longest are forgotten.
  package static let sizeLimit = 16 << 20
  /// A look that finds everything as it was is recorded only after this many days, so that most
  /// runs write nothing.
  package static let lookAge = 7
  /// Another run holds the lock for as long as it takes to write 16 MiB. Who waits longer gives up:
  /// the next run sees the same entries.
  private static let lockAttempts = 100
  private static let lockPause = Duration.milliseconds(30)

  package let path: String
  /// Why the file that is there cannot be used.
  package let problem: String?
  private let record: IndexRecord
  private let files: any FileSystem

  /// Opens the record in a cache folder; one that is not there is empty.
  package init(in folder: String, files: any FileSystem) {
    path = PathText.join(folder, "index-entries")
    self.files = files
    switch Self.read(path, files) {
    case .known(let record):
      self.record = record
      problem = nil
    case .unavailable(let reason):
      record = IndexRecord()
      problem = reason
    }
  }

  private static func read(_ path: String, _ files: any FileSystem) -> Evidence<IndexRecord> {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try files.read(path, limit: sizeLimit)
    } catch {
      return error == .notFound ? .known(IndexRecord()) : .unavailable(error.message)
    }
    do throws(IndexRecordFailure) {
      return .known(try IndexRecord(decoding: bytes))
    } catch {
      return .unavailable(error.message)
    }
  }

  /// What is remembered of a crate; nil where that is nothing.
  package func crate(_ name: String) -> RememberedCrate? {
    do throws(IndexRecordFailure) {
      return try record.crate(name)
    } catch {
      // The digest of the whole was right, so no run of Moat wrote this.
      return nil
    }
  }

  /// What is remembered of a crate after a look at what the index says now.
  ///
  /// - Returns: also whether that is worth writing. A crate whose files are as they were at the last
  ///   look is not read again.
  package func look(
    at crate: IndexedCrate, now: Timestamp, using hasher: inout SHA256Hasher
  ) -> Evidence<(crate: RememberedCrate, isNew: Bool)> {
    do throws(SHA256Hasher.Unavailable) {
      let stamp = try crate.stamp(using: &hasher)
      if var known = self.crate(crate.name), known.stamp == stamp {
        let isOld = known.lastSeen < now.adding(days: -Self.lookAge)
        if isOld { known.lastSeen = now }
        return .known((known, isOld))
      }
      let looks: [IndexLook]
      switch try crate.looks(using: &hasher) {
      case .known(let seen): looks = seen
      case .unavailable(let reason): return .unavailable(reason)
      }
      guard var known = self.crate(crate.name) else {
        return .known((RememberedCrate(looks, stamp: stamp, at: now), true))
      }
      known.update(looks, stamp: stamp, at: now)
      return .known((known, true))
    } catch {
      return .unavailable(error.message)
    }
  }

  /// Why nothing was written.
  package enum Failure: Error, Hashable, Sendable {
    case store(StoreFailure)
    case record(IndexRecordFailure)

    /// A phrase to put after a path and a colon.
    package var message: String {
      switch self {
      case .store(let failure): failure.message
      case .record(let failure): failure.message
      }
    }
  }

  /// Writes what was seen, joined with what others wrote meanwhile. The cache folder must be there.
  ///
  /// - Throws: ``Failure``, also when another run writes for too long. Nothing is lost then but what
  ///   this run saw.
  package func write(
    _ crates: [String: RememberedCrate], using store: any StoreFiles
  ) async throws(Failure) {
    try await change(using: store) { record throws(IndexRecordFailure) in
      var joined: [String: RememberedCrate?] = [:]
      for (name, crate) in crates {
        let theirs = try record.crate(name)
        let isOurs = try self.record.crate(name) == theirs
        joined[name] = .some(isOurs ? crate : theirs.map { crate.merged(with: $0) } ?? crate)
      }
      return joined
    }
  }

  /// Drops what is remembered of a crate.
  ///
  /// - Throws: ``Failure``, also when another run writes for too long.
  package func forget(_ name: String, using store: any StoreFiles) async throws(Failure) {
    try await change(using: store) { _ throws(IndexRecordFailure) in [name: .some(nil)] }
  }

  private typealias Change = (IndexRecord) throws(IndexRecordFailure) -> [String: RememberedCrate?]

  private func change(using store: any StoreFiles, _ body: Change) async throws(Failure) {
    let lock = try await lock(store)
    let result = Result { () throws(Failure) in try write(body, using: store) }
    do throws(StoreFailure) {
      if let lock { try store.close(lock) }
    } catch {
      // The first failure is the one to report.
      try result.get()
      throw .store(error)
    }
    try result.get()
  }

  private func write(_ body: Change, using store: any StoreFiles) throws(Failure) {
    let current = Self.read(path, files).value ?? IndexRecord()
    let bytes: [UInt8]
    do throws(IndexRecordFailure) {
      bytes = try current.replacing(try body(current), limit: Self.sizeLimit)
    } catch {
      throw .record(error)
    }
    do throws(StoreFailure) {
      try AtomicFile.write(bytes, to: path, using: store)
    } catch {
      throw .store(error)
    }
  }

  /// nil on a file system without locks: a write is whole there too, but the last of two counts.
  private func lock(_ store: any StoreFiles) async throws(Failure) -> StoreHandle? {
    let folder = PathText.parent(path) ?? "/"
    for _ in 0..<Self.lockAttempts {
      do throws(StoreFailure) {
        switch try store.lock(folder) {
        case .held(let handle): return handle
        case .unsupported: return nil
        case .taken: break
        }
      } catch {
        throw .store(error)
      }
      // A pause that is cancelled ends at once, and so does the loop soon after.
      try? await Task.sleep(for: Self.lockPause)
    }
    throw .store(.busy)
  }
}

extension IndexedCrate {
  fileprivate func looks(
    using hasher: inout SHA256Hasher
  ) throws(SHA256Hasher.Unavailable) -> Evidence<[IndexLook]> {
    switch lines(nil) {
    case .unavailable(let reason): return .unavailable(reason)
    case .known(let lines):
      var looks: [IndexLook] = []
      looks.reserveCapacity(lines.count)
      for line in lines {
        do throws(IndexCacheFailure) {
          hasher.update(try IndexEntry.content(of: line.bytes))
        } catch {
          return .unavailable("the index line of `\(name) \(line.entry.version)`: \(error.message)")
        }
        looks.append(
          IndexLook(
            version: line.entry.version, checksum: line.entry.checksum.map(ShortDigest.init),
            content: ShortDigest(hasher.finish()), published: line.entry.pubtime,
            isYanked: line.entry.yanked))
      }
      return .known(looks)
    }
  }
}
