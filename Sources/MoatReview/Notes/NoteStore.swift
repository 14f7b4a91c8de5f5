import MoatArchive
package import MoatHost
import MoatStore

/// The reader's notes on disk: one file a crate and pair of versions, each replaced whole.
///
/// Runs that write at the same time take turns: every change reads the file anew under a lock on the
/// folder. A file that cannot be understood is left alone, and so are its notes.
package actor NoteStore {
  private let host: Host
  private let folder: String?

  package init(_ host: Host) {
    self.host = host
    folder = host.environment.dataDirectory.map { PathText.join($0, "reviews") }
  }

  /// Why notes are not there, or not kept.
  package enum Failure: Error, Hashable, Sendable {
    case noHome
    case cannotHash
    case unreadable(path: String, String)
    case unwritten(path: String, String)
    case tooMany

    package var message: String {
      switch self {
      case .noHome: "notes are not kept: neither `HOME` nor `XDG_DATA_HOME` is set"
      case .cannotHash: "notes are not kept: libcrypto cannot compute digests on this machine"
      case .unreadable(let path, let reason):
        "`\(path)` is not read, and is not overwritten: \(reason)"
      case .unwritten(let path, let reason): "`\(path)` was not written: \(reason)"
      case .tooMany: "a crate has at most \(NoteLimit.notes) notes"
      }
    }
  }

  /// The notes of a crate; none where none were written.
  package func notes(for key: ReviewKey) throws(Failure) -> ReviewNotes {
    try read(key, at: try path(of: key))
  }

  /// Changes the notes of a crate.
  ///
  /// - Parameter body: false refuses, as too many.
  /// - Returns: what is kept now.
  func change(
    _ key: ReviewKey, _ body: @Sendable (inout ReviewNotes) -> Bool
  ) async throws(Failure) -> ReviewNotes {
    let path = try path(of: key)
    guard let folder else { throw .noHome }
    do throws(FileFailure) {
      try host.files.createDirectories(folder)
    } catch {
      throw .unwritten(path: path, error.message)
    }
    let lock = try await lock(folder, for: path)
    defer { if let lock { unlock(lock) } }
    var notes = try read(key, at: path)
    guard body(&notes) else { throw .tooMany }
    do throws(StoreFailure) {
      // Only their writer's: notes may say more of a project than others should know.
      try AtomicFile.write(
        Array(notes.json(for: key).utf8), to: path, mode: 0o600, using: host.store)
    } catch {
      throw .unwritten(path: path, error.message)
    }
    return notes
  }

  private func path(of key: ReviewKey) throws(Failure) -> String {
    guard let folder else { throw .noHome }
    do throws(SHA256Hasher.Unavailable) {
      return PathText.join(folder, try key.fileName())
    } catch {
      throw .cannotHash
    }
  }

  private func read(_ key: ReviewKey, at path: String) throws(Failure) -> ReviewNotes {
    let bytes: [UInt8]
    do throws(FileFailure) {
      guard try host.files.kind(of: path, followingLinks: true) != nil else { return ReviewNotes() }
      bytes = try host.files.read(path, limit: NoteLimit.fileBytes)
    } catch {
      throw .unreadable(path: path, error.message)
    }
    do throws(ReviewNotes.Malformed) {
      return try ReviewNotes(json: bytes, for: key)
    } catch {
      throw .unreadable(path: path, error.message)
    }
  }

  /// nil where the file system knows no locks: then the last of two writers wins.
  private func lock(_ folder: String, for path: String) async throws(Failure) -> StoreHandle? {
    for _ in 0..<NoteLimit.lockAttempts {
      do throws(StoreFailure) {
        switch try host.store.lock(folder) {
        case .held(let handle): return handle
        case .unsupported: return nil
        case .taken: break
        }
      } catch {
        throw .unwritten(path: path, error.message)
      }
      do { try await Task.sleep(for: NoteLimit.lockPause) } catch { break }
    }
    throw .unwritten(path: path, StoreFailure.busy.message)
  }

  private func unlock(_ lock: StoreHandle) {
    // A lock is gone with its descriptor, even when closing that fails.
    do throws(StoreFailure) { try host.store.close(lock) } catch {}
  }
}
