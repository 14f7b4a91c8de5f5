package import MoatFindings
import MoatModel

/// Entries of Dependabot's configuration that let updates run code.
package struct DependabotExecution: WorkflowRule {
  package static let info = RuleInfo(
    id: "dependabot-execution", group: .workflows, severity: .medium, evidence: [.workflows],
    fix: .unsafe, summary: "a configuration that lets Dependabot run the code of what it updates",
    explanation: Explanation(
      whatItDoes: """
        Finds entries of `.github/dependabot.yml` with `insecure-external-code-execution: allow`. \
        High where the entry is also given registries, and with them credentials.
        """,
      whyItMatters: """
        Dependabot then runs what manifests and packages ask for while it looks for updates. A \
        package that was taken over can read the credentials of private registries before anybody \
        has seen its new release.
        """,
      whatToDo: "Remove the key, or write `deny`.",
      example: """
        ```text
        error[dependabot-execution]: Dependabot may run code of `bundler` packages
          --> .github/dependabot.yml:8:5
           = help: remove `insecure-external-code-execution`, or write `deny`
        ```
        """),
    references: [
      "https://docs.github.com/en/code-security/reference/supply-chain-security/dependabot-options-reference#insecure-external-code-execution-"
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.files.flatMap { file in
      (file.dependabot?.updates ?? []).compactMap { update -> Finding? in
        guard let value = update.externalCodeExecution, value.text.lowercased() == "allow"
        else { return nil }
        return Finding(
          Self.info, "Dependabot may run code of `\(update.ecosystem ?? "unknown")` packages",
          at: file.label(value.span), severity: update.registries.isEmpty ? nil : .high,
          notes: update.registries.isEmpty ? [] : ["the entry is given credentials of registries"],
          help: "remove `insecure-external-code-execution`, or write `deny`")
      }
    }
  }
}
