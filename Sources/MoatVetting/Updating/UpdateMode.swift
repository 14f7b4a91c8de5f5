/// How an update treats the entries of one crate.
package struct UpdateMode: Hashable, Sendable {
  package var search: SearchMode
  /// Whether exemptions and unpublished rows that nothing needs go.
  package var prunesExemptions: Bool
  /// Whether own audits that are marked `importable = false` and that nothing needs go.
  package var prunesPrivateAudits: Bool
  /// Whether imported entries that nothing needs go. They go in any case where something new is
  /// imported for the crate.
  package var prunesImports: Bool

  package init(
    search: SearchMode, prunesExemptions: Bool, prunesPrivateAudits: Bool, prunesImports: Bool
  ) {
    self.search = search
    self.prunesExemptions = prunesExemptions
    self.prunesPrivateAudits = prunesPrivateAudits
    self.prunesImports = prunesImports
  }

  /// What a passing check does: takes in what it needed, and touches nothing else.
  package static let check = UpdateMode(
    search: .preferExemptions, prunesExemptions: false, prunesPrivateAudits: false,
    prunesImports: false)

  /// What `prune` and `regenerate imports` do.
  package static let prune = UpdateMode(
    search: .preferFreshImports, prunesExemptions: true, prunesPrivateAudits: true,
    prunesImports: true)

  /// What `regenerate exemptions` does.
  package static let regenerateExemptions = UpdateMode(
    search: .regenerateExemptions, prunesExemptions: true, prunesPrivateAudits: true,
    prunesImports: true)
}
