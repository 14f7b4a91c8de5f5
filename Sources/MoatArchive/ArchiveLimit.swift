/// How much of anything an archive may have. The reader holds the compressed bytes, one window and
/// the paths; these limits bound all three.
package enum ArchiveLimit {
  /// The whole `.crate`, held in memory. crates.io takes 10 MiB, and more for single crates by
  /// agreement; a private registry may be more generous.
  /// https://github.com/rust-lang/crates.io/blob/main/src/config/publish_limits.rs
  package static let compressedBytes = 256 << 20

  /// What every archive may unpack to, whatever its own size: Cargo's `MAX_UNPACK_SIZE`.
  package static let unpackedBytes = 512 << 20
  /// What an archive may unpack to for each of its bytes: Cargo's `MAX_COMPRESSION_RATIO`.
  package static let ratio = 20

  /// What an archive of `count` bytes may unpack to, headers and padding included, as Cargo counts.
  /// https://github.com/rust-lang/cargo/blob/master/src/sources/registry/mod.rs
  package static func unpackedBytes(compressed count: Int) -> Int {
    max(unpackedBytes, min(count, compressedBytes) * ratio)
  }

  /// One file. What Cargo grants a whole ordinary crate is enough for each of its files.
  package static let fileBytes = 512 << 20

  /// Files and folders. The largest genuine crates have some ten thousand; each entry costs those
  /// who unpack it a file.
  package static let entries = 1 << 17

  /// A path with its root folder: macOS's `PATH_MAX`, the smallest of the large systems.
  package static let pathBytes = 1_024
  /// One name of a path: `NAME_MAX` of the usual file systems.
  package static let nameBytes = 255
  /// Folders above a file, the root included. Genuine crates stay below twenty; a tree that is
  /// deeper breaks the tools that walk it.
  package static let depth = 64
  /// All paths and the folders above them together, each kept twice to find two that meet. The
  /// largest genuine crates have a megabyte or two.
  package static let allPathBytes = 16 << 20

  /// A pax header. It holds a path, a size and some times; Cargo writes none.
  package static let paxBytes = 64 << 10

  /// The file name in a gzip header, which is a path's last name.
  static let gzipNameBytes = nameBytes

  /// How many bytes are unpacked at a time: zlib's own window twice, and a multiple of the tar
  /// format's block.
  package static let window = 64 << 10
}
