package import MoatHost
package import MoatModel
package import MoatStore
package import MoatVetting

/// The three files of a store as they lie on disk.
package struct VetStoreFolder: Sendable {
  /// One of the files. Both cargo-vet and Moat read them by these names.
  package enum File: String, Hashable, Sendable, CaseIterable {
    case configuration = "config.toml"
    case audits = "audits.toml"
    case imports = "imports.lock"
  }

  /// The largest public stores have under 1 MB; aggregated lists some more.
  package static let fileLimit = 64 << 20
  /// As much is carried along of what else lies in the folder when it is written anew.
  private static let keptLimit = 16 << 20
  private static let keptCount = 256

  /// The absolute folder, links in it followed.
  package let path: String
  /// As it is shown to the user.
  package let shown: String
  /// Empty for a store that is yet to be made.
  private let texts: [File: SourceText]

  /// Why the files were not read or written.
  package enum Failure: Error, Hashable, Sendable {
    /// There is no such folder, or it has no `config.toml`.
    case missing(String)
    /// A store is there, and one was to be made.
    case exists(String)
    case unreadable(String, FileFailure)
    /// Another program has locked the store: cargo-vet does while it runs.
    case locked(String)
    /// A file is not what it was when it was read: somebody else wrote it.
    case changed(String)
    case unwritable(String, StoreFailure)
  }

  /// Reads the files of a store.
  ///
  /// - Parameter folder: absolute.
  package init(reading folder: String, on host: Host) throws(Failure) {
    shown = Self.shown(folder, host)
    var texts: [File: SourceText] = [:]
    do throws(FileFailure) {
      path = try host.files.resolved(folder)
    } catch {
      throw error == .notFound ? .missing(shown) : .unreadable(shown, error)
    }
    for file in File.allCases {
      let name = PathText.join(shown, file.rawValue)
      do throws(FileFailure) {
        let bytes = try host.files.read(
          PathText.join(path, file.rawValue), limit: Self.fileLimit)
        texts[file] = SourceText(path: name, bytes: bytes)
      } catch {
        throw error == .notFound && file == .configuration
          ? .missing(shown) : .unreadable(name, error)
      }
    }
    self.texts = texts
  }

  /// A store that is not there yet.
  package init(new folder: String, on host: Host) throws(Failure) {
    shown = Self.shown(folder, host)
    path = folder
    texts = [:]
    let kind: FileKind?
    do throws(FileFailure) { kind = try host.files.kind(of: folder) } catch {
      throw .unreadable(shown, error)
    }
    guard kind == nil else { throw .exists(shown) }
  }

  private static func shown(_ folder: String, _ host: Host) -> String {
    let shown = DisplayPath(currentDirectory: host.environment.currentDirectory)(folder)
    return shown.isEmpty ? "." : shown
  }

  /// What a file holds; empty in a store that is yet to be made.
  package subscript(file: File) -> SourceText {
    texts[file] ?? SourceText(path: PathText.join(shown, file.rawValue), bytes: [])
  }

  /// Whether the store is yet to be made.
  package var isNew: Bool { texts.isEmpty }

  /// The three files as they were read.
  package var vetTexts: VetStoreTexts {
    VetStoreTexts(
      configuration: self[.configuration], audits: self[.audits], imports: self[.imports])
  }

  // MARK: writing

  /// Writes the files, all of them or none; those that are as they were are left alone.
  ///
  /// `config.toml` is locked for as long as it takes, in the way that cargo-vet locks it for as long
  /// as it runs, and nothing is written over what somebody else wrote since the files were read.
  ///
  /// - Returns: the files that changed.
  package func write(_ new: [File: String], on host: Host) throws(Failure) -> [File] {
    let changes = File.allCases.compactMap { file -> FileGroup.Change? in
      guard let text = new[file] else { return nil }
      return FileGroup.Change(file.rawValue, from: texts[file]?.bytes, to: Array(text.utf8))
    }
    let changed = File.allCases.filter { file in
      changes.contains { $0.name == file.rawValue && $0.old != $0.new }
    }
    guard !changed.isEmpty else { return [] }
    let lock = try lock(host)
    defer { if let lock { try? host.store.close(lock) } }
    try checkUnchanged(host)
    do throws(StoreFailure) {
      // Audits before what lets crates pass without them: a reader that meets some old and some new
      // files then asks for too much rather than for too little.
      let order: [File] = [.audits, .imports, .configuration]
      _ = try FileGroup.write(
        order.compactMap { file in changes.first { $0.name == file.rawValue } },
        beside: kept(host), in: path, using: host.store)
    } catch {
      throw error == .busy ? .locked(shown) : .unwritable(shown, error)
    }
    return changed
  }

  private func lock(_ host: Host) throws(Failure) -> StoreHandle? {
    guard !texts.isEmpty else { return nil }
    do throws(StoreFailure) {
      switch try host.store.lock(PathText.join(path, File.configuration.rawValue)) {
      case .held(let handle): return handle
      case .unsupported: return nil
      case .taken: throw StoreFailure.busy
      }
    } catch {
      throw error == .busy ? .locked(shown) : .unwritable(shown, error)
    }
  }

  private func checkUnchanged(_ host: Host) throws(Failure) {
    for (file, text) in texts {
      do throws(FileFailure) {
        let now = try host.files.read(PathText.join(path, file.rawValue), limit: Self.fileLimit)
        if now == text.bytes { continue }
      } catch {
        if error != .notFound { throw .unreadable(text.path, error) }
      }
      throw .changed(text.path)
    }
  }

  /// What else is in the folder; nil where it cannot be carried along.
  private func kept(_ host: Host) -> [FileGroup.Kept]? {
    guard !texts.isEmpty else { return [] }
    var kept: [FileGroup.Kept] = []
    var size = 0
    var folders = [""]
    do {
      while let folder = folders.popLast() {
        let listing = try host.files.entries(of: PathText.join(path, folder))
        guard listing.undecodable.isEmpty else { return nil }
        // An empty folder below would be lost.
        if listing.entries.isEmpty { return nil }
        for entry in listing.entries {
          let name = PathText.join(folder, entry.name)
          if folder.isEmpty, File(rawValue: entry.name) != nil {
            guard entry.kind == .regular else { return nil }
            continue
          }
          switch entry.kind {
          case .directory: folders.append(name)
          case .symlink, .other: return nil
          case .regular:
            let full = PathText.join(path, name)
            let bytes = try host.files.read(full, limit: Self.keptLimit - size)
            guard case .file(let mode) = try host.store.target(full) else { return nil }
            size += bytes.count
            kept.append(FileGroup.Kept(name, bytes, isExecutable: mode & 0o100 != 0))
          }
          guard kept.count + folders.count <= Self.keptCount else { return nil }
        }
      }
    } catch {
      return nil
    }
    return kept
  }
}
