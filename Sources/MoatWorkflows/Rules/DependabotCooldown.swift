package import MoatFindings
import MoatModel
import MoatSyntax

/// Entries of Dependabot's configuration that take releases too soon.
package struct DependabotCooldown: WorkflowRule {
  package static let info = RuleInfo(
    id: "dependabot-cooldown", group: .workflows, severity: .low, evidence: [.workflows],
    fix: .safe, summary: "an update that Dependabot proposes within days of its release",
    explanation: Explanation(
      whatItDoes: """
        Looks at the `cooldown` of every entry in `.github/dependabot.yml`, each by itself, and \
        reports those that wait less than 7 days, or `workflows.cooldown` of `moat.toml`. Without \
        `default-days` Dependabot waits 3 days. Medium where an entry asks for less than that. \
        Entries that are switched off (`open-pull-requests-limit: 0`) are left alone. One finding a \
        file and severity.
        """,
      whyItMatters: """
        Malicious releases are most often found within days. Who merges updates a week after their \
        release lets others find them. Security updates do not wait: a cooldown does not hold them \
        back.
        """,
      whatToDo: "Write `cooldown:` with `default-days: 7` into each entry.",
      example: """
        ```text
        warning[dependabot-cooldown]: 2 entries wait less than 7 days before a new release
          --> .github/dependabot.yml:4:24
           = help: write `cooldown:` with `default-days: 7` into the entry
        ```
        """),
    references: [
      "https://docs.github.com/en/code-security/reference/supply-chain-security/dependabot-options-reference#cooldown-",
      "https://github.blog/changelog/2026-07-14-dependabot-version-updates-introduce-default-package-cooldown/",
    ])

  /// What Dependabot waits where nothing is written, since July 2026.
  private static let builtInDays = 3
  private static let keys = [
    "default-days", "semver-major-days", "semver-minor-days", "semver-patch-days",
  ]

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.files.flatMap { file -> [Finding] in
      let short = (file.dependabot?.updates ?? []).flatMap { tooShort($0, facts.settings) }
      return [Severity.medium, .low].compactMap { severity in
        finding(short.filter { $0.severity == severity }, in: file, facts.settings)
      }
    }
  }

  private struct Short {
    let span: SourceSpan
    let severity: Severity
    let text: String
  }

  private func tooShort(_ update: DependabotUpdate, _ settings: WorkflowSettings) -> [Short] {
    if update.pullRequestLimit?.text == "0" { return [] }
    let name = update.ecosystem.map { "`\($0)`" } ?? "the entry"
    var short: [Short] = []
    if update.cooldown?.defaultDays == nil, Self.builtInDays < settings.cooldownDays {
      let place =
        update.cooldown?.entries.entry("default-days")?.span ?? update.cooldown?.keyNode.span
        ?? update.span
      short.append(
        Short(
          span: place, severity: .low,
          text: "\(name) waits \(Self.builtInDays) days, Dependabot's own default"))
    }
    for key in Self.keys {
      guard let days = update.cooldown?.days(key), days < settings.cooldownDays,
        let entry = update.cooldown?.entries.entry(key)
      else { continue }
      short.append(
        Short(
          span: entry.span, severity: days < Self.builtInDays ? .medium : .low,
          text: "\(name) waits \(Listed.counted(days, "day"))"))
    }
    return short
  }

  private func finding(
    _ short: [Short], in file: WorkflowFile, _ settings: WorkflowSettings
  ) -> Finding? {
    guard let first = short.first else { return nil }
    let days = Listed.counted(settings.cooldownDays, "day")
    let message =
      short.count == 1
      ? "\(first.text) before it proposes a release, less than \(days)"
      : "\(short.count) cooldowns are shorter than \(days)"
    return Finding(
      Self.info, message, at: file.label(first.span, short.count == 1 ? nil : first.text),
      severity: first.severity, related: short.dropFirst().map { file.label($0.span, $0.text) },
      help: "write `cooldown:` with `default-days: \(settings.cooldownDays)` into the entry")
  }
}
