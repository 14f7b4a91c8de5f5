package import MoatCargo
package import MoatHost

/// What a fingerprint of a folder is a digest of: equal as long as nothing was written there.
package enum FolderFingerprint {
  /// The paths, sizes, times and inodes of files, and what else was met.
  ///
  /// - Parameter files: in the order of the bytes of their paths.
  package static func text(
    of files: some Sequence<(path: String, stamp: FileStamp)>, remarks: [CrateFolder.Remark]
  ) -> [UInt8] {
    var text: [UInt8] = []
    for (path, stamp) in files {
      text += path.utf8
      text.append(0)
      let numbers = SIMD4(
        UInt64(truncatingIfNeeded: stamp.size).littleEndian,
        UInt64(truncatingIfNeeded: stamp.modifiedNanoseconds).littleEndian,
        UInt64(truncatingIfNeeded: stamp.changedNanoseconds).littleEndian,
        stamp.inode.littleEndian)
      withUnsafeBytes(of: numbers) { text.append(contentsOf: $0) }
    }
    for remark in remarks.sorted(byBytesOf: \.path) {
      text += remark.path.utf8 + [0] + remark.reason.utf8 + [0]
    }
    return text
  }
}
