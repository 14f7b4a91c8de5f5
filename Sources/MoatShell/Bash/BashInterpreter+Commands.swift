extension BashInterpreter {
  mutating func walk(_ command: BashSimple, _ context: BashContext) {
    let before = reading.commands.indices.last
    sawStatus = false
    let isAssignmentOnly = command.words.isEmpty
    var assignments: [ShellAssignment] = []
    for assignment in command.assignments {
      // `X=$(command)` has the command's status, unless another command follows it.
      let status = isAssignmentOnly ? context.status : .ignored(.substitution)
      assignments.append(assign(assignment, context, keeps: isAssignmentOnly, status))
    }
    let words = expand(command.words, context)
    for assignment in command.declared {
      assignments.append(
        assign(assignment, context, keeps: true, .ignored(.substitution)))
    }
    let redirects = context.redirects + expand(command.redirects, context)
    var unwrapped = UnwrappedCommand(words)
    unwrapped.assignments.insert(contentsOf: assignments, at: 0)
    noteStatus(before, unwrapped.words.first?.known)
    let isCall =
      unwrapped.wrappers.isEmpty
      && call(unwrapped.words, context: context, redirects: redirects)
    if isCall { return }
    emit(unwrapped, redirects, command, context)
    act(unwrapped, declared: command.declared)
    readQuoted(unwrapped, redirects, command, context)
  }

  /// A command that looks at `$?` decides what becomes of the one before it.
  private mutating func noteStatus(_ before: Int?, _ name: String?) {
    let isReport = name == "echo" || name == "printf"
    guard sawStatus, !isReport, let before,
      case .ignored(let why) = reading.commands[before].outcome
    else { return }
    if why == .noErrexit || why == .pipeline { reading.commands[before].outcome = .decides }
  }

  mutating func emit(
    _ command: UnwrappedCommand, _ redirects: [ShellRedirect], _ source: BashSimple,
    _ context: BashContext
  ) {
    var environment = state.environment
    for assignment in command.assignments where ShellState.isWatched(assignment.name) {
      environment[assignment.name] = assignment.value
    }
    reading.commands.append(
      ShellCommand(
        words: command.words, assignments: command.assignments, redirects: redirects,
        range: context.frame.range(source.range), dialect: dialect, wrappers: command.wrappers,
        pipeline: place(context), follows: context.follows, outcome: context.status,
        function: context.function, isConditional: context.isConditional,
        environment: environment))
  }

  private mutating func place(_ context: BashContext) -> ShellPipelinePlace {
    if let place = context.place { return place }
    pipelines += 1
    return ShellPipelinePlace(id: pipelines, index: 0, count: 1, outer: nil)
  }

  private mutating func assign(
    _ assignment: BashAssignment, _ context: BashContext, keeps: Bool, _ status: ShellOutcome
  ) -> ShellAssignment {
    let value: ShellState.Value
    let shown: ShellText
    switch assignment.value {
    case .scalar(let word):
      var text = self.text(of: word, context, substitution: status)
      if assignment.isAppend {
        var whole = state.text(assignment.name)
        whole.append(text)
        text = whole
      }
      value = .text(text)
      shown = text
    case .array(let elements):
      var words = expand(elements, context)
      if assignment.isAppend, case .array(let earlier)? = state[assignment.name] {
        words = earlier + words
      }
      value = .array(Array(words.prefix(ShellLimit.variables)))
      shown = .anything
    }
    if keeps {
      let text = ShellText(parts: [.variable(assignment.name)])
      state.set(assignment.name, assignment.isElement ? .text(text) : value)
    }
    return ShellAssignment(
      name: assignment.name, value: shown, range: context.frame.range(assignment.range))
  }

  mutating func expand(_ redirects: [BashRedirect], _ context: BashContext) -> [ShellRedirect] {
    redirects.map { redirect in
      let kind: ShellRedirect.Kind
      switch redirect.sign {
      case "<", "<>": kind = .input
      case ">", ">|", "&>": kind = .output
      case ">>", "&>>": kind = .append
      case "<<", "<<-", "<<<": kind = .text
      default:
        let isNumber = redirect.target.bare.map { Int($0) != nil || $0 == "-" } ?? false
        kind = isNumber ? .duplicate : .output
      }
      var target = redirect.target
      if let document = redirect.document, document < context.frame.documents.count {
        target = context.frame.documents[document]
      }
      return ShellRedirect(
        kind: kind, descriptor: redirect.descriptor, target: text(of: target, context),
        range: context.frame.range(redirect.range))
    }
  }

  // MARK: What commands do to the shell

  private mutating func act(_ command: UnwrappedCommand, declared: [BashAssignment]) {
    guard let name = command.words.first?.known else { return }
    let arguments = command.words.dropFirst()
    switch name {
    case "export":
      for assignment in declared { state.export(assignment.name) }
      for word in arguments { if let name = word.known { state.export(name) } }
    case "declare", "typeset":
      let exports = arguments.contains {
        $0.known.map { $0.hasPrefix("-") && $0.contains("x") } ?? false
      }
      for assignment in declared where exports { state.export(assignment.name) }
    case "unset":
      for word in arguments { if let name = word.known { state.set(name, nil) } }
    case "read", "mapfile", "readarray":
      for word in arguments {
        guard let name = word.known, !name.hasPrefix("-") else { continue }
        state.set(name, .text(ShellText(parts: [.variable(name)])))
      }
    case "set": setOptions(arguments)
    case "shift":
      let count = arguments.first.flatMap { $0.known.flatMap(Int.init) } ?? 1
      state.arguments = state.arguments.map { Array($0.dropFirst(max(0, count))) }
    default: break
    }
  }

  private mutating func setOptions(_ arguments: ArraySlice<ShellWord>) {
    var arguments = arguments
    while let word = arguments.popFirst()?.known, let sign = word.first,
      sign == "-" || sign == "+", word != "--"
    {
      let isOn = sign == "-"
      if word.dropFirst().contains("e") { options.stopsOnError = isOn }
      if word.hasSuffix("o"), let name = arguments.popFirst()?.known {
        if name == "errexit" { options.stopsOnError = isOn }
        if name == "pipefail" { options.hasPipefail = isOn }
      }
    }
  }

  // MARK: Functions

  /// Walks the body of a function that the script defines, with the call's arguments.
  ///
  /// - Returns: whether the words are such a call.
  private mutating func call(
    _ words: [ShellWord], context: BashContext, redirects: [ShellRedirect]
  ) -> Bool {
    guard let name = words.first?.known, let function = functions[name] else { return false }
    called.insert(name)
    guard context.depth < ShellLimit.depth, expanded < ShellLimit.expandedCommands else {
      return true
    }
    var inner = BashContext(frame: function.frame)
    inner.function = name
    inner.isConditional = context.isConditional
    inner.honoursErrexit = context.honoursErrexit
    inner.status = context.status
    inner.follows = context.follows
    inner.place = context.place
    inner.redirects = redirects
    inner.depth = context.depth + 1
    let arguments = state.arguments
    state.arguments = Array(words.dropFirst())
    let locals = function.body.locals.map { ($0, state[$0]) }
    let before = reading.commands.count
    walk(function.body, inner)
    expanded += max(1, reading.commands.count - before)
    for (name, value) in locals { state.set(name, value) }
    state.arguments = arguments
    return true
  }
}
