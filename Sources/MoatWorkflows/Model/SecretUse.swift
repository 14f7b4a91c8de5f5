import MoatExpressions
import MoatModel

/// What a text takes from the `secrets` context.
struct SecretUse {
  /// Names of secrets, in upper case as GitHub stores them, each once. Without the job's own token.
  private(set) var names: [String] = []
  /// An expression that takes all of them, `toJSON(secrets)`, or one whose name only a run knows.
  private(set) var whole: Range<Int>?

  init(_ text: WorkflowText) {
    guard text.template != nil else { return }
    for expression in text.expressions {
      guard let node = expression.node else { continue }
      for reference in node.references where reference.context.lowercased() == "secrets" {
        switch reference.path.first {
        case .name(let name)?:
          let name = name.uppercased()
          if name != "GITHUB_TOKEN", !names.contains(name) { names.append(name) }
        case .any?: whole = expression.span
        case nil: if Self.takesAll(node) { whole = expression.span }
        }
      }
    }
  }

  /// Whether the whole context becomes text, and is not only compared or asked for a member.
  private static func takesAll(_ node: ExpressionNode) -> Bool {
    node.sources.contains { $0.context.lowercased() == "secrets" && $0.path.isEmpty }
  }
}
