internal import CLinux

/// What becomes of memory that is not used any more.
package enum FreedMemory {
  /// So much stays with the process, for what it needs next; every file that is read would else have
  /// the system clear new pages.
  private static let kept: Int32 = 64 << 20
  /// Larger blocks are given back at once. The allocator takes no higher limit.
  private static let block: Int32 = 32 << 20

  /// Keeps freed memory for later use. It is for a program that runs once and ends, and holds good for
  /// all threads; an allocator that refuses only costs time.
  package static func stays() {
    _ = mallopt(Int32(MOAT_TRIM_THRESHOLD), kept)
    _ = mallopt(Int32(MOAT_MMAP_THRESHOLD), block)
  }
}
