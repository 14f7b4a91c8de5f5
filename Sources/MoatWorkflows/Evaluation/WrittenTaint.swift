import MoatExpressions
import MoatShell

/// Who chooses what the commands of one script print.
struct WrittenTaint {
  /// How deep substitutions in substitutions are followed.
  private static let maximumDepth = 4
  /// Programs that pass on what they read, whole or in part.
  private static let readers: Set<String> = [
    "cat", "head", "tail", "jq", "yq", "grep", "sed", "awk", "cut", "tr", "sort", "type",
    "get-content", "gc",
  ]
  /// Programs among them and besides that pass on only a part or something else.
  private static let filters: Set<String> = [
    "grep", "sed", "awk", "cut", "jq", "yq", "head", "tail", "wc", "md5sum", "sha1sum",
    "sha256sum", "base64", "basename", "dirname", "date", "test", "expr", "select-string",
  ]

  private let search: TaintSearch
  private let place: TaintSearch.Place
  /// What came onto the disk before the step.
  private let files: Taint?

  init(_ search: TaintSearch, _ list: StepList, _ step: Step, _ arrival: ForeignArrival?) {
    self.search = search
    place = TaintSearch.Place(list: list, step: step)
    guard let arrival, arrival.step.index <= step.index else {
      files = nil
      return
    }
    let events = search.reach.events(of: step, in: list).filter(\.isPrivileged)
    let what = arrival.kind == .artifact ? "a file of another run" : "a file of the pull request"
    files =
      events.isEmpty ? nil : Taint(.stranger, what, hasLines: true, isPrivileged: true)
  }

  /// Who chooses what a command, or the pipeline it ends, writes.
  func taint(of command: ShellCommand, in script: ShellScript) -> Taint? {
    taint(ofPipeline: command.pipeline.id, or: command, in: script, depth: 0)
  }

  private func taint(
    ofPipeline id: Int, or command: ShellCommand?, in script: ShellScript, depth: Int
  ) -> Taint? {
    guard depth < Self.maximumDepth else { return nil }
    var commands = script.commands(inPipeline: id)
    if commands.isEmpty { commands = [command].compactMap { $0 } }
    let taints =
      commands.flatMap { command in
        parts(of: command).compactMap { taint(of: $0, in: script, depth) } + read(by: command)
      } + payload(readBy: commands)
    guard let taint = TaintSearch.strongest(taints) else { return nil }
    let isFiltered = commands.contains { Self.filters.contains($0.name?.lowercased() ?? "") }
    return isFiltered ? taint.derived() : taint
  }

  private func parts(of command: ShellCommand) -> [ShellText.Part] {
    let redirected = command.redirects.filter { $0.kind == .text }.map(\.target)
    return (command.arguments.map(\.text) + redirected).flatMap(\.parts)
  }

  private func taint(
    of part: ShellText.Part, in script: ShellScript, _ depth: Int
  ) -> Taint? {
    switch part {
    case .mask(let id):
      let expressions = place.step?.script?.text.expressions ?? []
      guard id < expressions.count, let node = expressions[id].node, let step = place.step else {
        return nil
      }
      return search.taint(of: node, at: step, in: place.list)
    case .variable(let name): return variable(name)
    case .output(let id): return taint(ofPipeline: id, or: nil, in: script, depth: depth + 1)
    case .literal, .choice, .outputFile, .unknown: return nil
    }
  }

  private func variable(_ name: String) -> Taint? {
    // GitHub's own variable for `github.head_ref`.
    guard name != "GITHUB_HEAD_REF" else {
      let strangers = search.reach.events(of: place.list).filter(\.hasPullRequest)
      return strangers.isEmpty
        ? nil
        : Taint(
          .stranger, "the branch of a pull request",
          isPrivileged: strangers.contains(where: \.isPrivileged))
    }
    return search.taint(ofVariable: name, at: place)
  }

  /// What a pipeline reads of the event's payload: by jq what its filter names, by `cat` all of it.
  private func payload(readBy commands: [ShellCommand]) -> [Taint] {
    let isRead = commands.contains { command in
      let inputs = command.redirects.filter { $0.kind == .input }.map(\.target)
      return (command.arguments.map(\.text) + inputs).contains { text in
        text.parts.contains {
          if case .variable(let name) = $0 { EventFile.isNamed(by: name) } else { false }
        }
      }
    }
    guard isRead, let step = place.step else { return [] }
    let filters = commands.filter { $0.name == "jq" }.flatMap(\.arguments).compactMap(\.known)
    let isPrinted = commands.allSatisfy {
      ["cat", "type", "get-content", "gc"].contains($0.name?.lowercased())
    }
    let values =
      isPrinted ? EventFile.whole : EventFile.values(namedIn: filters.joined(separator: " "))
    return values.compactMap { search.taint(of: $0, at: step, in: place.list) }
  }

  /// Files that a command prints, if a stranger's are there.
  private func read(by command: ShellCommand) -> [Taint] {
    guard let files, let name = command.name?.lowercased(), Self.readers.contains(name) else {
      return []
    }
    let operands = command.arguments.filter { !($0.known ?? "").hasPrefix("-") }
    // The first operand of most is what they look for.
    let own = ["cat", "head", "tail", "sort", "type", "get-content", "gc"].contains(name) ? 0 : 1
    let hasInput = command.redirects.contains { $0.kind == .input }
    return operands.count > own || hasInput ? [files] : []
  }
}
