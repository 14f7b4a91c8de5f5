package import MoatExpressions
import MoatModel

/// Finds who chooses the text that an expression puts somewhere: followed through `env`, inputs,
/// outputs of steps and jobs, within the files that are known.
package struct TaintSearch: Sendable {
  /// How many definitions are followed from one expression; they may go round in a circle.
  private static let maximumDepth = 6

  let facts: WorkflowFacts
  let reach: StrangerReach

  package init(_ facts: WorkflowFacts) {
    self.facts = facts
    reach = StrangerReach(facts)
  }

  /// Where an expression stands.
  struct Place {
    let list: StepList
    /// Nil for a value of the job or the workflow.
    let step: Step?
    var depth = 0

    func deeper(_ step: Step?) -> Place { Place(list: list, step: step, depth: depth + 1) }
  }

  /// Who chooses what an expression in a step becomes; nil for nobody. Of several it is the one
  /// that matters most.
  package func taint(
    of expression: ExpressionNode, at step: Step, in list: StepList
  ) -> Taint? {
    taint(of: expression, Place(list: list, step: step))
  }

  private func taint(of expression: ExpressionNode, _ place: Place) -> Taint? {
    Self.strongest(expression.sources.compactMap { taint(of: $0, place) })
  }

  /// Who chooses any expression in a text.
  func taint(of text: WorkflowText, _ place: Place) -> Taint? {
    Self.strongest(
      text.expressions.compactMap { $0.node.flatMap { taint(of: $0, place) } })
  }

  static func strongest(_ taints: [Taint]) -> Taint? {
    taints.filter { $0.control > .nobody }.max {
      ($0.control, $0.hasLines ? 1 : 0) < ($1.control, $1.hasLines ? 1 : 0)
    }
  }

  private func taint(of reference: ExpressionReference, _ place: Place) -> Taint? {
    guard place.depth < Self.maximumDepth else { return nil }
    switch reference.context.lowercased() {
    case "github": return payload(reference, place)
    case "inputs": return input(reference.name(0), place)
    case "env": return variable(reference.name(0), place)
    case "steps": return output(reference, place)
    case "needs": return neededOutput(reference, place)
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
    let inherited = Set(reach.events(of: place.list.file).map(\.rawValue))
    let live =
      place.step.map { reach.events(of: $0, in: place.list) }
      ?? reach.events(of: place.list)
    let strangers = Set(live.map(\.rawValue))
    let taints = TaintTable.rows.compactMap { row -> Taint? in
      guard reference.touches(row.path) else { return nil }
      guard !row.events.isDisjoint(with: written.union(inherited)) else { return nil }
      // A stranger whom every condition keeps out leaves those who may write.
      let isOut = row.control == .stranger && row.events.isDisjoint(with: strangers)
      return Taint(isOut ? .writer : row.control, row.what, hasLines: row.hasLines)
    }
    return Self.strongest(taints)
  }

  // MARK: - Inputs

  private func input(_ name: String?, _ place: Place) -> Taint? {
    let what = name.map { "the input `\($0)`" } ?? "an input"
    guard let workflow = place.list.workflow else { return actionInput(name, what, place) }
    var taints: [Taint] = []
    for trigger in workflow.triggers.events {
      let meant = trigger.inputs.filter {
        name == nil || $0.name.lowercased() == name?.lowercased()
      }
      guard meant.contains(where: \.isFreeText) else { continue }
      if trigger.name == "workflow_dispatch" { taints.append(Taint(.writer, what, hasLines: true)) }
      if trigger.name == "workflow_call" { taints.append(passed(name, what, place)) }
    }
    return Self.strongest(taints)
  }

  /// What the known callers of a workflow pass; the caller's own choice if there are none.
  private func passed(_ name: String?, _ what: String, _ place: Place) -> Taint {
    var taints: [Taint] = []
    var callers = 0
    for list in facts.stepLists {
      guard let uses = list.job?.uses, isCall(uses, from: list.file, of: place.list.file) else {
        continue
      }
      callers += 1
      guard let name, let text = list.job?.with?[name] else { continue }
      let outer = Place(list: list, step: nil, depth: place.depth + 1)
      if let taint = taint(of: text, outer) { taints.append(taint.derived()) }
    }
    if callers == 0 { return Taint(.caller, what, hasLines: true) }
    return Self.strongest(taints) ?? Taint(.nobody, what)
  }

  private func actionInput(_ name: String?, _ what: String, _ place: Place) -> Taint? {
    var taints: [Taint] = []
    var callers = 0
    for list in facts.stepLists {
      for step in list.steps {
        guard let uses = step.uses, isCall(uses, from: list.file, of: place.list.file) else {
          continue
        }
        callers += 1
        guard let name, let text = step.with?[name] else { continue }
        let outer = Place(list: list, step: step, depth: place.depth + 1)
        if let taint = taint(of: text, outer) { taints.append(taint.derived()) }
      }
    }
    // An action outside `.github` is there for others to use.
    let isPrivate = place.list.file.source.path.split(separator: "/").contains(".github")
    if callers == 0 || !isPrivate { taints.append(Taint(.caller, what, hasLines: true)) }
    return Self.strongest(taints)
  }

  /// Whether `./…` in one file means another: the workflow, or the folder of the action.
  private func isCall(_ uses: UsesReference, from: WorkflowFile, of: WorkflowFile) -> Bool {
    guard case .local(let path) = uses.target else { return false }
    let parts = path.split(separator: "/").filter { $0 != "." }.map(String.init)
    var wanted = of.source.path.split(separator: "/").map(String.init)
    if of.role == .action { wanted.removeLast() }
    return !parts.isEmpty ? wanted.suffix(parts.count) == parts[...] : wanted.isEmpty
  }

  // MARK: - Variables

  private func variable(_ name: String?, _ place: Place) -> Taint? {
    guard let name else { return nil }
    if let step = place.step, let text = step.env?.entry(name)?.value {
      // The step's own variables are not there while they are made.
      return taint(of: text, place.deeper(nil))?.derived()
    }
    for block in [place.list.job?.env, place.list.workflow?.env] {
      if let text = block?.entry(name)?.value {
        return taint(of: text, place.deeper(nil))?.derived()
      }
    }
    return nil
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
      return Taint(strangers.isEmpty ? .writer : .stranger, known.what, isDerived: true)
    }
    guard let script = step.script else { return nil }
    return OutputWrites(script, name: name).taint(step) {
      taint(of: $0, place)
    } text: {
      taint(of: $0, place.deeper(nil))
    }
  }

  private func neededOutput(_ reference: ExpressionReference, _ place: Place) -> Taint? {
    guard let (workflow, _) = place.list.owner, let id = reference.name(0),
      reference.name(1)?.lowercased() == "outputs", let job = workflow.job(id)
    else { return nil }
    let list = StepList(file: place.list.file, owner: (workflow, job), steps: job.steps)
    guard let name = reference.name(2), let text = job.outputs?[name] else { return nil }
    return taint(of: text, Place(list: list, step: nil, depth: place.depth + 1))?.derived()
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
