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

  init(of job: Job, in workflow: Workflow, _ file: WorkflowFile, _ facts: WorkflowFacts) {
    self.init(of: job, in: workflow, file, facts, calls: 0)
  }

  private init(
    of job: Job, in workflow: Workflow, _ file: WorkflowFile, _ facts: WorkflowFacts, calls: Int
  ) {
    if let uses = job.uses {
      addCall(uses, facts, calls: calls)
      return
    }
    if workflow.env?.expression != nil || job.env?.expression != nil {
      lacks("`env` is an expression")
    }
    let hasToken = Self.holdsToken(workflow.env) || Self.holdsToken(job.env)
    let list = StepList(file: file, owner: (workflow, job), steps: job.steps)
    add(list, hasToken: hasToken, facts, depth: 0)
  }

  // MARK: - Parts

  private mutating func add(
    _ list: StepList, hasToken: Bool, _ facts: WorkflowFacts, depth: Int
  ) {
    for (step, scope) in JobScope(list).steps {
      add(step, scope, hasToken: hasToken, facts, depth: depth)
    }
  }

  private mutating func add(
    _ step: Step, _ scope: StepScope, hasToken: Bool, _ facts: WorkflowFacts, depth: Int
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
      add(uses, with, isGiven: isGiven, facts, depth: depth)
    case .unknown: lacks("a step cannot be read")
    }
  }

  private mutating func add(
    _ uses: UsesReference, _ with: NamedTexts?, isGiven: Bool, _ facts: WorkflowFacts, depth: Int
  ) {
    let name = LegibleText.short(uses.text.text)
    if case .local(let path) = uses.target {
      guard let (file, action) = facts.action(at: path), depth < Self.maximumDepth, !isGiven,
        case .composite(let steps) = action.runs
      else { return lacks("what `\(name)` does with the token is not known") }
      let list = StepList(file: file, owner: nil, steps: steps)
      return add(list, hasToken: false, facts, depth: depth + 1)
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
  private mutating func addCall(_ uses: UsesReference, _ facts: WorkflowFacts, calls: Int) {
    let name = LegibleText.short(uses.text.text)
    guard case .local(let path) = uses.target, let (file, called) = facts.workflow(at: path),
      calls < Self.maximumDepth
    else { return lacks("what `\(name)` needs is not known") }
    for job in called.jobs {
      guard let permissions = job.permissions ?? called.permissions else {
        let needs = JobNeeds(of: job, in: called, file, facts, calls: calls + 1)
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

extension WorkflowFacts {
  /// The action in a folder of the repository, as `uses: ./folder` names it.
  fileprivate func action(at path: String) -> (WorkflowFile, ActionFile)? {
    let folder = absolute(path)
    let prefix = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
    let file = files.first {
      $0.source.path == "\(prefix)action.yml" || $0.source.path == "\(prefix)action.yaml"
    }
    return file.flatMap { file in file.action.map { (file, $0) } }
  }

  /// The workflow that `uses: ./.github/workflows/name.yml` names.
  fileprivate func workflow(at path: String) -> (WorkflowFile, Workflow)? {
    let path = absolute(path)
    return workflows.first { $0.file.source.path == path }
  }

  /// A path in the repository as files are named.
  private func absolute(_ path: String) -> String {
    let top =
      dependabotPath.hasSuffix(Self.dependabot)
      ? dependabotPath.dropLast(Self.dependabot.count) : ""
    return top + path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  private static let dependabot = ".github/dependabot.yml"
}
