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
    let words = command.words.flatMap { expand($0, context) }
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

  private mutating func emit(
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
      var words = elements.flatMap { expand($0, context) }
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

  // MARK: Scripts in scripts

  private mutating func readQuoted(
    _ command: UnwrappedCommand, _ redirects: [ShellRedirect], _ source: BashSimple,
    _ context: BashContext
  ) {
    guard context.depth < ShellLimit.depth, let name = programName(command.words) else { return }
    let arguments = Array(command.words.dropFirst())
    if name == "eval" {
      var text = ShellText()
      for (index, word) in arguments.enumerated() {
        if index > 0 { text.append(.literal(" ")) }
        text.append(word.text)
      }
      let range = arguments.count == 1 ? arguments.first?.range : nil
      readScript(text, at: range ?? context.frame.range(source.range), context)
    } else if ShellWrapper.shells.contains(name) {
      readShell(arguments, redirects, context)
    } else if ShellWrapper.hosts.contains(name) {
      readHosted(arguments, context)
    } else if name == "find" {
      readFind(arguments, source, context)
    } else if let quoted = QuotedScript(command.words), let outer = reading.commands.last {
      // Another shell's language.
      let commands = quoted.read(as: outer, state: state, firstID: &pipelines, nesting: &nesting)
      reading.commands += commands
    } else if name == "trap", let text = arguments.first {
      var inner = context
      inner.isConditional = true
      readScript(text.text, at: text.range, inner)
    }
  }

  private func programName(_ words: [ShellWord]) -> String? {
    words.first?.text.known.flatMap(ShellCommand.programName)
  }

  /// `bash -euxc 'script' name arguments`, or a script on standard input.
  private mutating func readShell(
    _ arguments: [ShellWord], _ redirects: [ShellRedirect], _ context: BashContext
  ) {
    var rest = arguments[...]
    var options = ShellOptions()
    var hasScript = false
    while let text = rest.first?.text.known, text.hasPrefix("-") || text.hasPrefix("+"), text != "-"
    {
      rest.removeFirst()
      if text == "--" { break }
      if text.hasPrefix("--") {
        if text == "--rcfile" || text == "--init-file" { _ = rest.popFirst() }
        continue
      }
      let letters = text.dropFirst()
      if letters.contains("e") { options.stopsOnError = true }
      if letters.contains("c") { hasScript = true }
      if letters.hasSuffix("o") || letters.hasSuffix("O") {
        let name = rest.popFirst()?.known
        if name == "pipefail" { options.hasPipefail = true }
        if name == "errexit" { options.stopsOnError = true }
      }
    }
    if hasScript {
      guard let script = rest.popFirst() else { return }
      // The first word after the script is its name.
      readChild(script.text, at: script.range, Array(rest.dropFirst()), options, context)
    } else if rest.isEmpty || rest.first?.known == "-"
      || arguments.contains(where: { $0.known == "-s" })
    {
      guard let fed = fedText(redirects, context) else { return }
      readChild(fed.text, at: fed.range, [], options, context)
    }
  }

  /// What a shell without a script reads: its here-document, or what the command before it prints.
  private func fedText(
    _ redirects: [ShellRedirect], _ context: BashContext
  ) -> (text: ShellText, range: Range<Int>)? {
    if let redirect = redirects.last(where: { $0.kind == .text }) {
      return (redirect.target, redirect.range)
    }
    guard let place = context.place, place.index > 0,
      let before = reading.commands.dropLast().last(where: {
        $0.pipeline.id == place.id && $0.pipeline.index == place.index - 1
      })
    else { return nil }
    switch before.name {
    case "cat":
      guard before.words.count == 1,
        let redirect = before.redirects.last(where: { $0.kind == .text })
      else { return nil }
      return (redirect.target, redirect.range)
    case "echo", "printf":
      var text = ShellText()
      for word in before.arguments where !(word.known?.hasPrefix("-") ?? false) {
        text.append(word.text)
        text.append(.literal(" "))
      }
      return (text, before.range)
    default: return nil
    }
  }

  /// `docker run IMAGE sh -c '…'`, `ssh host '…'` is not followed.
  private mutating func readHosted(_ arguments: [ShellWord], _ context: BashContext) {
    guard
      let shell = arguments.firstIndex(where: {
        $0.known.flatMap(ShellCommand.programName).map(ShellWrapper.shells.contains) ?? false
      })
    else {
      // `su -c '…'`, `nix-shell --run '…'`
      guard let flag = arguments.firstIndex(where: { $0.known == "-c" || $0.known == "--run" }),
        flag + 1 < arguments.count
      else { return }
      let script = arguments[flag + 1]
      return readChild(script.text, at: script.range, [], ShellOptions(), context)
    }
    readShell(Array(arguments[(shell + 1)...]), [], context)
  }

  /// `find … -exec command {} \;`
  private mutating func readFind(
    _ arguments: [ShellWord], _ source: BashSimple, _ context: BashContext
  ) {
    var rest = arguments[...]
    while let start = rest.firstIndex(where: {
      $0.known == "-exec" || $0.known == "-execdir" || $0.known == "-ok"
    }) {
      rest = rest[(start + 1)...]
      let end = rest.firstIndex { $0.known == ";" || $0.known == "+" } ?? rest.endIndex
      let words = Array(rest[..<end])
      rest = rest[end...]
      guard !words.isEmpty else { continue }
      var inner = context
      inner.isConditional = true
      inner.depth += 1
      emit(UnwrappedCommand(words), [], source, inner)
      readQuoted(UnwrappedCommand(words), [], source, inner)
    }
  }

  /// A script for a shell of its own.
  private mutating func readChild(
    _ text: ShellText, at range: Range<Int>, _ arguments: [ShellWord], _ options: ShellOptions,
    _ context: BashContext
  ) {
    let outside = (state, self.options)
    state = state.child(arguments: arguments)
    self.options = options
    readScript(text, at: range, context)
    (state, self.options) = outside
  }

  private mutating func readScript(
    _ text: ShellText, at range: Range<Int>, _ context: BashContext
  ) {
    guard text.parts.contains(where: { if case .literal = $0 { true } else { false } }),
      expanded < ShellLimit.expandedCommands
    else { return }
    // A script can quote itself through a variable.
    expanded += 1 + text.shown.utf8.count / 64
    let (list, frame) = parse(
      ShellSource(text), range: exactBase(of: text, in: range, context) == nil ? range : nil,
      base: exactBase(of: text, in: range, context) ?? 0)
    var inner = BashContext(frame: frame)
    inner.function = context.function
    inner.isConditional = context.isConditional
    inner.status = context.status
    inner.follows = context.follows
    inner.place = context.place
    inner.depth = context.depth + 1
    walk(list, inner)
  }

  /// Where the text of a quoted script begins, if it stands in the source letter by letter.
  private func exactBase(
    of text: ShellText, in range: Range<Int>, _ context: BashContext
  ) -> Int? {
    guard let known = text.known, context.frame.isOutermost,
      range.upperBound <= context.frame.source.bytes.count
    else { return nil }
    let source = context.frame.source.bytes[range]
    let wanted = Array(known.utf8)
    guard source.count >= wanted.count else { return nil }
    // A quote before it, or nothing.
    for skip in 0...1 where range.count >= wanted.count + skip {
      if source.dropFirst(skip).prefix(wanted.count).elementsEqual(wanted) {
        return range.lowerBound + skip
      }
    }
    return nil
  }
}
