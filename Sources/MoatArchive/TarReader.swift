package import MoatModel

/// Reads the tar archive of a crate as its bytes come, by the rules of crates.io and Cargo together.
///
/// Regular files and folders below NAME-VERSION only, one `Cargo.toml`, no two paths that meet, two
/// zero blocks and nothing but zeros after them. Where readers differ about what an archive says,
/// it is refused. A file `.cargo-ok` is passed over, at any depth, as Cargo does: Cargo keeps its
/// own mark of that name in what it unpacked, and some old genuine crates hold one.
/// https://github.com/rust-lang/cargo/blob/master/src/sources/registry/mod.rs
///
/// Says nothing about gzip or the digest; ``VerifiedArchive`` sees to both.
package struct TarReader {
  /// What the archive says next.
  package enum Event {
    case begin(ArchiveEntry)
    /// Bytes of the file; valid as long as the window is.
    case bytes(UnsafeRawBufferPointer)
    case end
  }

  private enum State {
    case header
    /// Within a file: bytes left of it and of its padding; a hidden one yields no events.
    case contents(left: Int, padding: Int, isHidden: Bool)
    /// Within what an extended header says about the next entry.
    case about(TarHeader.Kind, left: Int, padding: Int)
    /// After the first zero block.
    case ending
    case ended
  }

  private let root: String
  private let entryLimit: Int
  private var state = State.header
  private var entryCount = 0
  private var paths: ArchivePaths
  private var hasManifest = false
  /// The contents of an extended header, as far as they came.
  private var gathered: [UInt8] = []
  private var longName: [UInt8]?
  private var pax: PaxRecords?

  /// - Parameters:
  ///   - identity: names the root folder.
  ///   - entries: how many headers there may be.
  ///   - pathBytes: how many bytes all paths may have together.
  package init(
    of identity: PackageIdentity, entries: Int = ArchiveLimit.entries,
    pathBytes: Int = ArchiveLimit.allPathBytes
  ) {
    root = "\(identity.name)-\(identity.version)"
    entryLimit = entries
    paths = ArchivePaths(limit: pathBytes)
  }

  /// Reads on, up to the next event; nil when the window is used up.
  ///
  /// - Parameter window: what is left of the current window. Each window is a multiple of 512 bytes,
  ///   except the last one of an archive that was cut off.
  package mutating func next(
    in window: inout Slice<UnsafeRawBufferPointer>
  ) throws(ArchiveFailure) -> Event? {
    while true {
      switch state {
      case .contents(left: 0, padding: 0, let isHidden):
        state = .header
        if !isHidden { return .end }
      case .about(let kind, left: 0, padding: 0):
        state = .header
        try understand(kind)
      case _ where window.isEmpty:
        return nil
      case .contents(left: 0, let padding, let isHidden):
        state = .contents(
          left: 0, padding: padding - (try skipPadding(padding, in: &window)), isHidden: isHidden)
      case .contents(let left, let padding, let isHidden):
        let piece = Self.take(min(left, ArchiveLimit.window), of: &window)
        state = .contents(left: left - piece.count, padding: padding, isHidden: isHidden)
        if !isHidden { return .bytes(piece) }
      case .about(let kind, left: 0, let padding):
        state = .about(kind, left: 0, padding: padding - (try skipPadding(padding, in: &window)))
      case .about(let kind, let left, let padding):
        let piece = Self.take(left, of: &window)
        gathered.append(contentsOf: piece)
        state = .about(kind, left: left - piece.count, padding: padding)
      case .header:
        let block = try takeBlock(of: &window)
        if block.allSatisfy({ $0 == 0 }) {
          guard longName == nil, pax == nil else { throw .danglingExtension }
          state = .ending
        } else if let entry = try begin(block) {
          return .begin(entry)
        }
      case .ending:
        guard try takeBlock(of: &window).allSatisfy({ $0 == 0 }) else { throw .noEnd }
        state = .ended
      case .ended:
        // GNU tar fills up to a whole tape record; zeros hide nothing.
        guard window.allSatisfy({ $0 == 0 }) else { throw .bytesAfterEnd }
        window = window.suffix(0)
        return nil
      }
    }
  }

  /// Checks that the archive was whole, after its last window.
  package func finish() throws(ArchiveFailure) {
    switch state {
    case .ended: break
    case .header, .ending: throw .noEnd
    case .contents, .about: throw .truncated
    }
    guard hasManifest else { throw .noManifest }
  }

  private static func take(
    _ count: Int, of window: inout Slice<UnsafeRawBufferPointer>
  ) -> UnsafeRawBufferPointer {
    let piece = UnsafeRawBufferPointer(rebasing: window.prefix(count))
    window = window.dropFirst(piece.count)
    return piece
  }

  private func takeBlock(
    of window: inout Slice<UnsafeRawBufferPointer>
  ) throws(ArchiveFailure) -> UnsafeRawBufferPointer {
    let block = Self.take(TarHeader.blockSize, of: &window)
    guard block.count == TarHeader.blockSize else { throw .truncated }
    return block
  }

  /// How much of the padding was in the window.
  private func skipPadding(
    _ padding: Int, in window: inout Slice<UnsafeRawBufferPointer>
  ) throws(ArchiveFailure) -> Int {
    let piece = Self.take(padding, of: &window)
    guard piece.allSatisfy({ $0 == 0 }) else { throw .padding(entry: entryCount) }
    return piece.count
  }

  /// How many bytes fill the last block up.
  private static func padding(after size: Int) -> Int {
    let used = size % TarHeader.blockSize
    return used == 0 ? 0 : TarHeader.blockSize - used
  }

  /// Takes in a header; nil when it is none of a file or folder to tell of.
  private mutating func begin(_ block: UnsafeRawBufferPointer) throws(ArchiveFailure)
    -> ArchiveEntry?
  {
    // Extended headers count too: each is a block that must be looked at.
    entryCount += 1
    guard entryCount <= entryLimit else { throw .tooManyEntries(limit: entryLimit) }
    let header = try TarHeader(block, entry: entryCount)
    switch header.kind {
    case .longName, .pax:
      try beginExtended(header)
      return nil
    case .file: return try begin(.file, header)
    case .directory: return try begin(.directory, header)
    }
  }

  private mutating func beginExtended(_ header: TarHeader) throws(ArchiveFailure) {
    let isName = header.kind == .longName
    guard isName ? longName == nil : pax == nil else {
      throw .repeatedExtension(entry: entryCount)
    }
    if isName, !header.path.elementsEqual("././@LongLink".utf8) {
      throw .longName(entry: entryCount)
    }
    // A long name ends in a NUL.
    let limit = isName ? ArchiveLimit.pathBytes + 1 : ArchiveLimit.paxBytes
    guard (1...limit).contains(header.size) else { throw .extensionSize(entry: entryCount) }
    gathered.removeAll(keepingCapacity: true)
    state = .about(header.kind, left: header.size, padding: Self.padding(after: header.size))
  }

  private mutating func understand(_ kind: TarHeader.Kind) throws(ArchiveFailure) {
    if kind == .longName {
      // One NUL, at the end.
      guard gathered.count > 1, gathered.firstIndex(of: 0) == gathered.count - 1 else {
        throw .longName(entry: entryCount)
      }
      longName = Array(gathered.dropLast())
    } else {
      do { pax = try PaxRecords(gathered) } catch { throw .pax(error, entry: entryCount) }
    }
    // tar-rs takes the long name where both are given, GNU tar what comes last.
    guard longName == nil || pax?.path == nil else {
      throw .repeatedExtension(entry: entryCount)
    }
  }

  private mutating func begin(
    _ kind: ArchiveEntry.Kind, _ header: TarHeader
  ) throws(ArchiveFailure) -> ArchiveEntry? {
    defer {
      longName = nil
      pax = nil
    }
    if let size = pax?.size, size != header.size { throw .pax(.sizeDiffers, entry: entryCount) }
    let path = try ArchivePath(
      longName ?? pax?.path ?? header.path, kind: kind, root: root)
    guard kind == .file || header.size == 0 else { throw .folderWithBytes(path.text) }
    guard header.size <= ArchiveLimit.fileBytes else {
      throw .fileTooLarge(path.text, limit: ArchiveLimit.fileBytes)
    }
    // Old Cargo wrote the file's whole mode, with the bits that say it is a file.
    guard header.mode & 0o7000 == 0 else { throw .mode(path.text, header.mode) }
    if path.names.count == 1, path.text.lowercased() == "cargo.toml" {
      guard path.text == "Cargo.toml" else { throw .manifestName(path.text) }
      guard kind == .file else { throw .manifestIsFolder }
      hasManifest = true
    }
    try paths.insert(path, kind: kind)
    let isHidden = path.text.isEmpty || path.isCargoMarker
    state = .contents(
      left: header.size, padding: Self.padding(after: header.size), isHidden: isHidden)
    guard !isHidden else { return nil }
    return ArchiveEntry(
      path: path.text, kind: kind, size: header.size, mode: header.mode & 0o777,
      modified: header.modified)
  }
}
