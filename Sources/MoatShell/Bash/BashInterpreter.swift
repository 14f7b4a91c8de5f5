/// Walks what ``BashParser`` read, in the order in which it would run, and lists the commands.
///
/// Both sides of a branch are walked, a loop's body once. A variable keeps its value where it can
/// have only that one.
struct BashInterpreter {
  let dialect: ShellDialect
  var state: ShellState
  var options: ShellOptions
  var nesting: ShellNesting
  var functions: [String: BashFunction] = [:]
  var called: Set<String> = []
  var reading = ShellReading()
  var pipelines = 0
  var expanded = 0
  /// `$?` was looked at in the words of the command that is being read.
  var sawStatus = false

  struct BashFunction {
    let body: BashNode
    let frame: BashFrame
    let order: Int
  }

  static func read(
    _ source: ShellSource, _ dialect: ShellDialect, _ variables: [String: ShellText],
    _ options: ShellOptions, _ nesting: ShellNesting = ShellNesting()
  ) -> ShellReading {
    var interpreter = BashInterpreter(
      dialect: dialect, state: ShellState(variables), options: options, nesting: nesting)
    interpreter.readFirstLine(source)
    let (list, frame) = interpreter.parse(source, range: nil, base: 0)
    interpreter.walk(list, BashContext(frame: frame))
    interpreter.walkUncalled()
    return interpreter.reading
  }

  /// `#!/bin/bash -eu`
  private mutating func readFirstLine(_ source: ShellSource) {
    guard source.bytes.starts(with: [UInt8(ascii: "#"), UInt8(ascii: "!")]) else { return }
    let line = source.bytes.prefix { $0 != UInt8(ascii: "\n") }
    for word in source.string(0..<line.count).split(separator: " ").dropFirst()
    where word.hasPrefix("-") && word.dropFirst().contains("e") {
      options.stopsOnError = true
    }
  }

  mutating func parse(
    _ source: ShellSource, range: Range<Int>?, base: Int
  ) -> (BashList, BashFrame) {
    var parser = BashParser(source)
    let list = parser.parseScript()
    let frame = BashFrame(
      source: source, documents: parser.documents, whole: range, base: base)
    for problem in parser.problems {
      reading.report(problem.kind, at: frame.offset(problem.offset))
    }
    return (list, frame)
  }

  /// Functions that are never called here: other scripts may, with any arguments.
  private mutating func walkUncalled() {
    for (name, function) in functions.sorted(by: { $0.value.order < $1.value.order })
    where !called.contains(name) {
      called.insert(name)
      state.arguments = nil
      var context = BashContext(frame: function.frame)
      context.function = name
      context.isConditional = true
      state.beginBranch()
      walk(function.body, context)
      _ = state.endBranch()
    }
  }

  // MARK: Lists

  /// Walks commands in order. The last one's status is that of the list: ``BashContext/status``.
  mutating func walk(_ list: BashList, _ context: BashContext) {
    for (index, element) in list.enumerated() {
      var context = context
      let isLast = index + 1 == list.count
      if index > 0 { context.follows = .sequence }
      if element.isBackground {
        context.status = .ignored(.background)
      } else if !isLast {
        context.status =
          options.stopsOnError && context.honoursErrexit ? .stops : .ignored(.noErrexit)
      }
      walk(element, isLast: isLast, context)
    }
  }

  private mutating func walk(_ list: BashAndOr, isLast: Bool, _ context: BashContext) {
    guard !list.rest.isEmpty else { return walk(list.first, context) }
    var pipelines = [list.first]
    pipelines += list.rest.map(\.pipeline)
    let statuses = statuses(of: list.rest, isLast: isLast, whole: context.status)
    for (index, pipeline) in pipelines.enumerated() {
      var inner = context
      if index > 0 { inner.follows = list.rest[index - 1].isAnd ? .and : .or }
      if index < statuses.count {
        inner.honoursErrexit = false
        inner.status = statuses[index]
      }
      guard index > 0 else {
        walk(pipeline, inner)
        continue
      }
      inner.isConditional = true
      state.beginBranch()
      walk(pipeline, inner)
      let changes = state.endBranch()
      state.join([changes, [:]])
    }
  }

  /// What becomes of the failure of each command of an and-or list but the last, from what follows
  /// it there.
  private func statuses(
    of rest: [(isAnd: Bool, pipeline: BashPipeline)], isLast: Bool, whole: ShellOutcome
  ) -> [ShellOutcome] {
    var statuses: [ShellOutcome] = []
    // From the end: what is known of everything behind.
    var onlyReports = true
    var fails = false
    var alternative: ShellOutcome?
    for (isAnd, pipeline) in rest.reversed() {
      let reports = pipeline.reports
      onlyReports = onlyReports && reports != nil
      fails = fails || pipeline.fails
      if !isAnd {
        switch reports {
        case _ where fails: alternative = .stops
        case .nothing: alternative = .ignored(.orTrue)
        case .words: alternative = .ignored(.orReport)
        case nil: alternative = .handled
        }
      }
      if let alternative {
        statuses.append(alternative)
      } else if !isLast {
        statuses.append(onlyReports ? .ignored(.andReport) : .decides)
      } else if case .ignored = whole, !onlyReports {
        // `a && b` as a whole is not looked at, but b depends on a.
        statuses.append(.decides)
      } else {
        statuses.append(whole)
      }
    }
    return statuses.reversed()
  }

  private mutating func walk(_ pipeline: BashPipeline, _ context: BashContext) {
    var context = context
    if pipeline.isNegated, context.status != .decides { context.status = .ignored(.negated) }
    guard pipeline.commands.count > 1 else {
      for command in pipeline.commands { walk(command, context) }
      return
    }
    pipelines += 1
    let id = pipelines
    for (index, command) in pipeline.commands.enumerated() {
      var inner = context
      inner.place = ShellPipelinePlace(
        id: id, index: index, count: pipeline.commands.count,
        outer: context.place?.id)
      if index > 0 { inner.follows = .pipe }
      if index + 1 < pipeline.commands.count, !options.hasPipefail {
        inner.status = .ignored(.pipeline)
      }
      // Each runs in a shell of its own.
      state.beginBranch()
      walk(command, inner)
      _ = state.endBranch()
    }
  }
}
