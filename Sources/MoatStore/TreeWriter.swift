/// Writes a whole folder: whoever reads its path, also after a crash, finds the old one or the new.
///
/// The tree is staged in a hidden folder beside its place, thus on the same file system; it reaches
/// the disk, and then takes its place in one step: by a rename where nothing was there, else by
/// letting the two folders swap their names. Only then is the old tree removed.
///
/// Where the file system cannot swap (some network and overlay ones), the old tree is renamed aside
/// first. A crash between the two renames leaves nothing in its place; the next writer for the same
/// path puts the old tree back.
///
/// From the first step to the last the folder that holds the tree is locked against other runs, so
/// that what a killed run left can be told from what a running one works on, and removed.
///
/// Links are never followed or written: every file and folder is new, in a folder that is ours.
/// Links in the folders above the destination are followed, as everywhere.
///
/// A writer that goes away without ``commit()`` removes what it staged.
package final class TreeWriter {
  /// The permissions of what is written, whatever the umask.
  package enum Permissions: Hashable, Sendable {
    /// 0644, 0755 for programs and folders.
    case writable
    /// 0444, 0555 for programs and folders.
    case readOnly

    fileprivate func file(isExecutable: Bool) -> UInt32 {
      switch self {
      case .writable: isExecutable ? 0o755 : 0o644
      case .readOnly: isExecutable ? 0o555 : 0o444
      }
    }
  }

  private let files: any StoreFiles
  private let place: TreePlace
  private let permissions: Permissions
  private let isReplacing: Bool
  private let lock: StoreHandle?
  /// Relative to the staged folder, in the order they were made: parents first.
  private var folders: [String] = []
  private var known: Set<String> = []
  private var open: (handle: StoreHandle, mode: UInt32)?
  private var isDone = false

  /// Locks the folder that holds the destination, removes what a crashed run left there, and makes
  /// an empty staging folder.
  ///
  /// - Parameters:
  ///   - destination: a folder, or nothing. The folder it is in must be there.
  ///   - isReplacing: whether a folder that is there gives way.
  /// - Throws: ``StoreFailure``: ``StoreFailure/busy`` while another run writes in the same folder,
  ///   ``StoreFailure/exists``, ``StoreFailure/symbolicLink``, ``StoreFailure/notAFolder``,
  ///   ``StoreFailure/leftover(_:)`` on a file system without locks, or a step of the system.
  package init(
    _ destination: String, isReplacing: Bool, permissions: Permissions = .writable,
    using files: any StoreFiles
  ) throws(StoreFailure) {
    self.files = files
    self.permissions = permissions
    self.isReplacing = isReplacing
    place = try TreePlace(destination)
    let locking = try files.lock(place.parent)
    switch locking {
    case .held(let handle): lock = handle
    case .unsupported: lock = nil
    case .taken: throw .busy
    }
    do throws(StoreFailure) {
      try place.recover(isLocked: locking != .unsupported, using: files)
      switch try files.target(destination) {
      case .nothing: break
      case .folder: if !isReplacing { throw .exists }
      case .symbolicLink: throw .symbolicLink
      case .file, .other: throw .notAFolder
      }
      guard try files.makeFolder(place.staging) else { throw .leftover(place.staging) }
    } catch {
      // The first failure is the one to report, here and below.
      if let lock { try? files.close(lock) }
      isDone = true
      throw error
    }
  }

  deinit { abandon() }

  /// Makes a folder, with those above it; one that was made before is fine.
  ///
  /// - Parameter path: relative to the tree, with `/`.
  /// - Throws: ``StoreFailure/invalidPath`` for a path that leads elsewhere, or a step of the system.
  package func addFolder(_ path: String) throws(StoreFailure) {
    guard TreePlace.isPlain(path) else { throw .invalidPath }
    try make(path)
  }

  private func make(_ path: String) throws(StoreFailure) {
    if known.contains(path) { return }
    if let parent = TreePlace.parent(of: path) { try make(parent) }
    guard try files.makeFolder("\(place.staging)/\(path)") else { throw .exists }
    known.insert(path)
    folders.append(path)
  }

  /// Begins a file; ``write(_:)`` and ``endFile()`` follow. Missing folders above it are made.
  ///
  /// - Throws: ``StoreFailure/invalidPath``, ``StoreFailure/exists`` for a second file of that name
  ///   (or a name the file system takes for the same), or a step of the system.
  package func beginFile(_ path: String, isExecutable: Bool = false) throws(StoreFailure) {
    guard open == nil, TreePlace.isPlain(path) else { throw .invalidPath }
    if let parent = TreePlace.parent(of: path) { try make(parent) }
    guard let handle = try files.create("\(place.staging)/\(path)") else { throw .exists }
    open = (handle, permissions.file(isExecutable: isExecutable))
  }

  /// Adds bytes to the file that was begun.
  package func write(_ piece: UnsafeRawBufferPointer) throws(StoreFailure) {
    guard let open else { throw .invalidPath }
    try files.write(piece, to: open.handle)
  }

  /// Ends the file that was begun.
  ///
  /// - Parameter modified: its time in seconds since 1970; nil leaves it at now.
  package func endFile(modified: Int? = nil) throws(StoreFailure) {
    guard let open else { throw .invalidPath }
    try files.setMode(open.mode, of: open.handle)
    if let modified { try files.setModified(modified, of: open.handle) }
    self.open = nil
    // Some file systems report a failed write only here.
    try files.close(open.handle)
  }

  /// Writes a file that is at hand.
  package func addFile(
    _ path: String, _ bytes: [UInt8], isExecutable: Bool = false
  ) throws(StoreFailure) {
    try beginFile(path, isExecutable: isExecutable)
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(StoreFailure) in try write(buffer) }
    }
    try result.get()
    try endFile()
  }

  /// Puts the tree in its place.
  ///
  /// - Returns: the path at which something of the old tree is left, because it could not be removed;
  ///   the next writer for the same destination tries again.
  /// - Throws: ``StoreFailure``; then the old tree is in its place, or none if there was none.
  package func commit() throws(StoreFailure) -> String? {
    guard open == nil, !isDone else { throw .invalidPath }
    defer { abandon() }
    let mode: UInt32 = permissions == .writable ? 0o755 : 0o555
    for folder in folders.reversed() {
      try files.setFolderMode(mode, of: "\(place.staging)/\(folder)")
    }
    try files.setFolderMode(mode, of: place.staging)
    try files.syncFolder(place.staging)
    let leftover = try place.swapIn(isReplacing: isReplacing, using: files)
    isDone = true
    if let lock { try? files.close(lock) }
    return leftover
  }

  /// Removes what was staged. Nothing more can be written; after ``commit()`` this does nothing.
  package func abandon() {
    if isDone { return }
    isDone = true
    if let open { try? files.close(open.handle) }
    open = nil
    try? files.removeFolder(place.staging)
    if let lock { try? files.close(lock) }
  }
}
