import MoatExpressions
import MoatModel
import MoatSyntax

/// What a job's token must be able to do, as far as its steps tell.
struct JobNeeds: Sendable {
  /// Scopes with the access that is needed, beyond reading the repository.
  private(set) var scopes: [String: Permissions.Access] = [:]
  /// Why more may be needed; nil where all is known.
  private(set) var unknown: String?

  /// How deep actions of the repository that use one another are followed. GitHub itself stops at
  /// ten.
  private static let maximumDepth = 10

  /// - Parameter list: the steps of the job, none for one that calls a workflow.
  init(of list: StepList, _ facts: WorkflowFacts) {
    self.init(of: list, facts, calls: 0)
  }

  private init(of list: StepList, _ facts: WorkflowFacts, calls: Int) {
    if let uses = list.job?.uses {
      addCall(uses, from: list, facts, calls: calls)
      return
    }
    let blocks = [list.workflow?.env, list.job?.env].compactMap { $0 }
    if blocks.contains(where: { $0.expression != nil }) { lacks("`env` is an expression") }
    let hasToken = blocks.contains(where: Self.holdsToken)
    add(list, hasToken: hasToken, facts, depth: 0)
  }

  // MARK: - Parts

  private mutating func add(
    _ list: StepList, hasToken: Bool, _ facts: WorkflowFacts, depth: Int
  ) {
    for (step, scope) in list.scope.steps {
      add(step, scope, of: list, hasToken: hasToken, facts, depth: depth)
    }
  }

  private mutating func add(
    _ step: Step, _ scope: StepScope, of list: StepList, hasToken: Bool, _ facts: WorkflowFacts,
    depth: Int
  ) {
    let hasToken = hasToken || Self.holdsToken(step.env)
    switch step.content {
    case .run(let script):
      let isInText = script.text.expressions.contains(where: Self.namesToken)
      let use = ScriptTokenUse(script, in: scope, hasToken: hasToken || isInText)
      for need in use.needs { add(need.scope, need.access) }
      if let why = use.unknown { lacks(why) }
    case .uses(let uses, let with):
      let isGiven = hasToken || Self.holdsToken(with) || with?.expression != nil
      add(uses, with, of: list, isGiven: isGiven, facts, depth: depth)
    case .unknown: lacks("a step cannot be read")
    }
  }

  private mutating func add(
    _ uses: UsesReference, _ with: NamedTexts?, of list: StepList, isGiven: Bool,
    _ facts: WorkflowFacts, depth: Int
  ) {
    let name = LegibleText.short(uses.text.text)
    if case .local(let path) = uses.target {
      guard let file = facts.local(path, usedIn: list.path), let action = file.action,
        case .composite = action.runs, let called = file.stepLists.first,
        depth < Self.maximumDepth, !isGiven
      else { return lacks("what `\(name)` does with the token is not known") }
      return add(called, hasToken: false, facts, depth: depth + 1)
    }
    guard let action = uses.action, let known = KnownActions.action(action) else {
      return lacks("what `\(name)` does with the token is not known")
    }
    if isGiven, !known.takesAnyToken { lacks("the token is given to `\(name)`") }
    for need in known.needs { add(need.scope, need.access) }
    // Codecov and others prove who they are by an identity where they are told to.
    if ["use_oidc", "use-oidc"].contains(where: { with?[$0].map { $0.text != "false" } ?? false }) {
      add("id-token", .write)
    }
  }

  /// A workflow of the repository that is called gets at most what the caller has.
  private mutating func addCall(
    _ uses: UsesReference, from list: StepList, _ facts: WorkflowFacts, calls: Int
  ) {
    let name = LegibleText.short(uses.text.text)
    guard case .local(let path) = uses.target,
      let called = facts.local(path, usedIn: list.path), called.workflow != nil,
      calls < Self.maximumDepth
    else { return lacks("what `\(name)` needs is not known") }
    for list in called.stepLists {
      guard let permissions = list.job?.permissions ?? list.workflow?.permissions else {
        let needs = JobNeeds(of: list, facts, calls: calls + 1)
        for (scope, access) in needs.scopes { add(scope, access) }
        if let why = needs.unknown { lacks(why) }
        continue
      }
      guard case .scopes(let scopes) = permissions.kind else {
        lacks("`\(name)` asks for everything")
        continue
      }
      for scope in scopes {
        if let access = scope.access {
          add(scope.name, access)
        } else {
          lacks("`\(name)` asks for what cannot be read")
        }
      }
    }
  }

  private mutating func add(_ scope: String, _ access: Permissions.Access) {
    if access == .none || (scope == "contents" && access == .read) { return }
    scopes[scope] = max(scopes[scope] ?? .none, access)
  }

  private mutating func lacks(_ why: String) { unknown = unknown ?? why }

  // MARK: - The token

  private static func holdsToken(_ texts: NamedTexts?) -> Bool {
    guard let texts else { return false }
    let all = texts.entries.map(\.value) + [texts.expression].compactMap { $0 }
    return all.contains { $0.expressions.contains(where: namesToken) }
  }

  /// Whether an expression may hold the job's token.
  private static func namesToken(_ expression: ExpressionTemplate.Expression) -> Bool {
    guard let node = expression.node else { return true }
    return node.references.contains {
      $0.mayHold("secrets.GITHUB_TOKEN") || $0.mayHold("github.token")
    }
  }
}
