internal import MoatModel

/// Unpacks and reads a `.crate` one window at a time: gzip, then tar.
///
/// The input must outlive the reader.
struct CrateReader: ~Copyable {
  private let window: UnsafeMutableRawBufferPointer
  private var gzip: GzipReader
  private var tar: TarReader
  /// What is left of the window.
  private var rest: Slice<UnsafeRawBufferPointer>

  init(
    _ input: UnsafeBufferPointer<UInt8>, of identity: PackageIdentity
  ) throws(ArchiveFailure) {
    gzip = try GzipReader(
      input, limit: ArchiveLimit.unpackedBytes(compressed: input.count))
    tar = TarReader(of: identity)
    window = .allocate(byteCount: ArchiveLimit.window, alignment: 16)
    rest = UnsafeRawBufferPointer(window)[..<0]
  }

  deinit { window.deallocate() }

  /// The next event; nil once the whole archive was read and found right.
  mutating func next() throws(ArchiveFailure) -> TarReader.Event? {
    while true {
      if let event = try tar.next(in: &rest) { return event }
      let count = try gzip.fill(window)
      guard count > 0 else {
        try tar.finish()
        return nil
      }
      rest = UnsafeRawBufferPointer(window)[..<count]
    }
  }
}
