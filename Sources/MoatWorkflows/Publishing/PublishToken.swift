import MoatExpressions
import MoatModel
import MoatShell

/// A place that hands a token of crates.io to the steps of a job.
struct PublishToken: Sendable {
  /// Where the value comes from.
  enum Origin: Hashable, Sendable {
    /// A stored secret, by name.
    case secret(String)
    /// The exchange that trusted publishing makes: a token that lives for half an hour.
    case exchange
  }

  let origins: [Origin]
  let span: SourceSpan
  /// The step that gets it; nil where every step of the job does.
  let step: Step?

  var secret: String? {
    origins.lazy.compactMap { if case .secret(let name) = $0 { name } else { nil } }.first
  }
}

extension PublishToken {
  /// The variables that Cargo takes a token of crates.io from.
  /// https://doc.rust-lang.org/cargo/reference/registry-authentication.html
  static let variables: Set<String> = [
    "CARGO_REGISTRY_TOKEN", "CARGO_REGISTRIES_CRATES_IO_TOKEN",
  ]
  /// Inputs of publishing actions that take a token.
  private static let inputs: Set<String> = [
    "registry-token", "cargo_registry_token", "cargo-token",
  ]

  /// Every token that is given to steps of a list, or to the workflow that its job calls.
  static func all(in list: StepList, _ commands: [PublishCommand]) -> [PublishToken] {
    let exchanges = Set(
      list.steps.filter(\.exchangesToken).compactMap { $0.id?.text.lowercased() })
    func tokens(_ block: NamedTexts?, _ names: Set<String>, _ step: Step?) -> [PublishToken] {
      (block?.entries ?? []).compactMap { entry in
        guard names.contains(where: { $0.lowercased() == entry.name.lowercased() }) else {
          return nil
        }
        return token(entry.value, step, list, exchanges)
      }
    }
    var found =
      tokens(list.workflow?.env, variables, nil) + tokens(list.job?.env, variables, nil)
    if case .named(let passed)? = list.job?.secrets { found += tokens(passed, variables, nil) }
    for step in list.steps {
      found += tokens(step.env, variables, step) + tokens(step.with, inputs, step)
      found += login(step, list, exchanges)
    }
    for command in commands {
      if let text = command.token {
        found += argument(text, of: command, list, exchanges).map { [$0] } ?? []
      }
    }
    return found
  }

  private static func token(
    _ text: WorkflowText, _ step: Step?, _ list: StepList, _ exchanges: Set<String>
  ) -> PublishToken? {
    let origins = origins(text, step, list, exchanges)
    return origins.isEmpty ? nil : PublishToken(origins: origins, span: text.span, step: step)
  }

  /// `cargo login`, with the token as argument or piped into it.
  private static func login(
    _ step: Step, _ list: StepList, _ exchanges: Set<String>
  ) -> [PublishToken] {
    guard let script = step.script, script.text.text.mentions("cargo login") else { return [] }
    let texts = [script.text] + (step.env?.entries ?? []).map(\.value)
    return texts.lazy.compactMap { token($0, step, list, exchanges) }.first.map { [$0] } ?? []
  }

  /// `--token`, as an expression or through a variable of the step, the job or the workflow.
  private static func argument(
    _ text: ShellText, of command: PublishCommand, _ list: StepList, _ exchanges: Set<String>
  ) -> PublishToken? {
    var origins: [Origin] = []
    for part in text.parts {
      switch part {
      case .mask(let id):
        guard let expressions = command.step.script?.text.expressions,
          expressions.indices.contains(id), let node = expressions[id].node
        else { continue }
        origins += Self.origins(node, command.step, list, exchanges)
      case .variable(let name):
        if variables.contains(name) { continue }
        guard let value = variable(name, command.step, list) else { continue }
        origins += Self.origins(value, command.step, list, exchanges)
      default: continue
      }
    }
    return origins.isEmpty
      ? nil : PublishToken(origins: origins, span: command.span, step: command.step)
  }

  private static func variable(_ name: String, _ step: Step?, _ list: StepList) -> WorkflowText? {
    step?.env?[name] ?? list.job?.env?[name] ?? list.workflow?.env?[name]
  }

  // MARK: - Origins

  private static func origins(
    _ text: WorkflowText, _ step: Step?, _ list: StepList, _ exchanges: Set<String>
  ) -> [Origin] {
    text.expressions.flatMap { expression in
      expression.node.map { origins($0, step, list, exchanges) } ?? []
    }
  }

  private static func origins(
    _ node: ExpressionNode, _ step: Step?, _ list: StepList, _ exchanges: Set<String>,
    followsVariables: Bool = true
  ) -> [Origin] {
    node.sources.flatMap { reference -> [Origin] in
      guard let name = reference.name(0) else { return [] }
      switch reference.context.lowercased() {
      case "secrets": return name.lowercased() == "github_token" ? [] : [.secret(name)]
      case "steps": return exchanges.contains(name.lowercased()) ? [.exchange] : []
      case "env":
        guard followsVariables, let value = variable(name, step, list) else { return [] }
        return value.expressions.flatMap { expression in
          expression.node.map { origins($0, step, list, exchanges, followsVariables: false) } ?? []
        }
      default: return []
      }
    }
  }
}

extension Step {
  /// Whether it exchanges the job's identity for a token of crates.io.
  var exchangesToken: Bool { uses?.action == "rust-lang/crates-io-auth-action" }
}
