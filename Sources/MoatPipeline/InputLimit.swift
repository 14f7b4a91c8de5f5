/// How much of an input is read, with the reasons.
enum InputLimit {
  /// The largest public lockfiles have under 1 MB; beyond 64 MiB a file was made to hurt.
  static let lockfile = 64 << 20
  /// The largest public manifests (generated feature lists) have some 100 kB.
  static let manifest = 16 << 20
  /// Written by hand.
  static let configuration = 4 << 20
  /// Members, path dependencies and theirs: as many manifests as one workspace may have.
  static let manifestsPerWorkspace = 20_000
}
