/// An index cache file, as Cargo writes it.
func cacheFile(
  _ lines: [(String, String)], format: UInt8 = 2, revision: String = "etag: \"abc\""
) -> [UInt8] {
  [3, format, 0, 0, 0] + Array(revision.utf8) + [0]
    + lines.flatMap { Array($0.0.utf8) + [0] + Array($0.1.utf8) + [0] }
}

/// Version and line of one version of a crate with one dependency.
func indexLine(
  _ version: String, checksum: Character = "1", name: String = "fnv", more: String = ""
) -> (String, String) {
  (
    version,
    #"{"name":"\#(name)","vers":"\#(version)","deps":[{"name":"a","req":"^1"}],"#
      + #""cksum":"\#(String(repeating: checksum, count: 64))","features":{}\#(more)}"#
  )
}
