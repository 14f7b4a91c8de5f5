import MoatModel
import MoatSyntax

/// The top of a workflow.
extension WorkflowReader {
  mutating func workflow(_ mapping: YAMLMapping) -> Workflow {
    let fields = fields(mapping)
    if fields["on"] == nil { complain(mapping.node, "the workflow has no `on`") }
    if fields["jobs"] == nil { complain(mapping.node, "the workflow has no `jobs`") }
    var jobs: [Job] = []
    if let entry = fields["jobs"], let all = self.mapping(entry.value, "`jobs`") {
      for (id, entry) in self.fields(all).entries {
        if let job = job(id, entry) { jobs.append(job) }
      }
    }
    return Workflow(
      mapping: mapping, name: text(fields["name"], "`name`"),
      runName: text(fields["run-name"], "`run-name`"), onKey: fields["on"]?.key,
      triggers: triggers(fields["on"], mapping), permissions: permissions(fields["permissions"]),
      env: namedTexts(fields["env"], "`env`"), defaults: defaults(fields["defaults"]), jobs: jobs)
  }

  // MARK: - Triggers

  private mutating func triggers(_ entry: YAMLEntry?, _ mapping: YAMLMapping) -> Triggers {
    guard let entry else { return Triggers(node: mapping.node, events: []) }
    var events: [Trigger] = []
    if let mapping = entry.value.resolved.mapping {
      for (name, entry) in fields(mapping).entries {
        events.append(trigger(name, entry.key, entry.value))
      }
    } else {
      for item in items(entry.value, "`on`", allowsOne: true) {
        if let text = text(item, "an event") { events.append(trigger(text.text, item, nil)) }
      }
    }
    return Triggers(node: entry.value, events: events)
  }

  private mutating func trigger(_ name: String, _ node: YAMLNode, _ value: YAMLNode?) -> Trigger {
    let name = name.lowercased()
    // `schedule` has a list.
    let configuration = value.flatMap { value -> YAMLMapping? in
      name == "schedule" ? nil : mapping(value, "`\(LegibleText.short(name))`")
    }
    let fields = configuration.map { self.fields($0) } ?? Fields()
    return Trigger(
      name: name, nameNode: node, configuration: configuration,
      branches: texts(fields["branches"], "`branches`"),
      ignoredBranches: texts(fields["branches-ignore"], "`branches-ignore`"),
      tags: texts(fields["tags"], "`tags`"),
      ignoredTags: texts(fields["tags-ignore"], "`tags-ignore`"),
      types: texts(fields["types"], "`types`"),
      workflows: texts(fields["workflows"], "`workflows`"), inputs: inputs(fields["inputs"]))
  }

  /// The `inputs` of a trigger or an action.
  mutating func inputs(_ entry: YAMLEntry?) -> [WorkflowInput] {
    guard let entry, let all = mapping(entry.value, "`inputs`") else { return [] }
    return fields(all).entries.map { name, entry in
      let fields = mapping(entry.value, "an input").map { self.fields($0) } ?? Fields()
      return WorkflowInput(
        name: name, nameNode: entry.key, type: text(fields["type"], "`type`")?.text.lowercased(),
        defaultValue: fields["default"].flatMap { WorkflowText($0.value) })
    }
  }

  // MARK: - Shared by workflows and jobs

  mutating func permissions(_ entry: YAMLEntry?) -> Permissions? {
    guard let entry else { return nil }
    return Permissions(keyNode: entry.key, node: entry.value, kind: permissionKind(entry.value))
  }

  private mutating func permissionKind(_ node: YAMLNode) -> Permissions.Kind {
    if let scalar = node.resolved.scalar {
      switch scalar.text {
      case "write-all": return .all(.write)
      case "read-all": return .all(.read)
      case "" where scalar.isAbsent:
        complain(node, "`permissions` has no value", help: "write `permissions: {}` for none")
        return .unknown
      default:
        complain(node, "expected `read-all`, `write-all` or scopes as `permissions`")
        return .unknown
      }
    }
    guard let mapping = mapping(node, "`permissions`") else { return .unknown }
    return .scopes(
      fields(mapping).entries.map { name, entry in
        let access = entry.value.resolved.scalar.flatMap {
          Permissions.Access(rawValue: $0.text.lowercased())
        }
        if access == nil {
          complain(
            entry.value,
            "expected `read`, `write` or `none` as the access to `\(LegibleText.short(name))`")
        }
        return Permissions.Scope(
          name: name.lowercased(), nameNode: entry.key, node: entry.value, access: access)
      })
  }

  mutating func defaults(_ entry: YAMLEntry?) -> RunDefaults? {
    guard let entry, let mapping = mapping(entry.value, "`defaults`") else { return nil }
    guard let run = fields(mapping)["run"] else { return nil }
    guard let mapping = self.mapping(run.value, "`run`") else { return nil }
    let fields = fields(mapping)
    return RunDefaults(
      shell: text(fields["shell"], "`shell`"),
      workingDirectory: text(fields["working-directory"], "`working-directory`"))
  }
}
