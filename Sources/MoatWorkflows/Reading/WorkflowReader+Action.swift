import MoatModel
import MoatSyntax

/// `action.yml`.
extension WorkflowReader {
  mutating func action(_ mapping: YAMLMapping) -> ActionFile {
    let fields = fields(mapping)
    if fields["runs"] == nil { complain(mapping.node, "the action has no `runs`") }
    return ActionFile(
      mapping: mapping, name: text(fields["name"], "`name`"), inputs: inputs(fields["inputs"]),
      runs: runs(fields["runs"]))
  }

  private mutating func runs(_ entry: YAMLEntry?) -> ActionFile.Runs {
    guard let entry, let mapping = mapping(entry.value, "`runs`") else { return .unknown }
    let fields = fields(mapping)
    guard let using = text(fields["using"], "`using`") else {
      complain(entry.key, "`runs` has no `using`")
      return fields["steps"] == nil ? .unknown : .composite(steps(fields["steps"]))
    }
    let kind = using.text.lowercased()
    if kind == "composite" { return .composite(steps(fields["steps"])) }
    if kind == "docker" {
      return .docker(
        image: text(fields["image"], "`image`"), env: namedTexts(fields["env"], "`env`"))
    }
    if kind.hasPrefix("node") {
      return .node(
        using: using, main: text(fields["main"], "`main`"), pre: text(fields["pre"], "`pre`"),
        post: text(fields["post"], "`post`"))
    }
    complain(using.node, "expected `composite`, `docker` or a version of `node` as `using`")
    return .unknown
  }
}
