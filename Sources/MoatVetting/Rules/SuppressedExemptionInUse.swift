package import MoatFindings
import MoatModel

/// Exemptions that were put aside as irrelevant and are not.
package struct SuppressedExemptionInUse: VettingRule {
  package static let info = RuleInfo(
    id: "suppressed-exemption-in-use", group: .vetting, severity: .low,
    evidence: [.lockfile, .auditStore],
    summary: "an exemption with `suggest = false` of a crate that is built",
    explanation: Explanation(
      whatItDoes: """
        Where `[build]` of `moat.toml`, or a flag, names targets, reports exemptions with `suggest = \
        false` of crates that are built for them. Without named targets every platform counts, and \
        the rule is quiet. So it is where the metadata of a package on the way is missing, since \
        then it is not certain that the crate is built.
        """,
      whyItMatters: """
        `suggest = false` mostly means: only other platforms build this, nobody needs to read it. \
        cargo-vet never mentions the crate again, even when an update makes it part of what ships.
        """,
      whatToDo: """
        Remove `suggest = false`, and read the crate when its turn comes. If it was put aside for \
        another reason, such as generated bindings that nobody can read, suppress this finding with \
        that reason.
        """,
      example: """
        ```text
        warning[suppressed-exemption-in-use]: `rustix 1.1.2` is put aside, but it is built
          --> supply-chain/config.toml:70:1
           = note: its notes: only built if targeting WASI
           = help: remove `suggest = false`
        ```
        """),
    references: ["https://mozilla.github.io/cargo-vet/config.html#suggest"])

  package init() {}

  package func findings(in facts: VettingFacts) -> [Finding] {
    facts.exemptions.compactMap { exemption in
      guard !exemption.isSuggested, case .built(let package) = exemption.use else { return nil }
      let identity = PackageIdentity(name: exemption.crate, version: exemption.version)
      return package.finding(
        Self.info, "`\(identity)` is put aside, but it is built", at: exemption.label,
        related: [package.label], notes: exemption.notes.map { ["its notes: \($0)"] } ?? [],
        help: "remove `suggest = false`")
    }
  }
}
