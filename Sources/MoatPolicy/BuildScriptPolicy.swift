package import MoatInspection

/// Which build scripts and proc macros may run: `[build-scripts]` of a `moat.toml`.
package struct BuildScriptPolicy: Sendable {
  /// nil where the file does not say: then they must be accepted where any is.
  package var requires: Bool?
  package var entries: [BuildAcceptance.Entry]

  package init(requires: Bool? = nil, entries: [BuildAcceptance.Entry] = []) {
    self.requires = requires
    self.entries = entries
  }

  /// Whether what is not accepted is a finding.
  package var isRequired: Bool { requires ?? !entries.isEmpty }

  /// This policy of an organisation with that of a repository, which reads its own build scripts but
  /// cannot do without, where the organisation asks for it.
  func joined(with repository: BuildScriptPolicy) -> BuildScriptPolicy {
    BuildScriptPolicy(
      requires: isRequired ? true : repository.requires,
      entries: entries + repository.entries)
  }
}
