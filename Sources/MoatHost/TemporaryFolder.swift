package import MoatStore

/// A new folder that only the user may enter; the caller removes it.
package enum TemporaryFolder {
  /// As many random names are tried: with 64 bits each, a second one is a wonder.
  private static let attempts = 16

  /// Makes one below `TMPDIR`, else below `/tmp`.
  ///
  /// - Throws: ``StoreFailure``, such as a folder that cannot be written.
  package static func make(_ purpose: String, on host: Host) throws(StoreFailure) -> String {
    let parent = parent(host.environment)
    for _ in 0..<attempts {
      let name = "moat-\(purpose)-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
      let path = PathText.join(parent, name)
      if try host.store.makeFolder(path) { return path }
    }
    throw .noTemporaryName
  }

  /// Where temporary folders go.
  package static func parent(_ environment: Environment) -> String {
    environment["TMPDIR"].flatMap { PathText.isAbsolute($0) ? $0 : nil } ?? "/tmp"
  }
}
