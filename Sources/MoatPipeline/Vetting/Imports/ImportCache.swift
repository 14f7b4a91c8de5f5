import MoatArchive
package import MoatHost
package import MoatModel
package import MoatStore

/// Copies of lists by their digests, in `audit-lists` below Moat's cache folder.
///
/// A copy is read back only as what it is named for. One that is missing costs a comparison and a run
/// without a network, never a verdict: `imports.lock` has what is relied on.
package struct ImportCache: Sendable {
  private let folder: String
  private let files: any FileSystem

  /// - Parameter cache: Moat's cache folder.
  package init(in cache: String, files: any FileSystem) {
    folder = PathText.join(cache, "audit-lists")
    self.files = files
  }

  /// nil where there is no copy, or one that is something else.
  package func copy(_ digest: SHA256Digest) -> [UInt8]? {
    do {
      let bytes = try files.read(path(digest), limit: ImportLimit.size)
      return try SHA256Hasher.digest(of: bytes) == digest ? bytes : nil
    } catch {
      return nil
    }
  }

  /// Keeps a copy; that it cannot be kept is no failure.
  package func keep(_ copy: FetchedCopy, using store: any StoreFiles) {
    do {
      guard try files.kind(of: path(copy.digest)) == nil else { return }
      try files.createDirectories(folder)
      try AtomicFile.write(copy.bytes, to: path(copy.digest), using: store)
    } catch {
      // The next run fetches again.
    }
  }

  private func path(_ digest: SHA256Digest) -> String {
    PathText.join(folder, "\(digest.hex).toml")
  }
}
