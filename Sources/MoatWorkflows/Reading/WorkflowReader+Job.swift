import MoatModel
import MoatSyntax

/// Jobs and what belongs to them.
extension WorkflowReader {
  mutating func job(_ id: String, _ entry: YAMLEntry) -> Job? {
    guard let mapping = mapping(entry.value, "the job `\(LegibleText.short(id))`") else {
      if entry.value.resolved.scalar?.value == .null { complain(entry.key, "the job is empty") }
      return nil
    }
    let fields = fields(mapping)
    if fields["uses"] == nil, fields["steps"] == nil {
      complain(entry.key, "the job `\(LegibleText.short(id))` has neither `steps` nor `uses`")
    }
    let strategy = fields["strategy"].flatMap { entry in
      // An expression may make the whole strategy.
      WorkflowText(entry.value) == nil ? self.mapping(entry.value, "`strategy`") : nil
    }
    var matrix = strategy.flatMap { self.fields($0)["matrix"] }.flatMap { self.matrix($0.value) }
    if let text = fields["strategy"].flatMap({ WorkflowText($0.value) }), text.template != nil {
      matrix = Matrix(
        node: text.node, axes: [], include: [], exclude: [], expressions: [(nil, text)],
        isOpen: true)
    }
    return Job(
      id: id, idNode: entry.key, mapping: mapping, name: text(fields["name"], "`name`"),
      permissions: permissions(fields["permissions"]),
      environment: environment(fields["environment"]), env: namedTexts(fields["env"], "`env`"),
      defaults: defaults(fields["defaults"]), runsOn: fields["runs-on"].map { runsOn($0.value) },
      container: fields["container"].flatMap { container($0.value, name: nil) },
      services: services(fields["services"]), matrix: matrix, condition: condition(fields["if"]),
      continueOnError: flag(fields["continue-on-error"], "`continue-on-error`"),
      needs: texts(fields["needs"], "`needs`") ?? [],
      outputs: namedTexts(fields["outputs"], "`outputs`"), steps: steps(fields["steps"]),
      uses: text(fields["uses"], "`uses`").map { uses($0) },
      with: namedTexts(fields["with"], "`with`"), secrets: secrets(fields["secrets"]))
  }

  mutating func condition(_ entry: YAMLEntry?) -> Condition? {
    guard let entry, let text = text(entry, "`if`") else { return nil }
    return Condition(keyNode: entry.key, text: text)
  }

  /// Reads what `uses` names, and says if it is nothing that GitHub could run.
  mutating func uses(_ text: WorkflowText) -> UsesReference {
    let reference = UsesReference(text)
    switch reference.target {
    case .unknown:
      complain(
        text.node, "`\(LegibleText.short(text.text))` names no action",
        help: "write `owner/name@ref`, `./folder` or `docker://image`")
    case .repository(_, _, _, nil), .repository(_, _, _, ""):
      complain(
        text.node, "`\(LegibleText.short(text.text))` has no ref", help: "write `@` and a commit")
    case .repository, .local, .docker: break
    }
    return reference
  }

  private mutating func environment(_ entry: YAMLEntry?) -> JobEnvironment? {
    guard let entry else { return nil }
    if let name = WorkflowText(entry.value) {
      if name.text.isEmpty { return nil }
      return JobEnvironment(keyNode: entry.key, node: entry.value, name: name, url: nil)
    }
    guard let mapping = mapping(entry.value, "`environment`") else { return nil }
    let fields = fields(mapping)
    return JobEnvironment(
      keyNode: entry.key, node: entry.value, name: text(fields["name"], "`name`"),
      url: text(fields["url"], "`url`"))
  }

  private mutating func runsOn(_ node: YAMLNode) -> RunsOn {
    guard let mapping = node.resolved.mapping else {
      let labels = items(node, "`runs-on`", allowsOne: true).compactMap { text($0, "a label") }
      return RunsOn(node: node, labels: labels, group: nil)
    }
    let fields = fields(mapping)
    return RunsOn(
      node: node, labels: texts(fields["labels"], "`labels`") ?? [],
      group: text(fields["group"], "`group`"))
  }

  private mutating func container(_ node: YAMLNode, name: String?) -> Container? {
    if let image = WorkflowText(node) {
      if image.text.isEmpty { return nil }
      return Container(
        name: name, node: node, image: image, env: nil, credentials: nil, options: nil)
    }
    guard let mapping = mapping(node, "a container") else { return nil }
    let fields = fields(mapping)
    if fields["image"] == nil { complain(node, "the container has no `image`") }
    return Container(
      name: name, node: node, image: text(fields["image"], "`image`"),
      env: namedTexts(fields["env"], "`env`"),
      credentials: namedTexts(fields["credentials"], "`credentials`"),
      options: text(fields["options"], "`options`"))
  }

  private mutating func services(_ entry: YAMLEntry?) -> [Container] {
    guard let entry, WorkflowText(entry.value)?.template == nil,
      let mapping = mapping(entry.value, "`services`")
    else { return [] }
    return fields(mapping).entries.compactMap { name, entry in container(entry.value, name: name) }
  }

  private mutating func secrets(_ entry: YAMLEntry?) -> PassedSecrets? {
    guard let entry else { return nil }
    if entry.value.resolved.scalar?.text == "inherit" {
      return .inherit(keyNode: entry.key, node: entry.value)
    }
    return namedTexts(entry, "`secrets`").map { .named($0) }
  }
}
