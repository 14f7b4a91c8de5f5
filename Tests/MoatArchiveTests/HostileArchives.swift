import MoatArchive

/// Archives that must be refused, in the order of the page `docs/hostile-archives.md`.
extension HostileArchive {
  struct Group: Sendable {
    let title: String
    let archives: [HostileArchive]
  }

  static let groups = [
    Group(title: "The gzip stream", archives: gzipStreams),
    Group(title: "Kinds of entries", archives: kinds),
    Group(title: "Paths", archives: paths),
    Group(title: "Paths that meet", archives: meetings),
    Group(title: "Headers", archives: headers),
    Group(title: "Extended headers", archives: extendedHeaders),
    Group(title: "The end, and what is missing", archives: ends),
    Group(title: "Size", archives: sizes),
  ]

  private static let gzipStreams: [HostileArchive] = [
    .damaged("a second gzip member after the first", .bytesAfterGzip(34), .accepts) {
      $0 += GzipWriter().bytes([UInt8]("more".utf8)).prefix(34)
    },
    .damaged("bytes after the gzip stream", .bytesAfterGzip(5), .accepts) { $0 += "extra".utf8 },
    .damaged("a gzip stream that is cut off in its trailer", .gzipTruncated, .accepts) {
      $0.removeLast(3)
    },
    .damaged("a gzip stream that is cut off in the middle", .gzipTruncated, .refuses) {
      $0.removeLast($0.count / 2)
    },
    .gzip("a wrong CRC-32", .gzipChecksum, .accepts, { $0.checksumError = 1 }),
    .gzip("a wrong length in the trailer", .gzipLength, .accepts, { $0.lengthError = 512 }),
    .gzip("an extra field in the gzip header", .gzipFlags(4), .accepts) {
      $0.header[3] = 4
      $0.name = [3, 0, 1, 2, 3]
    },
    .gzip("a comment in the gzip header", .gzipFlags(16), .accepts, { $0.header[3] = 16 }),
    .gzip("reserved flags in the gzip header", .gzipFlags(0xe8), .refuses, { $0.header[3] = 0xe8 }),
    .gzip("another compression method", .gzipMethod(7), .refuses, { $0.header[2] = 7 }),
    .gzip("a file name of 300 bytes in the gzip header", .gzipName, .accepts) {
      $0.name = [UInt8](repeating: 0x61, count: 300) + [0]
    },
    .damaged("a deflate stream with an invalid block", .deflate("invalid block type"), .refuses) {
      $0[27] |= 6
    },
    HostileArchive(what: "a bare tar archive", failure: .notGzip, cargo: .refuses) {
      crate { _ in }
    },
  ]

  private static func link(_ type: Character, to target: String)
    -> @Sendable (inout TarWriter) -> Void
  {
    {
      var header = TarWriter.Header("left-1.0.0/link")
      header.type = type.asciiValue ?? 0
      header.linkName = [UInt8](target.utf8)
      $0.add(header)
    }
  }

  private static func kind(
    _ what: String, _ type: Character, _ cargo: Cargo, entry: Int = 3
  ) -> HostileArchive {
    .tar(what, .entryType(type.asciiValue ?? 0, entry: entry), cargo, link(type, to: ""))
  }

