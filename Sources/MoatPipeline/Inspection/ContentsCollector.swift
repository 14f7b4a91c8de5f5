import MoatArchive
import MoatCargo
import MoatHost
import MoatModel

/// What was read of one package.
struct ContentsReading: Sendable {
  let files: [PackageContents.File]
  let remarks: [CrateFolder.Remark]
  /// Over the paths and bytes of all files that `cargo vendor` keeps; nil where not everything could
  /// be read.
  let content: SHA256Digest?
}

/// Gathers the files of one package while they are read, within ``ContentsLimit``.
struct ContentsCollector: ~Copyable {
  private let depth: ContentsDepth
  /// nil where libcrypto cannot hash: then there is no digest of the content.
  private var hasher: SHA256Hasher?
  private var digests: [CrateFile] = []
  private(set) var files: [PackageContents.File] = []
  private(set) var remarks: [CrateFolder.Remark] = []
  private var path = ""
  private var isExecutable = false
  private var bytes: [UInt8] = []
  /// How many bytes of this file are kept.
  private var limit = 0
  private var size = 0
  /// Of all files.
  private var total = 0
  private var isWhole = true

  init(_ depth: ContentsDepth) {
    self.depth = depth
    do throws(SHA256Hasher.Unavailable) { hasher = try SHA256Hasher() } catch { hasher = nil }
  }

  /// Everything that was gathered.
  mutating func reading() -> ContentsReading {
    ContentsReading(files: files, remarks: remarks, content: content())
  }

  private mutating func content() -> SHA256Digest? {
    guard isWhole else { return nil }
    // In one piece: each call of the hasher costs as much as a path.
    var text: [UInt8] = []
    for file in digests.sorted(by: { $0.precedes($1) }) where VendorFilter.keeps(file.path) {
      text += file.path.utf8
      text.append(0)
      text += file.digest.bytes
    }
    hasher?.update(text)
    return hasher?.finish()
  }

  /// - Parameter expected: how large the file should be, in bytes.
  mutating func begin(_ path: String, expecting expected: Int, isExecutable: Bool) {
    self.path = path
    self.isExecutable = isExecutable
    bytes = []
    size = 0
    limit = depth.kept(of: path, size: expected)
    if total > ContentsLimit.package - min(max(expected, 0), limit) {
      limit = 0
      remark(path, "is not read: its package is larger than \(ContentsLimit.package) bytes")
    }
    bytes.reserveCapacity(min(max(expected, 0), limit))
  }

  mutating func append(_ piece: UnsafeRawBufferPointer) {
    size += piece.count
    hasher?.update(piece)
    let room = limit - bytes.count
    if room > 0 { bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece.prefix(room))) }
  }

  mutating func end() {
    total += bytes.count
    if let digest = hasher?.finish() { digests.append(CrateFile(path: path, digest: digest)) }
    files.append(
      PackageContents.File(path: path, bytes: bytes, size: size, isExecutable: isExecutable))
    bytes = []
  }

  /// Notes what could not be read, or only in part.
  mutating func remark(_ path: String, _ reason: String) {
    remarks.append(CrateFolder.Remark(path: path, reason: reason))
  }

  /// Gives up the file that was begun.
  mutating func fail(_ reason: String) {
    _ = hasher?.finish()
    bytes = []
    missing(path, reason)
  }

  /// Notes something without whose bytes the package is not whole.
  mutating func missing(_ path: String, _ reason: String) {
    isWhole = false
    remark(path, reason)
  }
}

/// Gathers what an archive holds.
struct ArchiveCollector: ArchiveVisitor, ~Copyable {
  private var collector: ContentsCollector
  private var isInFile = false

  init(_ depth: ContentsDepth) { collector = ContentsCollector(depth) }

  mutating func reading() -> ContentsReading { collector.reading() }

  mutating func begin(_ entry: ArchiveEntry) throws(Never) {
    isInFile = entry.kind == .file
    guard isInFile else { return }
    collector.begin(entry.path, expecting: entry.size, isExecutable: entry.mode & 0o100 != 0)
  }

  mutating func bytes(_ piece: UnsafeRawBufferPointer) throws(Never) {
    if isInFile { collector.append(piece) }
  }

  mutating func end() throws(Never) {
    if isInFile { collector.end() }
    isInFile = false
  }
}
