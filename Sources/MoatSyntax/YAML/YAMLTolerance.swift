/// What is read although YAML 1.2 refuses it, and reported as a ``YAMLProblem``.
package enum YAMLTolerance: Hashable, Sendable {
  case nothing
  /// Lines inside quotes, brackets and braces may start at any column, as libyaml and YamlDotNet
  /// have it. GitHub runs such workflows, so a reader of workflows that refused them would look
  /// away from code that runs.
  case lineIndentation
}
