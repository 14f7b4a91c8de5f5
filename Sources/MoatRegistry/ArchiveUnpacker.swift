package import MoatArchive
package import MoatCargo
package import MoatStore

/// Writes the files of an archive into a tree that is being staged, and tells their digests.
///
/// What it wrote counts only once the whole archive was read: until then the tree must not be
/// committed.
package struct ArchiveUnpacker: ArchiveVisitor, ~Copyable {
  /// What is written of an archive.
  package enum Selection: Hashable, Sendable {
    case everything
    /// What `cargo vendor` writes, see ``VendorFilter``.
    case vendored
    case manifest

    func keeps(_ path: String) -> Bool {
      switch self {
      case .everything: true
      case .vendored: VendorFilter.keeps(path)
      case .manifest: path == "Cargo.toml"
      }
    }
  }

  private let writer: TreeWriter
  private let folder: String
  private let selection: Selection
  private var hasher: SHA256Hasher
  private var entry: ArchiveEntry?
  /// Every file of the archive, also those that were not kept, in the archive's order.
  package private(set) var files: [CrateFile] = []
  /// Those that were written.
  package private(set) var written: [CrateFile] = []
  /// How many bytes were written.
  package private(set) var byteCount = 0

  /// - Parameters:
  ///   - folder: in the tree; empty for the tree itself. It is made where it is missing.
  ///   - selection: which files and folders of the archive are written.
  /// - Throws: ``SHA256Hasher/Unavailable``.
  package init(
    into writer: TreeWriter, folder: String, selection: Selection
  ) throws(SHA256Hasher.Unavailable) {
    self.writer = writer
    self.folder = folder
    self.selection = selection
    hasher = try SHA256Hasher()
  }

  private func place(_ path: String) -> String { folder.isEmpty ? path : "\(folder)/\(path)" }

  package mutating func begin(_ entry: ArchiveEntry) throws(StoreFailure) {
    self.entry = entry
    guard selection.keeps(entry.path) else { return }
    switch entry.kind {
    case .directory: try writer.addFolder(place(entry.path))
    case .file:
      // Cargo's packer writes 0644 and 0755; of anything else only the owner's bit is taken.
      try writer.beginFile(place(entry.path), isExecutable: entry.mode & 0o100 != 0)
    }
  }

  package mutating func bytes(_ piece: UnsafeRawBufferPointer) throws(StoreFailure) {
    hasher.update(piece)
    if let entry, selection.keeps(entry.path) { try writer.write(piece) }
  }

  package mutating func end() throws(StoreFailure) {
    guard let entry, entry.kind == .file else { return }
    let file = CrateFile(path: entry.path, digest: hasher.finish())
    files.append(file)
    guard selection.keeps(entry.path) else { return }
    try writer.endFile(modified: Self.time(of: entry))
    written.append(file)
    byteCount += entry.size
  }

  /// The files that Cargo's packer makes itself. Up to 1.92 it gave them a time of 1973, which zip
  /// cannot hold, so Cargo sets the one that all other files have
  /// (`cargo/src/cargo/sources/registry/mod.rs`).
  private static let generated: Set<String> = [
    "Cargo.lock", "Cargo.toml", ".cargo_vcs_info.json",
  ]
  private static let packingTime = 1_153_704_088

  private static func time(of entry: ArchiveEntry) -> Int? {
    if generated.contains(entry.path) { return packingTime }
    // As tar-rs does with 0, which build tools take for a file that is not there.
    return entry.modified.map { max($0, 1) }
  }
}
