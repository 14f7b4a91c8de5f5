/// Which implementation of deflate to reproduce, byte for byte, at level 9 with a 32 KiB window and
/// memory level 8, as flate2 sets it for `Compression::best()`.
///
/// Deflate leaves the compressor free, so two correct ones give different bytes. These two differ in
/// how they look for repetitions and in nothing else; a change of either would be a new case.
package enum DeflateFlavour: String, Hashable, Sendable, CaseIterable {
  /// zlib by Gailly and Adler, any version since 1.2: Cargo up to 1.87.
  case zlib
  /// zlib-rs, which follows zlib-ng: Cargo since 1.88.
  case zlibRS = "zlib-rs"
}
