extension BashPipeline {
  enum Report {
    case nothing, words
  }

  /// Whether it does nothing but succeed, perhaps after saying something.
  var reports: Report? {
    guard commands.count == 1, !isNegated else { return nil }
    switch commands[0] {
    case .simple(let command):
      switch command.words.first?.bare {
      case "true", ":": return .nothing
      case "exit", "return": return command.words.dropFirst().first?.bare == "0" ? .nothing : nil
      case "echo", "printf": return .words
      default: return nil
      }
    case .group(let list, _, _):
      guard list.allSatisfy({ $0.rest.isEmpty }), let last = list.last?.first.reports else {
        return nil
      }
      return list.allSatisfy { $0.first.reports != nil } ? last : nil
    default: return nil
    }
  }

  /// Whether it ends the script with a failure, whatever happens.
  var fails: Bool {
    guard commands.count == 1 else { return false }
    switch commands[0] {
    case .simple(let command):
      switch command.words.first?.bare {
      case "exit", "return":
        // Without a number it is the status of the command that failed.
        return command.words.count < 2 || command.words[1].bare != "0"
      case "false": return true
      default: return false
      }
    case .group(let list, _, _):
      return list.contains { $0.first.fails || $0.rest.contains { $0.pipeline.fails } }
    case .branch(let branches, let otherwise, _):
      let bodies = branches.map(\.body) + (otherwise.map { [$0] } ?? [])
      return bodies.contains { $0.contains { $0.first.fails } }
    default: return false
    }
  }

  /// Whether what follows it is not reached.
  var leaves: Bool {
    guard commands.count == 1, case .simple(let command) = commands[0],
      let name = command.words.first?.bare
    else { return false }
    return name == "exit" || name == "return" || name == "continue" || name == "break"
  }
}

extension BashList {
  /// The variables that commands in it assign.
  func gatherAssigned(into names: inout Set<String>) {
    for list in self {
      list.first.gatherAssigned(into: &names)
      for (_, pipeline) in list.rest { pipeline.gatherAssigned(into: &names) }
    }
  }
}

extension BashPipeline {
  fileprivate func gatherAssigned(into names: inout Set<String>) {
    for command in commands { command.gatherAssigned(into: &names) }
  }
}

extension BashNode {
  /// The variables that a function's body declares for itself, at its outermost level.
  var locals: [String] {
    guard case .group(let list, _, _) = self else { return [] }
    return list.flatMap { element -> [String] in
      guard case .simple(let command)? = element.first.commands.first,
        ["local", "declare", "typeset"].contains(command.words.first?.bare)
      else { return [] }
      return command.declared.map(\.name) + command.words.dropFirst().compactMap(\.bare)
    }
  }

  fileprivate func gatherAssigned(into names: inout Set<String>) {
    switch self {
    case .simple(let command):
      if command.words.isEmpty { names.formUnion(command.assignments.map(\.name)) }
      names.formUnion(command.declared.map(\.name))
      if command.words.first?.bare == "read" {
        names.formUnion(command.words.dropFirst().compactMap(\.bare))
      }
    case .group(let list, _, _): list.gatherAssigned(into: &names)
    case .branch(let branches, let otherwise, _):
      for branch in branches {
        branch.condition.gatherAssigned(into: &names)
        branch.body.gatherAssigned(into: &names)
      }
      otherwise?.gatherAssigned(into: &names)
    case .loop(let condition, let body, _):
      condition.gatherAssigned(into: &names)
      body.gatherAssigned(into: &names)
    case .each(let name, _, let body, _):
      names.insert(name)
      body.gatherAssigned(into: &names)
    case .choice(_, let bodies, _): for body in bodies { body.gatherAssigned(into: &names) }
    case .function: break
    }
  }
}
