internal import CZlib

/// Unpacks one gzip member, window by window.
///
/// Stricter than RFC 1952: exactly one member, no header field but the file name, nothing after it.
/// https://www.rfc-editor.org/rfc/rfc1952
///
/// The input must outlive the reader.
struct GzipReader: ~Copyable {
  /// Does not move: zlib's state points back to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeBufferPointer<UInt8>
  private let limit: Int
  private var total = 0
  private var checksum: UInt
  private var hasEnded = false

  /// Reads the header.
  ///
  /// - Parameter limit: how many bytes may come out at most.
  init(_ input: UnsafeBufferPointer<UInt8>, limit: Int) throws(ArchiveFailure) {
    let start = try Self.headerLength(input)
    guard let base = input.baseAddress, let count = UInt32(exactly: input.count - start) else {
      throw .gzipTruncated
    }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // zlib never writes to its input; its C interface says so only when built with ZLIB_CONST.
    stream.pointee.next_in = UnsafeMutablePointer(mutating: base + start)
    stream.pointee.avail_in = count
    // Negative: a bare deflate stream with the largest window; header and trailer are read here.
    let size = CInt(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, -MAX_WBITS, ZLIB_VERSION, size) == Z_OK else {
      stream.deallocate()
      throw .noMemory
    }
    self.stream = stream
    self.input = input
    self.limit = limit
    checksum = crc32(0, nil, 0)
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Unpacks the next bytes; fewer than the window holds only at the end, when the trailer was
  /// compared and found right.
  mutating func fill(_ window: UnsafeMutableRawBufferPointer) throws(ArchiveFailure) -> Int {
    guard !hasEnded, let base = window.baseAddress, let room = UInt32(exactly: window.count) else {
      return 0
    }
    stream.pointee.next_out = base.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = room
    while stream.pointee.avail_out > 0, !hasEnded {
      switch inflate(stream, Z_NO_FLUSH) {
      case Z_OK: break
      case Z_STREAM_END: hasEnded = true
      case Z_BUF_ERROR: throw .gzipTruncated
      case Z_MEM_ERROR: throw .noMemory
      default:
        throw .deflate(stream.pointee.msg.map { String(cString: $0) } ?? "unknown error")
      }
    }
    let count = window.count - Int(stream.pointee.avail_out)
    total += count
    guard total <= limit else { throw .tooManyUnpackedBytes(limit: limit) }
    checksum = crc32(checksum, base.assumingMemoryBound(to: UInt8.self), UInt32(count))
    if hasEnded { try checkTrailer() }
    return count
  }

  private borrowing func checkTrailer() throws(ArchiveFailure) {
    let left = Int(stream.pointee.avail_in)
    guard left >= 8 else { throw .gzipTruncated }
    let trailer = UnsafeBufferPointer(rebasing: input[(input.count - left)...])
    guard Self.number(trailer, at: 0) == UInt32(truncatingIfNeeded: checksum) else {
      throw .gzipChecksum
    }
    guard Self.number(trailer, at: 4) == UInt32(truncatingIfNeeded: total) else {
      throw .gzipLength
    }
    guard left == 8 else { throw .bytesAfterGzip(left - 8) }
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) }
  }

  /// Where the deflate stream starts.
  private static func headerLength(
    _ input: UnsafeBufferPointer<UInt8>
  ) throws(ArchiveFailure) -> Int {
    let fixed = 10
    let nameFlag: UInt8 = 8
    guard input.count >= 2, input[0] == 0x1f, input[1] == 0x8b else { throw .notGzip }
    guard input.count >= fixed else { throw .gzipTruncated }
    guard input[2] == 8 else { throw .gzipMethod(input[2]) }
    // Cargo writes a name and nothing else; other fields would be room for what nobody sees.
    guard input[3] & ~nameFlag == 0 else { throw .gzipFlags(input[3]) }
    guard input[3] == nameFlag else { return fixed }
    let name = input[fixed...].prefix(ArchiveLimit.gzipNameBytes + 1)
    guard let end = name.firstIndex(of: 0) else {
      throw name.count > ArchiveLimit.gzipNameBytes ? .gzipName : .gzipTruncated
    }
    return end + 1
  }
}
