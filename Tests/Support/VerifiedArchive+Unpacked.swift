package import MoatArchive

extension VerifiedArchive {
  /// Its files, as somebody has them who unpacked it.
  package func unpacked() throws -> [PackedFile] {
    var collector = Collector()
    try read(&collector)
    return collector.files
  }

  private struct Collector: ArchiveVisitor {
    var files: [PackedFile] = []
    private var entry: ArchiveEntry?
    private var contents: [UInt8] = []

    mutating func begin(_ entry: ArchiveEntry) throws(Never) {
      self.entry = entry
      contents = []
    }

    mutating func bytes(_ piece: UnsafeRawBufferPointer) throws(Never) { contents += piece }

    mutating func end() throws(Never) {
      guard let entry, entry.kind == .file else { return }
      files.append(
        PackedFile(path: entry.path, bytes: contents, isExecutable: entry.mode & 0o100 != 0))
    }
  }
}
