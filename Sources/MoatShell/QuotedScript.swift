/// A script in the words of a command, for a shell that may be another one:
/// `pwsh -Command '…'`, `cmd /c …`, `bash -c '…'`.
struct QuotedScript {
  let text: ShellText
  let dialect: ShellDialect
  let range: Range<Int>
  var options = ShellOptions()

  /// - Returns: nil if the words start no shell with a script.
  init?(_ words: [ShellWord]) {
    var words = words[...]
    if words.first?.known == "wsl" {
      words = words.drop { !ShellWrapper.shells.contains($0.known ?? "") }
    }
    guard let name = words.first?.known.flatMap(ShellCommand.programName)?.lowercased() else {
      return nil
    }
    let flags: [String]
    switch name {
    case "pwsh", "powershell":
      dialect = .powershell
      flags = ["-c", "-command"]
    case "cmd":
      dialect = .cmd
      flags = ["/c", "/k", "//c"]
    case "iex", "invoke-expression":
      guard words.count == 2, let script = words.last else { return nil }
      dialect = .powershell
      text = script.text
      range = script.range
      return
    case let shell where ShellWrapper.shells.contains(shell):
      dialect = .bash
      flags = []
    default: return nil
    }
    let flag = words.indices.dropFirst().first { index in
      guard let word = words[index].known?.lowercased() else { return false }
      if !flags.isEmpty { return flags.contains(word) }
      return word.hasPrefix("-") && !word.hasPrefix("--") && word.contains("c")
    }
    guard let flag, flag + 1 < words.endIndex else { return nil }
    if flags.isEmpty {
      text = words[flag + 1].text
      range = words[flag + 1].range
      options.stopsOnError = words[...flag].dropFirst().contains {
        $0.known?.contains("e") ?? false
      }
    } else {
      // The rest of the words is the script.
      var whole = ShellText()
      for (index, word) in words[(flag + 1)...].enumerated() {
        if index > 0 { whole.append(.literal(" ")) }
        whole.append(word.text)
      }
      text = whole
      range = words[flag + 1].range.lowerBound..<(words.last?.range.upperBound ?? 0)
    }
  }

  /// Adds the commands in it, each at the place of the words.
  ///
  /// - Parameters:
  ///   - outer: the script around it.
  ///   - firstID: the pipelines counted so far, which goes on counting.
  func read(
    as command: ShellCommand, state: ShellState, into outer: inout ShellReading,
    firstID: inout Int, nesting: inout ShellNesting
  ) {
    guard text.parts.contains(where: { if case .literal = $0 { true } else { false } }) else {
      return
    }
    guard let inner = nesting.enter() else {
      return outer.report(.tooManyCommands, at: range.lowerBound)
    }
    let source = ShellSource(text)
    let reading =
      switch dialect {
      case .sh, .bash: BashInterpreter.read(source, dialect, state.inherited, options, inner)
      case .powershell: PowerShellReader.read(source, state.inherited, options, inner)
      case .cmd: CmdReader.read(source, state.inherited, inner)
      }
    let offset = firstID
    let commands = reading.commands.prefix(ShellLimit.expandedCommands).map {
      ShellCommand($0, quotedAt: range, in: command, offset: offset)
    }
    firstID += commands.map(\.pipeline.id).max().map { $0 - offset + 1 } ?? 0
    outer.commands += commands
    if commands.count < reading.commands.count {
      outer.report(.tooManyCommands, at: range.lowerBound)
    }
    for problem in reading.problems where problem.kind.isLimit {
      outer.report(problem.kind, at: range.lowerBound)
    }
  }
}

/// How far scripts in quotes may still be read.
struct ShellNesting: Sendable {
  private let depth: Int
  private var count = 0

  init(depth: Int = 0) { self.depth = depth }

  /// Counts one script; nil if it is one too many.
  mutating func enter() -> ShellNesting? {
    let limit = depth == 0 ? ShellLimit.quotedScripts : ShellLimit.innerQuotedScripts
    guard depth < ShellLimit.quotedDepth, count < limit else { return nil }
    count += 1
    return ShellNesting(depth: depth + 1)
  }
}

extension ShellCommand {
  /// A command of a quoted script, as one of the script around it.
  fileprivate init(
    _ inner: ShellCommand, quotedAt range: Range<Int>, in outer: ShellCommand, offset: Int
  ) {
    let place = inner.pipeline
    self.init(
      words: inner.words.map {
        ShellWord($0.text.shifted(by: offset), range: range, mayBeSeveral: $0.mayBeSeveral)
      },
      assignments: inner.assignments.map {
        ShellAssignment(name: $0.name, value: $0.value.shifted(by: offset), range: range)
      },
      redirects: inner.redirects.map {
        ShellRedirect(
          kind: $0.kind, descriptor: $0.descriptor, target: $0.target.shifted(by: offset),
          range: range)
      },
      range: range, dialect: inner.dialect, wrappers: outer.wrappers + inner.wrappers,
      pipeline: ShellPipelinePlace(
        id: place.id + offset, index: place.index, count: place.count,
        outer: place.outer.map { $0 + offset } ?? outer.pipeline.id),
      follows: inner.follows, outcome: inner.outcome == .stops ? outer.outcome : inner.outcome,
      function: outer.function, isConditional: outer.isConditional || inner.isConditional,
      environment: inner.environment)
  }
}

extension ShellText {
  /// With other numbers for pipelines.
  fileprivate func shifted(by offset: Int) -> ShellText {
    ShellText(
      parts: parts.map { part in
        switch part {
        case .output(let id): .output(id + offset)
        case .outputFile(let id): .outputFile(id + offset)
        default: part
        }
      })
  }
}
