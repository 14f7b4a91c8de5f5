import MoatSyntax

/// What `.cargo_vcs_info.json` says: the commit a crate was packaged from. Whoever published the crate
/// wrote it, and nobody checked it.
///
/// https://doc.rust-lang.org/cargo/commands/cargo-package.html#cargo_vcs_infojson-format
package struct VCSInfo: Hashable, Sendable {
  package static let fileName = ".cargo_vcs_info.json"

  /// The commit's hash, as written.
  package let commit: String
  /// Whether files differed from the commit, which Cargo allows with `--allow-dirty`.
  package let isDirty: Bool
  /// The package's folder in the repository.
  package let folder: String?

  /// nil for what is not such a file.
  package init?(_ bytes: [UInt8]) {
    guard let value = try? JSONReader.read(bytes[...]), let root = value.object,
      let git = root["git"]?.object, let commit = git["sha1"]?.string
    else { return nil }
    self.commit = commit
    isDirty = git["dirty"]?.bool ?? false
    folder = root["path_in_vcs"]?.string
  }
}
