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
  /// GitHub runs workflows of up to 500 KiB; a larger file is none, and is reported as not read.
  static let workflow = 4 << 20
  /// Written by hand; `configure` and what else programs write as scripts can have a megabyte.
  static let script = 4 << 20
  /// As many workflows, actions and scripts as one repository may have: the largest have some
  /// thousand.
  static let automationFiles = 20_000
  /// A record of pins has some ten kilobytes; one of every action there is would have this.
  static let pins = 16 << 20
}
