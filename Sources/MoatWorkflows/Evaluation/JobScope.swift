import MoatExpressions

/// What can be known of the values in a job, or in a composite action, before it runs.
///
/// A reference that a ``StepList`` keeps: every rule asks for it.
package final class JobScope: Sendable {
  /// One job of the matrix.
  struct Combination: Sendable {
    let matrix: ExpressionObject
    /// Nil if the labels do not say.
    let system: RunnerSystem?
    /// `env` of job and workflow, the job's first.
    let environment: [(name: String, value: ExpressionValue)]
    /// What expressions see: `matrix`, `runner`, `env`, and `inputs` where they are known.
    let contexts: ExpressionObject

    init(
      matrix: ExpressionObject, system: RunnerSystem?,
      environment: [(name: String, value: ExpressionValue)], inputs: ExpressionObject? = nil
    ) {
      self.matrix = matrix
      self.system = system
      self.environment = environment
      let runner = system.map { [(name: "os", value: ExpressionValue.string($0.rawValue))] }
      contexts = ExpressionObject(
        [
          ("matrix", .object(matrix)),
          ("runner", .object(ExpressionObject(runner ?? [], isOpen: true))),
          // Names that are not written may have been set by an action.
          ("env", .object(ExpressionObject(environment, isOpen: true))),
        ] + (inputs.map { [("inputs", .object($0))] } ?? []), isOpen: true)
    }

    func with(
      _ environment: [(name: String, value: ExpressionValue)], _ inputs: ExpressionObject?
    ) -> Combination {
      Combination(matrix: matrix, system: system, environment: environment, inputs: inputs)
    }
  }

  let combinations: [Combination]
  /// Every step with what is known in it.
  package let steps: [(step: Step, scope: StepScope)]

  /// - Parameter inputs: the inputs of a composite action.
  init(owner: (workflow: Workflow, job: Job)?, steps: [Step], inputs: [WorkflowInput]) {
    let defaults = inputs.compactMap { input in
      input.defaultValue?.literal.flatMap {
        $0.isEmpty ? nil : (name: input.name, value: ExpressionValue.string($0))
      }
    }
    let inputs = defaults.isEmpty ? nil : ExpressionObject(defaults, isOpen: true)
    let job = owner?.job
    let workflow = Self.texts(owner?.workflow.env, ExpressionObject([], isOpen: true))
    let combinations = (job?.matrix?.combinations ?? [ExpressionObject([])]).map { matrix in
      let contexts = Self.contexts(matrix)
      let labels = job?.runsOn?.labels ?? []
      let systems = labels.flatMap { label -> [RunnerSystem] in
        let value = Self.value(of: label, contexts)
        var texts = [value.text].compactMap { $0 }
        if case .array(let array) = value { texts = array.elements.compactMap(\.text) }
        return texts.compactMap { RunnerSystem(label: $0) }
      }
      return Combination(
        matrix: matrix, system: Set(systems).count == 1 ? systems.first : nil,
        environment: Self.texts(job?.env, contexts) + workflow)
    }
    self.combinations = combinations
    let shell = job?.defaults?.shell ?? owner?.workflow.defaults?.shell
    var known: [(Step, StepScope)] = []
    var before = EnvironmentWrites("")
    for step in steps {
      let scope = StepScope(
        step, combinations, before: before, defaultShell: shell,
        isContained: job?.container != nil,
        defaults: inputs)
      known.append((step, scope))
      if let script = step.script { before.formUnion(EnvironmentWrites(script.text.text)) }
    }
    self.steps = known
  }

  /// The systems the job may run on.
  package var systems: ValueSet {
    var systems = ValueSet()
    for combination in combinations { systems.insert(combination.system?.rawValue) }
    return systems
  }

  /// The values of a text of the job itself: `runs-on`, `environment`, `if`.
  package func values(of text: WorkflowText) -> ValueSet {
    if let literal = text.literal { return ValueSet([literal]) }
    var values = ValueSet()
    for combination in combinations {
      values.insert(Self.value(of: text, Self.contexts(combination.matrix)).text)
    }
    return values
  }

  /// The texts in the lists that a text may stand for: of `runs-on: ${{ matrix.runner }}`, where
  /// the matrix has lists of labels, every label.
  func listedValues(of text: WorkflowText) -> [String] {
    guard text.isExpression else { return [] }
    return combinations.flatMap { combination -> [String] in
      let value = Self.value(of: text, Self.contexts(combination.matrix))
      guard case .array(let array) = value else { return [] }
      return array.elements.compactMap(\.text)
    }
  }

  /// What the job itself knows in one job of its matrix.
  private static func contexts(_ matrix: ExpressionObject) -> ExpressionObject {
    ExpressionObject([("matrix", .object(matrix))], isOpen: true)
  }

  static func value(of text: WorkflowText, _ contexts: ExpressionObject) -> ExpressionValue {
    guard let template = text.template else { return .string(text.text) }
    do throws(ExpressionError) {
      return try template.value(
        of: text.text, with: ExpressionEvaluator(contexts: contexts))
    } catch {
      return .unknown
    }
  }

  static func texts(
    _ block: NamedTexts?, _ contexts: ExpressionObject
  ) -> [(name: String, value: ExpressionValue)] {
    guard let block else { return [] }
    return block.entries.map { ($0.name, value(of: $0.value, contexts)) }
  }
}
