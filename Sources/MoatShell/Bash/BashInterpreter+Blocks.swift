extension BashInterpreter {
  mutating func walk(_ node: BashNode, _ context: BashContext) {
    var context = context
    context.depth += 1
    guard context.depth <= ShellLimit.depth * 2, reading.commands.count < ShellLimit.commands
    else { return reportOnce(context) }
    switch node {
    case .simple(let command): walk(command, context)
    case .group(let list, let isSubshell, let redirects):
      context.redirects += expand(redirects, context)
      guard isSubshell else { return walk(list, context) }
      let saved = options
      state.beginBranch()
      walk(list, context)
      _ = state.endBranch()
      options = saved
    case .branch(let branches, let otherwise, let redirects):
      context.redirects += expand(redirects, context)
      walkBranches(branches, otherwise, context)
    case .loop(let condition, let body, let redirects):
      context.redirects += expand(redirects, context)
      forget(in: body)
      walk(condition, context.testing)
      walkBody(body, context)
    case .each(let name, let words, let body, let redirects):
      context.redirects += expand(redirects, context)
      let values = expand(words, context)
      forget(in: body)
      state.set(name, .text(Self.choice(of: values, name: name)))
      walkBody(body, context)
    case .choice(let subject, let bodies, let redirects):
      context.redirects += expand(redirects, context)
      _ = expand(subject, context)
      var outcomes: [[String: ShellState.Value?]] = [[:]]
      for body in bodies { outcomes.append(branch(body, context)) }
      state.join(outcomes)
    case .function(let name, let body):
      functions[name] = BashFunction(body: body, frame: context.frame, order: functions.count)
    }
  }

  private mutating func reportOnce(_ context: BashContext) {
    guard !reading.problems.contains(where: { $0.kind == .tooManyCommands }) else { return }
    reading.problems.append(ShellProblem(.tooManyCommands, at: context.frame.offset(0)))
  }

  private mutating func branch(
    _ body: BashList, _ context: BashContext
  ) -> [String: ShellState.Value?] {
    var inner = context
    inner.isConditional = true
    state.beginBranch()
    walk(body, inner)
    let changes = state.endBranch()
    // What a branch that leaves the script assigned reaches nobody.
    return body.last?.first.leaves == true && body.last?.rest.isEmpty == true ? [:] : changes
  }

  private mutating func walkBranches(
    _ branches: [(condition: BashList, body: BashList)], _ otherwise: BashList?,
    _ context: BashContext
  ) {
    var outcomes: [[String: ShellState.Value?]] = []
    for (index, part) in branches.enumerated() {
      var condition = context.testing
      if index > 0 { condition.isConditional = true }
      walk(part.condition, condition)
      outcomes.append(branch(part.body, context))
    }
    outcomes.append(otherwise.map { branch($0, context) } ?? [:])
    state.join(outcomes)
  }

  private mutating func walkBody(_ body: BashList, _ context: BashContext) {
    let changes = branch(body, context)
    state.join([changes, [:]])
  }

  /// Before a loop: what its body assigns may be from an earlier round.
  private mutating func forget(in body: BashList) {
    var names: Set<String> = []
    body.gatherAssigned(into: &names)
    for name in names where state[name] != nil {
      state.set(name, .text(ShellText(parts: [.variable(name)])))
    }
  }

  static func choice(of words: [ShellWord], name: String) -> ShellText {
    var values: [String] = []
    for word in words {
      guard !word.mayBeSeveral, let known = word.text.alternatives else {
        return ShellText(parts: [.variable(name)])
      }
      for value in known where !values.contains(value) { values.append(value) }
      if values.count > ShellLimit.alternatives { break }
    }
    guard !values.isEmpty, values.count <= ShellLimit.alternatives else {
      return ShellText(parts: [.variable(name)])
    }
    return ShellText(parts: [.choice(values)])
  }
}
