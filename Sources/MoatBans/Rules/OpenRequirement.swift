import MoatCargo
package import MoatFindings
import MoatModel

/// Requirements without an upper bound.
package struct OpenRequirement: BanRule {
  package static let info = RuleInfo(
    id: "open-requirement", group: .bans, severity: .low, evidence: [.manifests],
    summary: "a requirement without an upper bound",
    explanation: Explanation(
      whatItDoes: "Finds requirements such as `>=1.2` that accept every later major version.",
      whyItMatters: """
        A breaking or hostile release of any later major version is taken by the next resolution. \
        Users of a library get it without having asked.
        """,
      whatToDo: "Bound it: `>=1.2, <3`.",
      example: """
        ```text
        warning[open-requirement]: `app` accepts every version of `log` from `>=0.4` on
          --> Cargo.toml:9:1
           = help: add an upper bound: `>=0.4, <0.5`
        ```
        """))

  package init() {}

  package func findings(in facts: BanFacts) -> [Finding] {
    facts.registryRequirements { !$0.isWildcard && !$0.hasUpperBound }.map { written in
      let requirement = written.requirement
      let bound = facts.lockedVersion(of: written.dependency.name).map { version in
        version.major > 0 ? "\(version.major + 1)" : "0.\(version.minor + 1)"
      }
      return Finding(
        Self.info,
        "\(written.owner) accepts every version of `\(written.dependency.name)` from `\(requirement)` on",
        at: written.label,
        help: "add an upper bound" + (bound.map { ": `\(requirement), <\($0)`" } ?? ""))
    }
  }
}
