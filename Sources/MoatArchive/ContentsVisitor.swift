/// Keeps the bytes of one file of an archive.
struct ContentsVisitor: ArchiveVisitor {
  let path: String
  /// In bytes.
  let limit: Int
  private(set) var contents: [UInt8]?
  private var isInside = false

  init(path: String, limit: Int) {
    self.path = path
    self.limit = limit
  }

  mutating func begin(_ entry: ArchiveEntry) throws(ArchiveFailure) {
    isInside = entry.kind == .file && entry.path.utf8.elementsEqual(path.utf8)
    guard isInside else { return }
    guard entry.size <= limit else {
      throw .contentsTooLarge(path, size: entry.size, limit: limit)
    }
    contents = []
    contents?.reserveCapacity(entry.size)
  }

  mutating func bytes(_ piece: UnsafeRawBufferPointer) throws(ArchiveFailure) {
    if isInside { contents?.append(contentsOf: piece) }
  }

  mutating func end() throws(ArchiveFailure) { isInside = false }
}
