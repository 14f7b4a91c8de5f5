import MoatExpressions

/// What can be known of the values in a job, or in a composite action, before it runs.
package struct JobScope: Sendable {
  /// One job of the matrix.
  struct Combination: Sendable {
    let matrix: ExpressionObject
    /// Nil if the labels do not say.
    let system: RunnerSystem?
    /// `env` of job and workflow, the job's first.
    let environment: [(name: String, value: ExpressionValue)]
  }

  package let list: StepList
  let combinations: [Combination]
  /// The defaults of a composite action's inputs, as a context; empty for a job.
  ///
  /// A default is what an input is unless a caller says otherwise, so it counts as the value, but
  /// not where a condition asks: what callers switch on is judged as well. An empty one says nothing.
  let inputs: [(name: String, value: ExpressionValue)]
  /// For each step, what the scripts in front of it write to `GITHUB_ENV`.
  private let writes: [EnvironmentWrites]

  package init(_ list: StepList) {
    self.list = list
    let workflow = Self.texts(list.workflow?.env, [])
    let defaults = (list.file.action?.inputs ?? []).compactMap { input in
      input.defaultValue?.literal.flatMap {
        $0.isEmpty ? nil : (name: input.name, value: ExpressionValue.string($0))
      }
    }
    inputs =
      defaults.isEmpty ? [] : [("inputs", .object(ExpressionObject(defaults, isOpen: true)))]
    let combinations = list.job?.matrix?.combinations ?? [ExpressionObject([])]
    self.combinations = combinations.map { matrix in
      let contexts: [(name: String, value: ExpressionValue)] = [("matrix", .object(matrix))]
      let labels = list.job?.runsOn?.labels ?? []
      let systems = labels.flatMap { label -> [RunnerSystem] in
        let value = Self.value(of: label, contexts)
        var texts = [value.text].compactMap { $0 }
        if case .array(let array) = value { texts = array.elements.compactMap(\.text) }
        return texts.compactMap { RunnerSystem(label: $0) }
      }
      return Combination(
        matrix: matrix, system: Set(systems).count == 1 ? systems.first : nil,
        environment: Self.texts(list.job?.env, contexts) + workflow)
    }
    var writes: [EnvironmentWrites] = []
    var before = EnvironmentWrites("")
    for step in list.steps {
      writes.append(before)
      if let script = step.script { before.formUnion(EnvironmentWrites(script.text.text)) }
    }
    self.writes = writes
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
      values.insert(Self.value(of: text, [("matrix", .object(combination.matrix))]).text)
    }
    return values
  }

  /// What is known in a step of ``list``.
  package func step(_ step: Step) -> StepScope { StepScope(job: self, step: step) }

  /// The texts in the lists that a text may stand for: of `runs-on: ${{ matrix.runner }}`, where
  /// the matrix has lists of labels, every label.
  func listedValues(of text: WorkflowText) -> [String] {
    guard text.isExpression else { return [] }
    return combinations.flatMap { combination -> [String] in
      let value = Self.value(of: text, [("matrix", .object(combination.matrix))])
      guard case .array(let array) = value else { return [] }
      return array.elements.compactMap(\.text)
    }
  }

  /// Every step with what is known in it.
  package var steps: [(step: Step, scope: StepScope)] { list.steps.map { ($0, self.step($0)) } }

  func mayWrite(_ name: String, before step: Step) -> Bool {
    guard let place = list.steps.firstIndex(where: { $0.index == step.index }) else { return true }
    return writes[place].mayWrite(name)
  }

  static func value(
    of text: WorkflowText, _ contexts: [(name: String, value: ExpressionValue)]
  ) -> ExpressionValue {
    guard let template = text.template else { return .string(text.text) }
    let evaluator = ExpressionEvaluator(contexts: ExpressionObject(contexts, isOpen: true))
    do throws(ExpressionError) {
      return try template.value(of: text.text, with: evaluator)
    } catch {
      return .unknown
    }
  }

  static func texts(
    _ block: NamedTexts?, _ contexts: [(name: String, value: ExpressionValue)]
  ) -> [(name: String, value: ExpressionValue)] {
    guard let block else { return [] }
    return block.entries.map { ($0.name, value(of: $0.value, contexts)) }
  }
}
