package import MoatArchive
package import MoatCargo
package import MoatHost
package import MoatModel

/// Reads folders with a crate's files: every file's digest, or only what the file system says of
/// them. One worker's tool: its hasher and its buffer serve one folder after the other.
///
/// Files go through the buffer in pieces; none is held whole but the manifest and the checksum file.
package struct CrateFolderReader: ~Copyable {
  /// Most files of crates are smaller, so that one read takes a whole file.
  package static let bufferSize = 256 << 10

  private let files: any FileSystem
  private let buffer: UnsafeMutableRawBufferPointer
  private let visitor: HashingVisitor

  /// - Throws: ``SHA256Hasher/Unavailable``.
  package init(files: any FileSystem) throws(SHA256Hasher.Unavailable) {
    self.files = files
    visitor = HashingVisitor(hasher: try SHA256Hasher())
    buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.bufferSize, alignment: 64)
  }

  deinit { buffer.deallocate() }

  /// A folder with the digest of every file.
  package struct Reading: Sendable {
    package let folder: CrateFolder
    package let fingerprint: SHA256Digest
    /// `Cargo.toml` and `.cargo-checksum.json`, where they are regular files within their limits.
    package let documents: [String: [UInt8]]
  }

  /// Reads every file.
  ///
  /// - Throws: why the folder itself cannot be listed; what fails below it is in the value.
  package mutating func read(_ folder: String) throws(FileFailure) -> Reading {
    visitor.start(wantsBytes: true)
    try files.visit(folder, through: buffer, visitor)
    let fingerprint = visitor.fingerprint()
    return Reading(
      folder: CrateFolder(
        files: visitor.files, foreign: visitor.foreign, unread: visitor.unread,
        byteCount: visitor.byteCount),
      fingerprint: fingerprint, documents: visitor.documents)
  }

  /// A digest over the paths, sizes, times and inodes of everything in a folder: equal as long as
  /// nothing was written to it. Opens no file.
  package mutating func fingerprint(of folder: String) throws(FileFailure) -> SHA256Digest {
    visitor.start(wantsBytes: false)
    try files.visit(folder, through: buffer, visitor)
    return visitor.fingerprint()
  }
}

/// Hashes what a walk hands over.
private final class HashingVisitor: FolderVisitor {
  /// The documents that are kept, and up to which size.
  private static let documentLimits = [
    "Cargo.toml": 4 << 20, VendorChecksums.fileName: VendorChecksums.sizeLimit,
  ]

  private var hasher: SHA256Hasher
  private(set) var wantsBytes = true
  private(set) var foreign: [CrateFolder.Remark] = []
  private(set) var unread: [CrateFolder.Remark] = []
  private(set) var documents: [String: [UInt8]] = [:]
  private(set) var byteCount = 0
  private var visited: [(file: CrateFile, stamp: FileStamp)] = []
  private var stamp = FileStamp(size: 0, modifiedNanoseconds: 0, inode: 0)
  private var current = ""
  private var keepsCurrent = false
  private var kept: [UInt8] = []

  /// What a file has whose bytes were not asked for.
  private static let noDigest = SHA256Digest(bytes: [])

  init(hasher: consuming SHA256Hasher) { self.hasher = hasher }

  var files: [CrateFile] { visited.map(\.file) }

  func start(wantsBytes: Bool) {
    self.wantsBytes = wantsBytes
    foreign = []
    unread = []
    documents = [:]
    byteCount = 0
    visited = []
  }

  func begin(_ file: VisitedFile) {
    current = file.path
    stamp = file.stamp
    keepsCurrent = Self.documentLimits[file.path].map { file.stamp.size <= $0 } ?? false
    kept = []
  }

  func bytes(_ piece: UnsafeRawBufferPointer) {
    hasher.update(piece)
    byteCount += piece.count
    if keepsCurrent { kept += piece }
  }

  func end(_ failure: FileFailure?) {
    let digest = wantsBytes ? hasher.finish() : Self.noDigest
    if let failure {
      unread.append(CrateFolder.Remark(path: current, reason: failure.message))
      return
    }
    visited.append((CrateFile(path: current, digest: digest), stamp))
    if keepsCurrent, wantsBytes { documents[current] = kept }
  }

  func meet(_ path: String, _ obstacle: FolderObstacle) {
    let remark = CrateFolder.Remark(path: path, reason: obstacle.message)
    switch obstacle {
    case .symbolicLink, .special, .undecodableName: foreign.append(remark)
    case .tooDeep, .tooMany, .failed: unread.append(remark)
    }
  }

  func fingerprint() -> SHA256Digest {
    // A folder lists its names in no order of their own.
    visited.sort { $0.file.precedes($1.file) }
    let text = FolderFingerprint.text(
      of: visited.lazy.map { ($0.file.path, $0.stamp) }, remarks: foreign + unread)
    hasher.update(text)
    return hasher.finish()
  }
}
