import MoatModel
import MoatSyntax

/// `.github/dependabot.yml`.
extension WorkflowReader {
  mutating func dependabot(_ mapping: YAMLMapping) -> DependabotFile {
    let fields = fields(mapping)
    if fields["updates"] == nil { complain(mapping.node, "the file has no `updates`") }
    var updates: [DependabotUpdate] = []
    if let entry = fields["updates"] {
      for item in items(entry.value, "`updates`") {
        guard let mapping = self.mapping(item, "an entry of `updates`") else { continue }
        updates.append(update(item, mapping))
      }
    }
    return DependabotFile(
      mapping: mapping, version: text(fields["version"], "`version`"), updates: updates,
      updatesNode: fields["updates"]?.value)
  }

  private mutating func update(_ node: YAMLNode, _ mapping: YAMLMapping) -> DependabotUpdate {
    let fields = fields(mapping)
    let ecosystem = text(fields["package-ecosystem"], "`package-ecosystem`")
    if ecosystem == nil { complain(node, "the entry has no `package-ecosystem`") }
    let schedule = fields["schedule"].flatMap { self.mapping($0.value, "`schedule`") }
    let interval = schedule.flatMap { text(self.fields($0)["interval"], "`interval`") }
    var directories = texts(fields["directory"], "`directory`") ?? []
    directories += texts(fields["directories"], "`directories`") ?? []
    return DependabotUpdate(
      node: node, mapping: mapping, ecosystem: ecosystem?.text.lowercased(),
      ecosystemNode: fields["package-ecosystem"]?.value, directories: directories,
      interval: interval, cooldown: cooldown(fields["cooldown"]),
      externalCodeExecution: text(
        fields["insecure-external-code-execution"], "`insecure-external-code-execution`"),
      pullRequestLimit: text(fields["open-pull-requests-limit"], "`open-pull-requests-limit`"),
      registries: texts(fields["registries"], "`registries`") ?? [])
  }

  private mutating func cooldown(_ entry: YAMLEntry?) -> UpdateCooldown? {
    guard let entry, let mapping = mapping(entry.value, "`cooldown`") else { return nil }
    let fields = fields(mapping)
    let entries = fields.entries.compactMap { key, entry -> NamedTexts.Entry? in
      // The lists of names are read below.
      WorkflowText(entry.value).map {
        NamedTexts.Entry(name: key, nameNode: entry.key, value: $0)
      }
    }
    return UpdateCooldown(
      keyNode: entry.key, node: entry.value,
      entries: NamedTexts(
        keyNode: entry.key, node: entry.value, entries: entries, expression: nil),
      include: texts(fields["include"], "`include`") ?? [],
      exclude: texts(fields["exclude"], "`exclude`") ?? [])
  }
}