  private static let kinds: [HostileArchive] = [
    .tar(
      "a symbolic link that leads out", .entryType(UInt8(ascii: "2"), entry: 3), .acceptsBefore196,
      link("2", to: "../../../.bashrc")),
    .tar(
      "a symbolic link `.cargo-ok`, through which Cargo before 1.64 wrote (CVE-2022-36113)",
      .entryType(UInt8(ascii: "2"), entry: 3), .acceptsBefore196
    ) {
      var header = TarWriter.Header("left-1.0.0/.cargo-ok")
      header.type = UInt8(ascii: "2")
      header.linkName = [UInt8]("/etc/passwd".utf8)
      $0.add(header)
    },
    .tar(
      "a hard link to the manifest", .entryType(UInt8(ascii: "1"), entry: 3), .acceptsBefore196,
      link("1", to: "left-1.0.0/Cargo.toml")),
    kind("a character device", "3", .acceptsBefore196),
    kind("a block device", "4", .acceptsBefore196),
    kind("a FIFO, on which a reader waits for ever", "6", .acceptsBefore196),
    kind("a contiguous file", "7", .acceptsBefore196),
    .tar(
      "a sparse file of 1 MiB without a byte", .entryType(UInt8(ascii: "S"), entry: 3),
      .acceptsBefore196
    ) {
      var header = TarWriter.Header("left-1.0.0/a")
      header.type = UInt8(ascii: "S")
      // The map starts 41 bytes behind the prefix's place, the whole size 97 bytes after that.
      let size = [UInt8](TarWriter.octal(1 << 20, digits: 11).utf8)
      let none = [UInt8](TarWriter.octal(0, digits: 11).utf8)
      header.prefix = [UInt8](repeating: 0, count: 41) + size + none
      header.prefix += [UInt8](repeating: 0, count: 73) + size
      $0.add(header)
    },
    kind("a GNU folder dump", "D", .acceptsBefore196),
    kind("a volume label", "V", .acceptsBefore196),
    kind("an entry of unknown type", "Z", .acceptsBefore196),
    .tar(
      "a global pax header, which renames everything after it",
      .entryType(UInt8(ascii: "g"), entry: 3), .refuses
    ) {
      $0.pax(TarWriter.record("path", "left-1.0.0/b").utf8, type: "g")
    },
    .tar(
      "a long link name before a regular file", .entryType(UInt8(ascii: "K"), entry: 3), .accepts
    ) {
      var header = TarWriter.Header("././@LongLink", size: 6)
      header.type = UInt8(ascii: "K")
      $0.add(header, "target".utf8)
      $0.file("left-1.0.0/a")
    },
    .tar("a file with the set-user-ID bit", .mode("a", 0o4755), .accepts) {
      var header = TarWriter.Header("left-1.0.0/a")
      header.mode = "0004755\0"
      $0.add(header)
    },
    .tar("a folder with contents", .folderWithBytes("a"), .accepts) {
      var header = TarWriter.Header("left-1.0.0/a", size: 5)
      header.type = UInt8(ascii: "5")
      $0.add(header, "bytes".utf8)
    },
  ]

  private static let paths: [HostileArchive] = [
    .path("a path with `..`", "left-1.0.0/../../evil", .dots, .accepts),
    .path("a path with `.`", "left-1.0.0/./src/main.rs", .dots, .accepts),
    .path("a path with an empty name", "left-1.0.0//build.rs", .emptyName, .accepts),
    .path("an absolute path", "/left-1.0.0/build.rs", .absolute, .refuses),
    .path("a file of another crate", "right-1.0.0/src/lib.rs", .outsideRoot, .refuses),
    .path("a file beside the root folder", "left-1.0.0.rs", .outsideRoot, .refuses),
    .path("a root folder in other case", "Left-1.0.0/build.rs", .outsideRoot, .refuses),
    .path("a file in place of the root folder", "left-1.0.0", .outsideRoot, .refuses),
    .path("a file whose path ends in a slash", "left-1.0.0/a/", .trailingSlash, .accepts),
    .path("a backslash", "left-1.0.0/..\\..\\evil", .character("\\"), .acceptsOnLinux),
    .path(
      "a colon, an alternate data stream of NTFS", "left-1.0.0/build.rs:a", .character(":"),
      .acceptsOnLinux),
    .path("a line feed", "left-1.0.0/a\nb", .controlCharacter, .accepts),
    .path("a terminal escape", "left-1.0.0/\u{1b}[2Jlib.rs", .controlCharacter, .accepts),
    .path("a C1 control character", "left-1.0.0/\u{9b}2Jlib.rs", .controlCharacter, .accepts),
    .path("a Windows device", "left-1.0.0/src/aux.rs", .reservedName("aux.rs"), .acceptsOnLinux),
    .path(
      "a Windows device with a superscript digit", "left-1.0.0/COM¹", .reservedName("COM¹"),
      .acceptsOnLinux),
    .path(
      "a folder that ends in a dot", "left-1.0.0/src./lib.rs", .trailingDotOrSpace, .acceptsOnLinux),
    .path(
      "a file that ends in a space", "left-1.0.0/build.rs ", .trailingDotOrSpace, .acceptsOnLinux),
    .tar(
      "a path that is not UTF-8", .path("left-1.0.0/\u{fffd}", .notUTF8), .acceptsOnLinux
    ) { $0.file([UInt8]("left-1.0.0/".utf8) + [0xff], "hostile\n") },
    .tar(
      "a name of 256 bytes",
      .path("left-1.0.0/\(String(repeating: "a", count: 256))", .nameTooLong), .refuses
    ) { $0.file("left-1.0.0/\(String(repeating: "a", count: 256))") },
    .tar(
      "folders 70 deep",
      .path("left-1.0.0/\(String(repeating: "a/", count: 69))a", .tooDeep), .accepts
    ) { $0.file("left-1.0.0/\(String(repeating: "a/", count: 69))a") },
    .path("Cargo's own mark, in other case", "left-1.0.0/.Cargo-OK", .cargoMarker, .acceptsOnLinux),
    .path(
      "a folder in place of Cargo's own mark", "left-1.0.0/.cargo-ok/a", .cargoMarker, .refuses),
  ]

