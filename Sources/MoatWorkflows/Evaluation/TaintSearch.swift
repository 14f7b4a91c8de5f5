package import MoatExpressions
import MoatModel

/// Finds who chooses the text that an expression puts somewhere: followed through `env`, inputs,
/// outputs of steps and jobs, within the files that are known.
package struct TaintSearch: Sendable {
  /// How many definitions behind each other are followed; they may go round in a circle.
  private static let maximumDepth = 6
  /// How many references are looked at for one expression: variables that name many others, which
  /// name many others, would otherwise never end. Real ones need a handful.
  private static let maximumSteps = 1_000

  let facts: WorkflowFacts
  let reach: StrangerReach
  /// Every use of a workflow or an action of the same repository, by the path of its file.
  private let calls: [String: [Call]]

  package init(_ facts: WorkflowFacts) {
    self.facts = facts
    reach = StrangerReach(facts)
    var calls: [String: [Call]] = [:]
    for use in facts.usedActions {
      guard case .local(let path) = use.reference.target,
        let callee = facts.local(path, usedIn: use.list.path)
      else { continue }
      let with = use.step.map(\.with) ?? use.list.job?.with
      calls[callee.source.path, default: []].append(
        Call(list: use.list, step: use.step, with: with))
    }
    self.calls = calls
  }

  /// Where an expression stands.
  struct Place {
    let list: StepList
    /// Nil for a value of the job or the workflow.
    let step: Step?
    let depth: Int
    /// Shared by all places that one question leads to.
    private let budget: Budget

    init(list: StepList, step: Step?) {
      self.init(list: list, step: step, depth: 0, budget: Budget())
    }

    private init(list: StepList, step: Step?, depth: Int, budget: Budget) {
      self.list = list
      self.step = step
      self.depth = depth
      self.budget = budget
    }

    func deeper(_ step: Step?) -> Place { deeper(list, step) }

    func deeper(_ list: StepList, _ step: Step?) -> Place {
      Place(list: list, step: step, depth: depth + 1, budget: budget)
    }

    /// Whether references were left unfollowed because there are too many.
    var isExhausted: Bool { budget.left < 0 }

    /// Whether another reference may be looked at.
    func mayGoOn() -> Bool {
      budget.left -= 1
      return budget.left >= 0 && depth < TaintSearch.maximumDepth
    }

    private final class Budget {
      var left = TaintSearch.maximumSteps
    }

    /// What `env` of the step, the job or the workflow says about a variable.
    func variable(_ name: String) -> WorkflowText? {
      let blocks = [step?.env, list.job?.env, list.workflow?.env]
      return blocks.lazy.compactMap { $0?.entry(name)?.value }.first
    }
  }

  /// Who chooses what an expression in a step becomes; nil for nobody. Of several it is the one
  /// that matters most.
  package func taint(
    of expression: ExpressionNode, at step: Step, in list: StepList
  ) -> Taint? {
    answer(Place(list: list, step: step)) { taint(of: expression, $0) }
  }

  /// Who chooses what a variable of a step becomes.
  func taint(ofVariable name: String, at place: Place) -> Taint? {
    place.variable(name).flatMap { text in
      answer(Place(list: place.list, step: place.step).deeper(nil)) { taint(of: text, $0) }
    }
  }

  private func answer(_ place: Place, _ find: (Place) -> Taint?) -> Taint? {
    let found = find(place)
    // What was not followed may lead to anybody.
    guard place.isExhausted, found?.control != .stranger else { return found }
    return Taint(.unknown, "more than \(Self.maximumSteps) values that lead to each other")
  }

  private func taint(of expression: ExpressionNode, _ place: Place) -> Taint? {
    Self.strongest(expression.sources.compactMap { taint(of: $0, place) })
  }

  /// Who chooses any expression in a text.
  private func taint(of text: WorkflowText, _ place: Place) -> Taint? {
    Self.strongest(
      text.expressions.compactMap { $0.node.flatMap { taint(of: $0, place) } })
  }

  static func strongest(_ taints: [Taint]) -> Taint? {
    taints.filter { $0.control > .nobody }.max {
      $0.weight.lexicographicallyPrecedes($1.weight)
    }
  }

  private func taint(of reference: ExpressionReference, _ place: Place) -> Taint? {
    guard place.mayGoOn() else { return nil }
    switch reference.context.lowercased() {
    case "github": return payload(reference, place)
    case "inputs": return input(reference.name(0), place)
    case "steps": return output(reference, place)
    case "env", "needs", "matrix":
      return Self.strongest(
        definitions(of: reference, place).compactMap { taint(of: $0.text, $0.place) })
    default: return nil
    }
  }

  // MARK: - The event

  private func payload(_ reference: ExpressionReference, _ place: Place) -> Taint? {
    if reference.isInside("github.event.inputs") { return input(reference.name(2), place) }
    guard let workflow = place.list.workflow else {
      // Whoever uses a composite action decides on the event.
      return Self.strongest(
        TaintTable.rows.filter { $0.control == .stranger && reference.touches($0.path) }.map {
          Taint(.caller, $0.what, hasLines: $0.hasLines)
        })
    }
    let written = Set(workflow.triggers.events.map(\.name))
    let inherited = Set(reach.events(ofFile: place.list.path).map(\.rawValue))
    let live =
      place.step.map { reach.events(of: $0, in: place.list) }
      ?? reach.events(of: place.list)
    let taints = TaintTable.rows.compactMap { row -> Taint? in
      guard reference.touches(row.path) else { return nil }
      guard !row.events.isDisjoint(with: written.union(inherited)) else { return nil }
      let strangers = live.filter { row.events.contains($0.rawValue) }
      // A stranger whom every condition keeps out leaves those who may write.
      let isOut = row.control == .stranger && strangers.isEmpty
      return Taint(
        isOut ? .writer : row.control, row.what, hasLines: row.hasLines,
        isPrivileged: strangers.contains(where: \.isPrivileged))
    }
    return Self.strongest(taints)
  }

  // MARK: - Inputs

  private func input(_ name: String?, _ place: Place) -> Taint? {
    let what = name.map { "the input `\($0)`" } ?? "an input"
    let callers = calls[place.list.path] ?? []
    var taints = callers.compactMap { caller -> Taint? in
      guard let name, let text = caller.with?[name] else { return nil }
      return taint(of: text, caller.place(place))
    }
    if let workflow = place.list.workflow {
      for trigger in workflow.triggers.events {
        let isText = trigger.inputs.contains {
          $0.isFreeText && (name == nil || $0.name.lowercased() == name?.lowercased())
        }
        if isText, trigger.name == "workflow_dispatch" {
          taints.append(Taint(.writer, what, hasLines: true))
        }
        if isText, trigger.name == "workflow_call", callers.isEmpty {
          taints.append(Taint(.caller, what, hasLines: true))
        }
      }
    } else {
      // An action outside `.github` is there for others to use.
      let isPrivate = place.list.path.split(separator: "/").contains(".github")
      if callers.isEmpty || !isPrivate { taints.append(Taint(.caller, what, hasLines: true)) }
    }
    return Self.strongest(taints)
  }

  /// A job or step that uses a workflow or an action of the same repository.
  private struct Call: Sendable {
    let list: StepList
    let step: Step?
    let with: NamedTexts?

    func place(_ callee: Place) -> Place { callee.deeper(list, step) }
  }

  // MARK: - Definitions

  /// The texts in the known files that a reference gets its value from: of `env`, the matrix,
  /// inputs that callers pass and outputs of jobs.
  func definitions(
    of reference: ExpressionReference, _ place: Place
  ) -> [(text: WorkflowText, place: Place)] {
    guard place.mayGoOn(), let name = reference.name(0) else { return [] }
    switch reference.context.lowercased() {
    case "env":
      // The step's own variables are not there while they are made.
      return place.variable(name).map { [($0, place.deeper(nil))] } ?? []
    case "matrix":
      let texts = place.list.job?.matrix?.expressions ?? []
      return texts.filter { $0.name?.lowercased() ?? name.lowercased() == name.lowercased() }
        .map { ($0.text, place.deeper(nil)) }
    case "inputs":
      return (calls[place.list.path] ?? []).compactMap { caller in
        caller.with?[name].map { ($0, caller.place(place)) }
      }
    case "needs":
      guard let (workflow, _) = place.list.owner, reference.name(1)?.lowercased() == "outputs",
        let job = workflow.job(name), let output = reference.name(2),
        let text = job.outputs?[output],
        let list = facts.stepLists.first(where: { $0.job === job })
      else { return [] }
      return [(text, place.deeper(list, nil))]
    default: return []
    }
  }

  // MARK: - Outputs

  private func output(_ reference: ExpressionReference, _ place: Place) -> Taint? {
    guard let id = reference.name(0), reference.name(1)?.lowercased() == "outputs" else {
      return nil
    }
    let found = place.list.steps.last {
      $0.id?.text.lowercased() == id.lowercased()
        && $0.index < (place.step?.index ?? Int.max)
    }
    guard let step = found else { return nil }
    return output(reference.name(2), of: step, place.deeper(step))
  }

  private func output(_ name: String?, of step: Step, _ place: Place) -> Taint? {
    if let action = step.uses?.action, let known = TaintTable.outputs[action] {
      guard let name, known.names?.contains(name.lowercased()) ?? true else { return nil }
      let strangers = reach.events(of: step, in: place.list)
      return Taint(
        strangers.isEmpty ? .writer : .stranger, known.what, isDerived: true,
        isPrivileged: strangers.contains(where: \.isPrivileged))
    }
    guard let script = step.script else { return nil }
    return OutputWrites(script, name: name).taint(step) {
      taint(of: $0, place)
    } text: {
      taint(of: $0, place.deeper(nil))
    }
  }
}

extension Taint {
  /// What orders them: who, with which rights, how directly.
  fileprivate var weight: [Int] {
    [control.rawValue, isPrivileged ? 1 : 0, isDerived ? 0 : 1, hasLines ? 1 : 0]
  }
}

extension ExpressionReference {
  /// The name at a place behind the context; nil for `*`, and where there is none.
  func name(_ place: Int) -> String? {
    guard place < path.count, case .name(let name) = path[place] else { return nil }
    return name
  }

  /// Whether it names a value below another: `github.event.inputs.x` is in `github.event.inputs`.
  func isInside(_ value: String) -> Bool {
    let names = value.split(separator: ".")
    guard path.count >= names.count - 1 else { return false }
    return ExpressionReference.mayMatch([.name(context)] + path.prefix(names.count - 1), names)
  }

  /// Whether it names a value, what holds it, or a part of it.
  func touches(_ value: String) -> Bool { mayHold(value) || isInside(value) }

  private static func mayMatch(_ steps: [Step], _ names: [Substring]) -> Bool {
    zip(steps, names).allSatisfy { step, name in
      guard name != "*", case .name(let written) = step else { return true }
      return written.lowercased() == name.lowercased()
    }
  }
}
