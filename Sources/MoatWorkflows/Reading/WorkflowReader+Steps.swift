import MoatModel
import MoatSyntax

/// Steps of jobs and composite actions.
extension WorkflowReader {
  mutating func steps(_ entry: YAMLEntry?) -> [Step] {
    guard let entry else { return [] }
    var steps: [Step] = []
    for (index, item) in items(entry.value, "`steps`").enumerated() {
      if let step = step(item, index) { steps.append(step) }
    }
    return steps
  }

  private mutating func step(_ node: YAMLNode, _ index: Int) -> Step? {
    guard let mapping = mapping(node, "a step") else {
      if node.resolved.scalar?.value == .null { complain(node, "the step is empty") }
      return nil
    }
    let fields = fields(mapping)
    return Step(
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
