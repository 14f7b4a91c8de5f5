import MoatExpressions
import MoatSyntax

/// What a job's token must be able to do, as far as its steps tell.
struct TokenNeeds: Sendable {
  /// Scopes with the access that is needed, beyond reading the repository.
  private(set) var scopes: [String: Permissions.Access] = [:]
  /// Why more may be needed; empty where all is known.
  private(set) var unknown: [String] = []

  init(of job: Job, in workflow: Workflow, _ facts: WorkflowFacts) {
    if let uses = job.uses {
      unknown = ["what `\(LegibleText.short(uses.text.text))` needs is its own affair"]
      return
    }
    if let env = job.env ?? workflow.env, env.expression != nil {
      unknown.append("`env` is an expression")
    }
    let shared = Self.tokens(in: workflow.env) || Self.tokens(in: job.env)
    for step in job.steps { add(step, jobPassesToken: shared, facts) }
  }

  private mutating func add(_ step: Step, jobPassesToken: Bool, _ facts: WorkflowFacts) {
    let hasToken = jobPassesToken || Self.tokens(in: step.env)
    switch step.content {
    case .run(let script):
      let isInScript = script.text.expressions.contains(where: Self.namesToken)
      add(ScriptTokenUse(script.text.text, hasToken: hasToken || isInScript))
    case .uses(let uses, let with):
      let name = LegibleText.short(uses.text.text)
      guard let action = uses.action, let known = KnownActions.action(action) else {
        unknown.append("what `\(name)` does with the token is not known")
        return
      }
      if !known.takesAnyToken, hasToken || Self.tokens(in: with) || with?.expression != nil {
        unknown.append("the token is given to `\(name)`")
      }
      for need in known.needs { add(need.scope, need.access) }
    case .unknown:
      unknown.append("a step cannot be read")
    }
  }

  private mutating func add(_ use: ScriptTokenUse) {
    for need in use.needs { add(need.scope, need.access) }
    if let why = use.unknown { unknown.append(why) }
  }

  private mutating func add(_ scope: String, _ access: Permissions.Access) {
    scopes[scope] = max(scopes[scope] ?? .none, access)
  }

  private static func tokens(in texts: NamedTexts?) -> Bool {
    guard let texts else { return false }
    return texts.entries.contains { $0.value.expressions.contains(where: namesToken) }
      || texts.expression?.expressions.contains(where: namesToken) ?? false
  }

  /// Whether an expression may hold the job's token.
  private static func namesToken(_ expression: ExpressionTemplate.Expression) -> Bool {
    guard let node = expression.node else { return expression.failure != nil }
    return node.references.contains {
      $0.mayHold("secrets.GITHUB_TOKEN") || $0.mayHold("github.token")
    }
  }
}
