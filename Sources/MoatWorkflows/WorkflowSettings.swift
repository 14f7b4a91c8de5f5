package import MoatFindings

/// What a project has decided about workflows: `[workflows]` of `moat.toml`.
package struct WorkflowSettings: Hashable, Sendable {
  /// Whose actions may stand at a tag; nil where the files do not say, and then
  /// ``standardOwners`` and the repository's own owner are. Compared without case.
  package var trustedOwners: [TrustedOwner]?
  /// The least days of an entry's cooldown in Dependabot's configuration.
  package var cooldownDays: Int
  /// Labels of self-hosted runners of which each job gets a fresh one. Compared without case.
  package var ephemeralRunners: [String]
  /// Checksums of crates that are installed from a registry.
  package var tools: [RecordedTool]
  /// The owner of the repository that is checked; nil where nothing says.
  package var ownOwner: String?

  /// GitHub's own: who runs the workflow at all already trusts them.
  package static let standardOwners = ["actions", "github"]

  /// Most takeovers of packages that became known were noticed within a few days; Dependabot itself
  /// waits 3, and a week costs nobody much.
  package static let standardCooldownDays = 7

  /// One entry of `trusted-owners`.
  package struct TrustedOwner: Hashable, Sendable {
    package let name: String
    package let label: Label

    package init(name: String, label: Label) {
      self.name = name
      self.label = label
    }
  }

  /// One entry of `tools`: a crate that CI installs, with what its archive must hash to.
  package struct RecordedTool: Hashable, Sendable {
    package let name: String
    package let version: String
    /// 64 hexadecimal digits: SHA-256 of the `.crate` archive.
    package let checksum: String
    package let label: Label

    package init(name: String, version: String, checksum: String, label: Label) {
      self.name = name
      self.version = version
      self.checksum = checksum
      self.label = label
    }
  }

  package init(
    trustedOwners: [TrustedOwner]? = nil, cooldownDays: Int = WorkflowSettings.standardCooldownDays,
    ephemeralRunners: [String] = [], tools: [RecordedTool] = [], ownOwner: String? = nil
  ) {
    self.trustedOwners = trustedOwners
    self.cooldownDays = cooldownDays
    self.ephemeralRunners = ephemeralRunners
    self.tools = tools
    self.ownOwner = ownOwner
  }

  /// Whether an owner's actions may stand at a tag.
  package func trusts(owner: String) -> Bool {
    let owner = owner.lowercased()
    if let trustedOwners { return trustedOwners.contains { $0.name.lowercased() == owner } }
    return Self.standardOwners.contains(owner) || isOwn(owner)
  }

  /// Whether an action belongs to a trusted owner.
  package func trusts(_ reference: UsesReference) -> Bool {
    guard case .repository(let owner, _, _, _) = reference.target else { return false }
    return trusts(owner: owner)
  }

  /// Whether the owner is that of the repository itself.
  package func isOwn(_ owner: String) -> Bool { ownOwner?.lowercased() == owner.lowercased() }

  /// Whether each job on a runner with this label gets a fresh one.
  package func isEphemeral(_ label: String) -> Bool {
    let label = label.lowercased()
    return ephemeralRunners.contains { $0.lowercased() == label }
  }
}
