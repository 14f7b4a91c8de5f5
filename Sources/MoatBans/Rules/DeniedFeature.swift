import MoatCargo
package import MoatFindings
import MoatModel

/// Features that manifests of the workspace may not ask for.
package struct DeniedFeature: BanRule {
  package static let info = RuleInfo(
    id: "denied-feature", group: .bans, severity: .high, evidence: [.manifests, .policy],
    summary: "a feature that `bans.features` denies",
    explanation: Explanation(
      whatItDoes: """
        Compares the features that the workspace's own manifests ask for with `bans.features`. \
        `default` stands for default features. What other crates' manifests ask for is not in the \
        lockfile and is not judged here.
        """,
      whyItMatters: """
        A feature can bring in a C library, a network client or a build script. Decisions about \
        crates are often decisions about features.
        """,
      whatToDo: """
        Remove the feature, or change the decision:

        ```toml
        [[bans.features]]
        crate = "reqwest"
        deny = ["default", "native-tls"]
        ```
        """,
      example: """
        ```text
        error[denied-feature]: `app` asks for the feature `native-tls` of `reqwest`
          --> Cargo.toml:14:1
        ```
        """))

  package init() {}

  package func findings(in facts: BanFacts) -> [Finding] {
    facts.workspace.localPackages.filter(\.isInsideRepository).flatMap { local in
      local.dependencies.flatMap { dependency in
        facts.policy.features.filter { $0.crate == dependency.name }.flatMap { entry in
          let asked = dependency.features + (dependency.usesDefaultFeatures ? ["default"] : [])
          return asked.filter { feature in
            entry.denied.contains(feature)
              || entry.allowed.map { !$0.contains(feature) && feature != "default" } ?? false
          }.map { feature in
            let reason = entry.reason.map { ": \($0)" } ?? ""
            return Finding(
              Self.info,
              "`\(local.name)` asks for the feature `\(feature)` of `\(dependency.name)`\(reason)",
              at: Label(local.manifest.source.path, dependency.span),
              related: [Label(entry.label.path, entry.label.span, "decided here")],
              help: feature == "default"
                ? "add `default-features = false`" : "remove the feature from the manifest")
          }
        }
      }
    }
  }
}
