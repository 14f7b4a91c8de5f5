import MoatFindings
import MoatModel
import MoatSyntax

/// A cooldown for each entry that takes releases too soon. Safe: it changes no run, and security
/// updates do not wait.
enum DependabotCooldownFix {
  static func fixes(in context: FixContext) -> [WorkflowFix] {
    guard !context.findings(of: DependabotCooldown.self).isEmpty else { return [] }
    return (context.file.dependabot?.updates ?? []).flatMap { fixes(of: $0, context) }
  }

  private static func fixes(of update: DependabotUpdate, _ context: FixContext) -> [WorkflowFix] {
    let days = YAMLContent.plain("\(context.facts.settings.cooldownDays)")
    let order = "set `default-days: \(context.facts.settings.cooldownDays)`"
    var fixes: [WorkflowFix] = []
    func add(_ span: SourceSpan, _ message: String, _ edit: WorkflowEdit) {
      guard context.isFound(DependabotCooldown.self, at: span) else { return }
      fixes.append(WorkflowFix(DependabotCooldown.info.id, span, message, .safe([edit])))
    }
    let new = YAMLNewEntry("default-days", days)
    if let cooldown = update.cooldown {
      for entry in cooldown.entries.entries where entry.name.hasSuffix("-days") {
        let message = "set `\(entry.name): \(context.facts.settings.cooldownDays)`"
        add(entry.span, message, .replace(entry.value.node, with: days))
      }
      if cooldown.entries.entry("default-days") == nil,
        let mapping = cooldown.node.resolved.mapping
      {
        add(cooldown.keyNode.span, order, .insert(new, into: mapping, at: .first))
      }
    } else if let entry = update.mapping.first(where: {
      $0.key.resolved.scalar?.text.lowercased() == "cooldown"
    }) {
      add(update.span, order, .replace(entry.value, with: .mapping([new])))
    } else {
      add(
        update.span, order,
        .insert(
          YAMLNewEntry("cooldown", .mapping([new])), into: update.mapping,
          at: update.mapping.place(
            behind: "schedule", "directories", "directory", "package-ecosystem")))
    }
    return fixes
  }
}

/// No code of packages while Dependabot looks for updates. Unsafe: an ecosystem whose manifests are
/// programs may get no more updates.
enum DependabotExecutionFix {
  static func fixes(in context: FixContext) -> [WorkflowFix] {
    (context.file.dependabot?.updates ?? []).compactMap { update in
      guard let value = update.externalCodeExecution,
        context.isFound(DependabotExecution.self, at: value.span)
      else { return nil }
      return WorkflowFix(
        DependabotExecution.info.id, value.span, "set `insecure-external-code-execution: deny`",
        .unsafe(
          [.replace(value.node, with: .string("deny"))],
          because: "manifests that are programs may get no more updates"))
    }
  }
}

/// Entries for what nothing keeps up to date. Safe: it changes no run.
enum DependabotMissingFix {
  static func fixes(in context: FixContext) -> [WorkflowFix] {
    let found = context.findings(of: DependabotMissing.self)
    guard let dependabot = context.file.dependabot, let finding = found.first else { return [] }
    let span = finding.primary.span ?? .start
    return DependabotMissing.missing(in: context.facts).map { presence in
      let order = "add an entry for `\(presence.ecosystem)`"
      guard let sequence = dependabot.updatesNode?.sequence else {
        let why = "`updates` is not a list that could be continued"
        return WorkflowFix(DependabotMissing.info.id, span, order, .left(because: why))
      }
      let entry = entry(for: presence.ecosystem, context.facts)
      return WorkflowFix(
        DependabotMissing.info.id, span, order, .safe([.append(entry, to: sequence)]))
    }
  }

  /// How many folders an entry names; beyond that the list should be written by somebody who knows.
  private static let maximumFolders = 20

  static func entry(for ecosystem: String, _ facts: WorkflowFacts) -> YAMLContent {
    let folders = Set(facts.ecosystems.filter { $0.ecosystem == ecosystem }.map(\.directory))
    // A workspace and everything that is looked for from the root is at the root.
    let places: YAMLNewEntry =
      folders.contains("/") || folders.isEmpty || folders.count > maximumFolders
      ? YAMLNewEntry("directory", .string("/"))
      : folders.count == 1
        ? YAMLNewEntry("directory", .string(folders.first ?? "/"))
        : YAMLNewEntry("directories", .sequence(folders.sorted().map { .string($0) }))
    return .mapping([
      YAMLNewEntry("package-ecosystem", .string(ecosystem)), places,
      YAMLNewEntry("schedule", .mapping([YAMLNewEntry("interval", .string("weekly"))])),
      YAMLNewEntry(
        "cooldown",
        .mapping([YAMLNewEntry("default-days", .plain("\(facts.settings.cooldownDays)"))])),
    ])
  }
}
