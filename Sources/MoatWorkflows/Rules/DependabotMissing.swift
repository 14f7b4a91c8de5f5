package import MoatFindings
import MoatModel
import MoatSyntax

/// Ecosystems that nobody keeps up to date.
package struct DependabotMissing: WorkflowRule {
  package static let info = RuleInfo(
    id: "dependabot-missing", group: .workflows, severity: .low, evidence: [.workflows],
    fix: .safe, summary: "an ecosystem of the repository that nothing keeps up to date",
    explanation: Explanation(
      whatItDoes: """
        Looks for `Cargo.toml`, workflows and actions, `package.json`, Python's manifests, `go.mod`, \
        Dockerfiles and submodules, leaving out folders of tests, examples and fixtures, and reports \
        those without an entry in `.github/dependabot.yml`. A configuration of Renovate counts for \
        all of them. It does not compare folders: one entry a kind is enough.
        """,
      whyItMatters: """
        A pin that nobody updates keeps its holes. Hashes of actions are the ones that people \
        forget: without an entry for `github-actions` they stay at the day they were written.
        """,
      whatToDo: """
        Add an entry a kind to `.github/dependabot.yml`, each with a `cooldown`. \
        `cargo moat workflows fix` does.
        """,
      example: """
        ```text
        warning[dependabot-missing]: `github-actions` has no entry in Dependabot's configuration
          --> .github/dependabot.yml:3:3
           = note: `github-actions`: .github/workflows/ci.yml
        ```
        """),
    references: [
      "https://docs.github.com/en/code-security/reference/supply-chain-security/dependabot-options-reference#package-ecosystem-"
    ])

  /// Names that cover the same manifests.
  private static let alternatives: [String: Set<String>] = [
    "npm": ["npm", "bun"], "pip": ["pip", "uv"], "docker": ["docker", "docker-compose"],
  ]

  package init() {}

  /// The first manifest of each ecosystem without an entry, in order of name.
  static func missing(in facts: WorkflowFacts) -> [EcosystemPresence] {
    let entries = facts.files.compactMap(\.dependabot).flatMap(\.updates)
    return facts.missing(Set(entries.compactMap(\.ecosystem)), alternatives)
  }

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    guard facts.isWhole, facts.renovate == nil else { return [] }
    let configurations = facts.files.filter { $0.role == .dependabot }
    // One that could not be read is reported as such.
    let read = configurations.compactMap { file in file.dependabot.map { (file, $0) } }
    guard read.count == configurations.count else { return [] }
    let missing = Self.missing(in: facts)
    guard !missing.isEmpty else { return [] }
    let notes = missing.map { presence in
      "`\(presence.ecosystem)`: \(presence.path)"
    }
    let names = missing.map { "`\($0.ecosystem)`" }.joined(separator: ", ")
    let has = missing.count == 1 ? "has" : "have"
    guard let (file, dependabot) = read.first else {
      return [
        Finding(
          Self.info, "nothing keeps \(names) up to date", at: Label(facts.dependabotPath),
          notes: notes,
          help: "write a `.github/dependabot.yml` with an entry for each, or configure Renovate")
      ]
    }
    let place = dependabot.updates.first?.span ?? dependabot.updatesNode?.span
    return [
      Finding(
        Self.info, "\(names) \(has) no entry in Dependabot's configuration",
        at: file.label(place), notes: notes,
        help: "add an entry with `package-ecosystem: \(missing.first?.ecosystem ?? "")`")
    ]
  }
}

extension WorkflowFacts {
  fileprivate func missing(
    _ covered: Set<String>, _ alternatives: [String: Set<String>]
  ) -> [EcosystemPresence] {
    var seen: Set<String> = []
    return ecosystems.sorted { ($0.ecosystem, $0.path) < ($1.ecosystem, $1.path) }.filter {
      covered.isDisjoint(with: alternatives[$0.ecosystem] ?? [$0.ecosystem])
        && seen.insert($0.ecosystem).inserted
    }
  }
}
