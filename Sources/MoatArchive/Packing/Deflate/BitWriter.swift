/// Bits packed into bytes from the least significant one on (RFC 1951, 3.1.1).
///
/// Holds what one block can need; ``drain(into:)`` empties it.
struct BitWriter: ~Copyable {
  /// More than any block that ``BlockWriter`` writes: it never exceeds the fixed code's size, and
  /// 16,383 symbols of at most 31 bits are 63.5 KB.
  private static let capacity = 1 << 17

  private let bytes: UnsafeMutableRawPointer
  private var count = 0
  private var bits: UInt64 = 0
  private var bitCount = 0

  init() {
    bytes = .allocate(byteCount: Self.capacity, alignment: 16)
  }

  deinit { bytes.deallocate() }

  /// Appends the low `length` bits of a value that has no higher ones; at most 48 at a time.
  @inline(__always)
  mutating func put(_ value: UInt64, _ length: Int) {
    bits |= value &<< UInt64(truncatingIfNeeded: bitCount)
    bitCount &+= length
    if bitCount >= 16 {
      // Whole bytes move out; at most 15 + 48 bits are ever held.
      bytes.storeBytes(of: bits.littleEndian, toByteOffset: count, as: UInt64.self)
      let whole = bitCount &>> 3
      count &+= whole
      bits = bits &>> UInt64(truncatingIfNeeded: whole &<< 3)
      bitCount &= 7
    }
  }

  /// Fills the last byte with zeros.
  mutating func align() {
    put(0, (8 - bitCount % 8) % 8)
    if bitCount == 8 {
      bytes.storeBytes(of: UInt8(truncatingIfNeeded: bits), toByteOffset: count, as: UInt8.self)
      count += 1
      bits = 0
      bitCount = 0
    }
  }

  /// Appends whole bytes; only after ``align()``.
  mutating func append(_ data: UnsafeRawBufferPointer) {
    guard let start = data.baseAddress else { return }
    (bytes + count).copyMemory(from: start, byteCount: data.count)
    count += data.count
  }

  /// Hands over all whole bytes.
  mutating func drain(into sink: (UnsafeRawBufferPointer) -> Void) {
    guard count > 0 else { return }
    sink(UnsafeRawBufferPointer(start: bytes, count: count))
    count = 0
  }
}
