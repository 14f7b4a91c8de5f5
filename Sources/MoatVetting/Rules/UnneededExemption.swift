package import MoatFindings
import MoatModel

/// Exemptions that nothing needs.
package struct UnneededExemption: VettingRule {
  package static let info = RuleInfo(
    id: "unneeded-exemption", group: .vetting, severity: .low,
    evidence: [.lockfile, .auditStore],
    summary: "an exemption that nothing locked needs",
    explanation: Explanation(
      whatItDoes: """
        Reports exemptions of the audit store without which the verdict is the same: the crate is \
        not locked, or not in a version that leads back to the exemption, or audits cover it now. \
        All that is locked counts, whatever `[build]` says, so that cargo-vet agrees.
        """,
      whyItMatters: """
        An exemption says that nobody looked. One that is left over lets the old version back in \
        without anybody noticing, and makes the backlog look larger than it is.
        """,
      whatToDo: "Run `cargo moat vet prune`, which removes what nothing needs.",
      example: """
        ```text
        warning[unneeded-exemption]: nothing needs the exemption of `time 0.1.45`
          --> supply-chain/config.toml:31:1
           = help: `cargo moat vet prune` removes it
        ```
        """),
    references: ["https://mozilla.github.io/cargo-vet/commands.html#prune"])

  package init() {}

  package func findings(in facts: VettingFacts) -> [Finding] {
    facts.exemptions.compactMap { exemption in
      guard case .unneeded = exemption.use else { return nil }
      let identity = PackageIdentity(name: exemption.crate, version: exemption.version)
      return Finding(
        Self.info, "nothing needs the exemption of `\(identity)`", at: exemption.label,
        help: "`cargo moat vet prune` removes it", subject: Subject(package: identity))
    }
  }
}
