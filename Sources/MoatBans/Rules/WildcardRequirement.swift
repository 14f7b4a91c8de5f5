import MoatCargo
package import MoatFindings
import MoatModel

/// Requirements that accept every version.
package struct WildcardRequirement: BanRule {
  package static let info = RuleInfo(
    id: "wildcard-requirement", group: .bans, severity: .low, evidence: [.manifests],
    summary: "a requirement of `*`",
    explanation: Explanation(
      whatItDoes: """
        Finds `*` requirements on registry crates in the manifests of the workspace. Path and git \
        dependencies without a version are not meant.
        """,
      whyItMatters: """
        The next resolution may take any version, the next major one or one just published by \
        somebody else, and crates.io refuses such a package.
        """,
      whatToDo: "Write the version that is locked now.",
      example: """
        ```text
        warning[wildcard-requirement]: `app` accepts any version of `log`
          --> Cargo.toml:9:1
           = help: write `log = "0.4.21"`
        ```
        """))

  package init() {}

  package func findings(in facts: BanFacts) -> [Finding] {
    facts.registryRequirements { $0.isWildcard }.map { written in
      let dependency = written.dependency
      return Finding(
        Self.info, "\(written.owner) accepts any version of `\(dependency.name)`",
        at: written.label,
        help: facts.lockedVersion(of: dependency.name).map {
          "write `\(dependency.key) = \"\($0)\"`"
        } ?? "write the version the project needs")
    }
  }
}