  private static let meetings: [HostileArchive] = [
    .tar("the same file twice, with other bytes", .duplicate("src/lib.rs"), .accepts) {
      $0.file("left-1.0.0/src/lib.rs", "// other\n")
    },
    .tar("the same folder twice", .duplicate("a"), .accepts) {
      $0.folder("left-1.0.0/a/")
      $0.folder("left-1.0.0/a")
    },
    .tar(
      "two files that differ in case", .collision("src/Lib.rs", with: "src/lib.rs"),
      .acceptsOnLinux
    ) { $0.file("left-1.0.0/src/Lib.rs") },
    .tar(
      "two folders that differ in case", .collision("SRC", with: "src"), .acceptsOnLinux
    ) { $0.file("left-1.0.0/SRC/main.rs") },
    .tar(
      "two names that differ in normalisation", .collision("e\u{301}", with: "\u{e9}"),
      .acceptsOnLinux
    ) {
      $0.file("left-1.0.0/\u{e9}")
      $0.file("left-1.0.0/e\u{301}")
    },
    .tar(
      "two names that differ in case by folding only", .collision("STRASSE", with: "straße"),
      .acceptsOnLinux
    ) {
      $0.file("left-1.0.0/straße")
      $0.file("left-1.0.0/STRASSE")
    },
    .tar("a file used as a folder", .fileAndFolder("src/lib.rs"), .refuses) {
      $0.file("left-1.0.0/src/lib.rs/a")
    },
    .tar("a folder that is a file later", .fileAndFolder("src"), .refuses) {
      $0.file("left-1.0.0/src")
    },
  ]

  private static let headers: [HostileArchive] = [
    .header("a wrong header checksum", .headerChecksum(entry: 3), .refuses) {
      $0.checksumError = 1
    },
    .header(
      "a header of neither format", .headerFormat(entry: 3), .accepts, { $0.magic = "" }),
    .header(
      "a size that is no number", .headerField(.size, entry: 3), .refuses,
      { $0.size = [UInt8]("0000000000g\0".utf8) }),
    .header(
      "an empty size", .headerField(.size, entry: 3), .refuses, { $0.size = [] }),
    .header(
      "a size in binary", .headerField(.size, entry: 3), .accepts,
      { $0.size = [0x80] + [UInt8](repeating: 0, count: 11) }),
    .header(
      "a negative size in binary", .headerField(.size, entry: 3), .refuses,
      { $0.size = [UInt8](repeating: 0xff, count: 12) }),
    .header(
      "a mode that is no number", .headerField(.mode, entry: 3), .accepts,
      { $0.mode = "rw-r--r-" }),
    .header(
      "a name hidden behind a NUL", .headerField(.name, entry: 3), .accepts,
      { $0.name += [UInt8]("\0left-1.0.0/b".utf8) }),
    .header(
      "a link name on a regular file", .headerField(.linkName, entry: 3), .accepts,
      { $0.linkName = [UInt8]("/etc/passwd".utf8) }),
    .header(
      "a POSIX prefix in a GNU header", .headerField(.extra, entry: 3), .accepts,
      { $0.prefix = [UInt8]("left-1.0.0".utf8) }),
    .tar("bytes hidden in the padding of a file", .padding(entry: 3), .accepts) {
      $0.raw(TarWriter.Header("left-1.0.0/a", size: 4).block)
      $0.raw("good".utf8)
      $0.raw([UInt8](repeating: 0x65, count: 508))
    },
  ]

