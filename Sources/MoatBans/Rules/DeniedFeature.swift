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
      local.dependencies.flatMap { dependency -> [Finding] in
        var asked = dependency.features.map { ($0, dependency.span) }
        if dependency.usesDefaultFeatures { asked.append(("default", dependency.span)) }
        for request in local.manifest.requestedFeatures where request.dependency == dependency.key {
          asked.append((request.feature, request.span))
        }
        return facts.policy.features.filter { $0.crate == dependency.name }.flatMap { entry in
          asked.filter { entry.denies($0.0) }.map { feature, span in
            finding(feature, of: dependency, at: span, in: local, entry)
          }
        }
      }
    }
  }

  private func finding(
    _ feature: String, of dependency: ManifestDependency, at span: SourceSpan,
    in local: Workspace.LocalPackage, _ entry: BanPolicy.FeatureEntry
  ) -> Finding {
    let reason = entry.reason.map { ": \($0)" } ?? ""
    return Finding(
      Self.info,
      "`\(local.name)` asks for the feature `\(feature)` of `\(dependency.name)`\(reason)",
      at: Label(local.manifest.source.path, span),
      related: [Label(entry.label.path, entry.label.span, "decided here")],
      help: feature == "default"
        ? "add `default-features = false`" : "remove the feature from the manifest")
  }
}

extension BanPolicy.FeatureEntry {
  /// `default` is denied only by name: a list of allowed features is about the others.
  fileprivate func denies(_ feature: String) -> Bool {
    denied.contains(feature)
      || feature != "default" && (allowed.map { !$0.contains(feature) } ?? false)
  }
}
