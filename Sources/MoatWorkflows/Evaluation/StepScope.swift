package import MoatExpressions
import MoatModel
package import MoatShell

/// What can be known of the values in a step before it runs: `env` of every level, the matrix and
/// the runner's system. All else is unknown.
///
/// A reference that a ``JobScope`` keeps, so that a script is read once for all rules.
package final class StepScope: Sendable {
  package let step: Step
  private let jobCombinations: [JobScope.Combination]
  /// What the scripts in front of the step write to `GITHUB_ENV`.
  private let writes: EnvironmentWrites
  private let defaultShell: WorkflowText?
  /// Whether the job runs in a container.
  private let isContained: Bool
  /// The defaults of a composite action's inputs; nil where there are none.
  ///
  /// A default is what an input is unless a caller says otherwise, so it counts as the value, but
  /// not where a condition asks: what callers switch on is judged as well. An empty one says nothing.
  private let defaults: ExpressionObject?
  private let knownCombinations = Once<[JobScope.Combination]>()
  private let knownRunning = Once<[JobScope.Combination]>()
  private let knownScripts = Once<[ShellScript]>()

  init(
    _ step: Step, _ combinations: [JobScope.Combination], before writes: EnvironmentWrites,
    defaultShell: WorkflowText?, isContained: Bool, defaults: ExpressionObject?
  ) {
    self.step = step
    jobCombinations = combinations
    self.writes = writes
    self.defaultShell = defaultShell
    self.isContained = isContained
    self.defaults = defaults
  }

  /// The values of a text in `run`, `with` or `name` of the step, over the matrix.
  package func values(of text: WorkflowText) -> ValueSet {
    if let literal = text.literal { return ValueSet([literal]) }
    return values { JobScope.value(of: text, $0).text }
  }

  /// The values of one expression of the step, over the matrix.
  package func values(of expression: ExpressionNode) -> ValueSet {
    values { contexts in
      do throws(ExpressionError) {
        return try ExpressionEvaluator(contexts: contexts).value(of: expression).text
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
    for combination in running {
      var seen: Set<String> = []
      for (name, value) in combination.environment where seen.insert(name).inserted {
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
    for combination in running {
      let text = written.map { JobScope.value(of: $0, combination.contexts).text } ?? ""
      if let text, !text.isEmpty {
        add(StepShell(text))
      } else {
        // An expression that is unknown, or the runner's default.
        if text == nil { isComplete = false }
        switch combination.system {
        case .windows: add(.powershell)
        case .linux, .macOS: add(isContained ? .sh : .bash)
        case nil:
          isComplete = false
          add(isContained ? .sh : .bash)
        }
      }
    }
    return (shells, isComplete)
  }

  /// `shell` of the step, or the default of the job or the workflow.
  private var shellText: WorkflowText? { step.shell ?? defaultShell }

  /// The one known value of `shell`; nil if none is written, or several.
  var writtenShell: String? { shellText.flatMap { values(of: $0).single } }

  /// Whether the step's condition holds; nil if only a run knows, or for some of the matrix.
  package var condition: Bool? {
    guard let condition = step.condition, let node = condition.expression else { return true }
    var holds: Set<Bool> = []
    for combination in combinations {
      guard let value = truth(of: node, combination) else { return nil }
      holds.insert(value)
    }
    return holds.count == 1 ? holds.first : nil
  }

  /// The step's script as each of the shells reads it that may run it; none for an action or for
  /// another language.
  ///
  /// Expressions are masked, with their values where those are known; variables are those of
  /// ``variables`` that are known.
  package var shellScripts: [ShellScript] {
    guard let script = step.script else { return [] }
    return knownScripts.value { read(script) }
  }

  // MARK: - Combinations

  /// The combinations in which the step is not surely skipped, or all of them if it always is, with
  /// what the step's values are made of.
  private var running: [JobScope.Combination] {
    knownRunning.value {
      let all = combinations
      var places = Array(all.indices)
      if let node = step.condition?.expression {
        let running = places.filter { truth(of: node, all[$0]) != false }
        if !running.isEmpty { places = running }
      }
      return places.map { place in
        defaults == nil ? all[place] : environment(in: jobCombinations[place], defaults)
      }
    }
  }

  /// Those of the job as the step's condition sees them.
  private var combinations: [JobScope.Combination] {
    knownCombinations.value { jobCombinations.map { environment(in: $0, nil) } }
  }

  /// A combination with `env` as the step sees it, the step's own first.
  private func environment(
    in combination: JobScope.Combination, _ inputs: ExpressionObject?
  ) -> JobScope.Combination {
    let isWritten = combination.environment.contains { writes.mayWrite($0.name) }
    if step.env == nil, !isWritten, inputs == nil { return combination }
    let outer = combination.environment.map { name, value in
      (name: name, value: writes.mayWrite(name) ? ExpressionValue.unknown : value)
    }
    let seen = isWritten || inputs != nil ? combination.with(outer, inputs) : combination
    guard step.env != nil else { return seen }
    return seen.with(JobScope.texts(step.env, seen.contexts) + outer, inputs)
  }

  private func truth(of node: ExpressionNode, _ combination: JobScope.Combination) -> Bool? {
    let evaluator = ExpressionEvaluator(contexts: combination.contexts)
    do throws(ExpressionError) { return try evaluator.truth(of: node) } catch { return nil }
  }

  private func values(_ value: (ExpressionObject) -> String?) -> ValueSet {
    var values = ValueSet()
    for combination in running { values.insert(value(combination.contexts)) }
    return values
  }
}