  private static let extendedHeaders: [HostileArchive] = [
    .tar("a pax size other than the header's", .pax(.sizeDiffers, entry: 4), .accepts) {
      $0.pax("size", "1024")
      $0.file("left-1.0.0/a", String(repeating: "a", count: 512))
    },
    .tar("a pax header that makes a link", .pax(.key("linkpath"), entry: 3), .accepts) {
      $0.pax("linkpath", "/etc/passwd")
      $0.file("left-1.0.0/a")
    },
    .tar(
      "a pax header that makes a sparse file", .pax(.key("GNU.sparse.realsize"), entry: 3), .accepts
    ) {
      $0.pax("GNU.sparse.realsize", "1000000000")
      $0.file("left-1.0.0/a")
    },
    .tar("two paths in one pax header", .pax(.repeatedKey("path"), entry: 3), .accepts) {
      $0.pax(
        (TarWriter.record("path", "left-1.0.0/a") + TarWriter.record("path", "left-1.0.0/b")).utf8)
      $0.file("left-1.0.0/c")
    },
    .tar(
      "a pax path that leads out", .path("left-1.0.0/../../evil", .dots), .accepts
    ) {
      $0.pax("path", "left-1.0.0/../../evil")
      $0.file("left-1.0.0/a")
    },
    .tar("a pax record with a wrong length", .pax(.malformed, entry: 3), .accepts) {
      $0.pax("99 path=left-1.0.0/b\n".utf8)
      $0.file("left-1.0.0/a")
    },
    .tar("a GNU name and a pax path for one file", .repeatedExtension(entry: 4), .accepts) {
      $0.longName([UInt8]("left-1.0.0/a\0".utf8))
      $0.pax("path", "left-1.0.0/b")
      $0.file("left-1.0.0/c")
    },
    .tar("two GNU names for one file", .repeatedExtension(entry: 4), .refuses) {
      $0.longName([UInt8]("left-1.0.0/a\0".utf8))
      $0.longName([UInt8]("left-1.0.0/b\0".utf8))
      $0.file("left-1.0.0/c")
    },
    .tar("a GNU name with a second one behind a NUL", .longName(entry: 3), .refuses) {
      $0.longName([UInt8]("left-1.0.0/a\0left-1.0.0/b\0".utf8))
      $0.file("left-1.0.0/c")
    },
    .tar("a GNU name of a megabyte", .extensionSize(entry: 3), .refuses) {
      $0.longName([UInt8](repeating: 0x61, count: 1 << 20))
      $0.file("left-1.0.0/c")
    },
    .tar("a GNU name that nothing follows", .danglingExtension, .refuses) {
      $0.longName([UInt8]("left-1.0.0/a\0".utf8))
    },
  ]

  private static let ends: [HostileArchive] = [
    .tar("no zero blocks at the end", .noEnd, .accepts, ends: false) { _ in },
    .tar("one zero block at the end", .noEnd, .accepts, ends: false) { $0.zeros(512) },
    .tar("a file behind the first zero block", .noEnd, .accepts, ends: false) {
      $0.zeros(512)
      $0.file("left-1.0.0/build.rs", "fn main() {}\n")
    },
    .tar("a file behind the end", .bytesAfterEnd, .accepts, ends: false) {
      $0.end()
      $0.file("left-1.0.0/build.rs", "fn main() {}\n")
    },
    .tar("a file that is cut off", .truncated, .refuses, ends: false) {
      $0.raw(TarWriter.Header("left-1.0.0/a", size: 2_000).block)
      $0.zeros(512)
    },
    .tar("a header that is cut off", .truncated, .refuses, ends: false) {
      $0.raw(TarWriter.Header("left-1.0.0/a").block.prefix(300))
    },
    .tar("no manifest", .noManifest, .unpacks, manifest: false) { _ in },
    .tar("a manifest in other case only", .manifestName("cargo.toml"), .unpacks, manifest: false) {
      $0.file("left-1.0.0/cargo.toml", manifest)
    },
    .tar("two manifests", .manifestName("CARGO.TOML"), .acceptsOnLinux) {
      $0.file("left-1.0.0/CARGO.TOML", "[package]\nname = \"other\"\nversion = \"1.0.0\"\n")
    },
    .tar(
      "a folder in place of the manifest", .manifestIsFolder, .unpacks, manifest: false
    ) { $0.folder("left-1.0.0/Cargo.toml") },
  ]

  private static let sizes: [HostileArchive] = [
    .tar(
      "a file of 8 GiB by its header",
      .fileTooLarge("a", limit: ArchiveLimit.fileBytes), .refuses, ends: false
    ) { $0.raw(TarWriter.Header("left-1.0.0/a", size: (8 << 30) - 1).block) },
    HostileArchive(
      what: "600 MiB of zeros in 600 kB",
      failure: .tooManyUnpackedBytes(limit: ArchiveLimit.unpackedBytes), cargo: .refuses
    ) {
      let start = crate(ends: false) {
        $0.raw(TarWriter.Header("left-1.0.0/a", size: 512 << 20).block)
      }
      return GzipWriter().bomb(start, thenMebibytesOfZeros: 600)
    },
    .tar(
      "a path of 1,200 bytes",
      .path("left-1.0.0/\(longPath)", .tooLong), .accepts
    ) {
      $0.pax("path", "left-1.0.0/\(longPath)")
      $0.file("left-1.0.0/a")
    },
  ]

  private static let longPath = Array(repeating: String(repeating: "a", count: 199), count: 6)
    .joined(separator: "/")
}
