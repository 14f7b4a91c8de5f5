package import MoatExpressions

/// What can be known of the values in a step before it runs: `env` of every level, the matrix and
/// the runner's system. All else is unknown.
package struct StepScope: Sendable {
  let job: JobScope
  package let step: Step

  /// The values of a text in `run`, `with` or `name` of the step, over the matrix.
  package func values(of text: WorkflowText) -> ValueSet {
    if let literal = text.literal { return ValueSet([literal]) }
    return values { JobScope.value(of: text, $0).text }
  }

  /// The values of one expression of the step, over the matrix.
  package func values(of expression: ExpressionNode) -> ValueSet {
    values { contexts in
      let evaluator = ExpressionEvaluator(contexts: ExpressionObject(contexts, isOpen: true))
      do throws(ExpressionError) {
        return try evaluator.value(of: expression).text
      } catch {
        return nil
      }
    }
  }

  /// The variables that the step's process gets from `env` of the step, the job and the workflow.
  ///
  /// Whatever an earlier script may have written to `GITHUB_ENV` under a name is not complete.
  package var variables: [(name: String, value: ValueSet)] {
    var variables: [(name: String, value: ValueSet)] = []
    var places: [String: Int] = [:]
    for combination in combinations {
      var seen: Set<String> = []
      for (name, value) in environment(of: combination, job.inputs) where seen.insert(name).inserted
      {
        if let place = places[name] {
          variables[place].value.insert(value.text)
        } else {
          places[name] = variables.count
          var values = ValueSet()
          values.insert(value.text)
          variables.append((name, values))
        }
      }
    }
    return variables
  }

  /// The shells that may run the step's script.
  ///
  /// Where the runner's system is not known, the shell is bash, as on most runners, and the set
  /// is not complete.
  package var shells: (shells: [StepShell], isComplete: Bool) {
    let written = shellText
    var shells: [StepShell] = []
    var isComplete = true
    func add(_ shell: StepShell) {
      if !shells.contains(shell) { shells.append(shell) }
    }
    for combination in combinations {
      let text = written.map { JobScope.value(of: $0, contexts(combination)).text } ?? ""
      if let text, !text.isEmpty {
        add(StepShell(text))
      } else {
        // An expression that is unknown, or the runner's default.
        if text == nil { isComplete = false }
        switch combination.system {
        case .windows: add(.powershell)
        case .linux, .macOS: add(job.list.job?.container == nil ? .bash : .sh)
        case nil:
          isComplete = false
          add(job.list.job?.container == nil ? .bash : .sh)
        }
      }
    }
    return (shells, isComplete)
  }

  /// `shell` of the step, or the default of the job or the workflow.
  private var shellText: WorkflowText? {
    step.shell ?? job.list.job?.defaults?.shell ?? job.list.workflow?.defaults?.shell
  }

  /// The one known value of `shell`; nil if none is written, or several.
  var writtenShell: String? { shellText.flatMap { values(of: $0).single } }

  /// Whether the step's condition holds; nil if only a run knows, or for some of the matrix.
  package var condition: Bool? {
    guard let condition = step.condition, let node = condition.expression else { return true }
    var holds: Set<Bool> = []
    for combination in job.combinations {
      guard let value = truth(of: node, combination) else { return nil }
      holds.insert(value)
    }
    return holds.count == 1 ? holds.first : nil
  }

  // MARK: - Contexts

  /// The combinations in which the step is not surely skipped; all of them if it always is.
  private var combinations: [JobScope.Combination] {
    guard let condition = step.condition, let node = condition.expression else {
      return job.combinations
    }
    let running = job.combinations.filter { truth(of: node, $0) != false }
    return running.isEmpty ? job.combinations : running
  }

  private func truth(of node: ExpressionNode, _ combination: JobScope.Combination) -> Bool? {
    let evaluator = ExpressionEvaluator(
      contexts: ExpressionObject(contexts(combination), isOpen: true))
    do throws(ExpressionError) { return try evaluator.truth(of: node) } catch { return nil }
  }

  private func values(
    _ value: ([(name: String, value: ExpressionValue)]) -> String?
  ) -> ValueSet {
    var values = ValueSet()
    for combination in combinations {
      let environment = environment(of: combination, job.inputs)
      values.insert(value(outerContexts(combination, environment) + job.inputs))
    }
    return values
  }

  private func contexts(
    _ combination: JobScope.Combination
  ) -> [(name: String, value: ExpressionValue)] {
    outerContexts(combination, environment(of: combination))
  }

  private func outerContexts(
    _ combination: JobScope.Combination, _ environment: [(name: String, value: ExpressionValue)]
  ) -> [(name: String, value: ExpressionValue)] {
    let runner = combination.system.map {
      [(name: "os", value: ExpressionValue.string($0.rawValue))]
    }
    return [
      ("matrix", .object(combination.matrix)),
      ("runner", .object(ExpressionObject(runner ?? [], isOpen: true))),
      // Names that are not written may have been set by an action.
      ("env", .object(ExpressionObject(environment, isOpen: true))),
    ]
  }

  /// `env` as the step sees it, the step's own first.
  ///
  /// - Parameter inputs: the context `inputs`, where it counts.
  private func environment(
    of combination: JobScope.Combination, _ inputs: [(name: String, value: ExpressionValue)] = []
  ) -> [(name: String, value: ExpressionValue)] {
    let outer = combination.environment.map { name, value in
      (name: name, value: job.mayWrite(name, before: step) ? ExpressionValue.unknown : value)
    }
    guard let own = step.env else { return outer }
    return JobScope.texts(own, outerContexts(combination, outer) + inputs) + outer
  }
}
