import MoatModel
import MoatSyntax

/// Steps of jobs and composite actions.
extension WorkflowReader {
  mutating func steps(_ entry: YAMLEntry?) -> [Step] {
    guard let entry else { return [] }
    var steps: [Step] = []
    for item in items(entry.value, "`steps`") { append(item, to: &steps, mayBeGroup: true) }
    return steps
  }

  /// Reads a step. Those of a `parallel` group count as steps of the list.
  private mutating func append(_ node: YAMLNode, to steps: inout [Step], mayBeGroup: Bool) {
    guard let mapping = mapping(node, "a step") else {
      if node.resolved.scalar?.value == .null { complain(node, "the step is empty") }
      return
    }
    let fields = fields(mapping)
    if mayBeGroup, let group = fields["parallel"] {
      for item in items(group.value, "`parallel`") { append(item, to: &steps, mayBeGroup: false) }
    } else if fields["wait"] == nil, fields["wait-all"] == nil, fields["cancel"] == nil {
      steps.append(step(node, mapping, fields, steps.count))
    }
  }

  private mutating func step(
    _ node: YAMLNode, _ mapping: YAMLMapping, _ fields: Fields, _ index: Int
  ) -> Step {
    Step(
      index: index, node: node, mapping: mapping, id: text(fields["id"], "`id`"),
      name: text(fields["name"], "`name`"), content: stepContent(fields, node),
      env: namedTexts(fields["env"], "`env`"), condition: condition(fields["if"]),
      continueOnError: flag(fields["continue-on-error"], "`continue-on-error`"),
      shell: text(fields["shell"], "`shell`"),
      workingDirectory: text(fields["working-directory"], "`working-directory`"))
  }

  private mutating func stepContent(_ fields: Fields, _ node: YAMLNode) -> Step.Content {
    if fields["uses"] != nil, let run = fields["run"] {
      complain(run.key, "a step has `uses` or `run`, not both")
    }
    if let run = fields["run"], let text = text(run.value, "`run`") {
      return .run(ScriptText(keyNode: run.key, text: text))
    }
    if let text = text(fields["uses"], "`uses`") {
      return .uses(uses(text), with: namedTexts(fields["with"], "`with`"))
    }
    if fields["uses"] == nil, fields["run"] == nil {
      complain(node, "the step has neither `uses` nor `run`")
    }
    return .unknown
  }
}
