import MoatExpressions

/// A run for one event, as far as the event alone says what it is. All else is unknown.
struct RunScenario: Hashable, Sendable {
  /// The name of the event: `push`.
  let event: String
  /// Whether the run is for a tag; nil if that is open.
  let isTag: Bool?

  /// In no name of a tag or branch: git refuses it there.
  private static let nobody = "\u{1}"
  /// How many names are tried for one condition; one with more may hold.
  private static let maximumNames = 64

  /// The runs that the triggers of a workflow can start. A called workflow runs for its callers'
  /// events, which are open here.
  static func all(of workflow: Workflow) -> [RunScenario] {
    workflow.triggers.events.flatMap { trigger -> [RunScenario] in
      switch trigger.name {
      case "push":
        let hasBranches = trigger.branches != nil || trigger.ignoredBranches != nil
        let isTagsOnly = !hasBranches && (trigger.tags != nil || trigger.ignoredTags != nil)
        return (trigger.canBeTag ? [RunScenario(event: "push", isTag: true)] : [])
          + (isTagsOnly ? [] : [RunScenario(event: "push", isTag: false)])
      case "release": return [RunScenario(event: "release", isTag: true)]
      case "pull_request", "pull_request_target", "schedule":
        return [RunScenario(event: trigger.name, isTag: false)]
      default: return [RunScenario(event: trigger.name, isTag: nil)]
      }
    }
  }

  /// Whether a job may run, by its own condition.
  func mayRun(_ job: Job) -> Bool { mayHold(job.condition) }

  /// Whether a step may run, by its own condition.
  func mayRun(_ step: Step) -> Bool { mayHold(step.condition) }

  private func mayHold(_ condition: Condition?) -> Bool {
    guard let condition else { return true }
    // Text around an expression always holds.
    guard let node = condition.expression else { return true }
    let names = Self.names(in: node)
    guard names.count <= Self.maximumNames else { return true }
    return names.contains { name in
      let evaluator = ExpressionEvaluator(
        contexts: ExpressionObject(contexts(name), isOpen: true))
      do throws(ExpressionError) {
        return try evaluator.truth(of: node) != false
      } catch {
        return true
      }
    }
  }

  /// Names of tags and branches to try: those the condition names, names that begin or end as it
  /// asks, and one of which it knows nothing.
  private static func names(in node: ExpressionNode) -> [String] {
    var literals: Set<String> = []
    collect(node, &literals)
    return [nobody] + literals.sorted().flatMap { [$0, $0 + nobody, nobody + $0] }
  }

  private static func collect(_ node: ExpressionNode, _ literals: inout Set<String>) {
    if case .literal(.string(let text)) = node.kind {
      literals.insert(
        ["refs/tags/", "refs/heads/"].first { text.hasPrefix($0) }
          .map { String(text.dropFirst($0.count)) } ?? text)
    }
    for child in node.children { collect(child, &literals) }
  }

  private func contexts(_ name: String) -> [(name: String, value: ExpressionValue)] {
    var github: [(name: String, value: ExpressionValue)] = [("event_name", .string(event))]
    if let isTag {
      github += [
        ("ref_type", .string(isTag ? "tag" : "branch")), ("ref_name", .string(name)),
        ("ref", .string((isTag ? "refs/tags/" : "refs/heads/") + name)),
      ]
    }
    let inputs: [(name: String, value: ExpressionValue)] =
      ["workflow_dispatch", "workflow_call"].contains(event)
      ? [] : [("inputs", .object(ExpressionObject([])))]
    return [("github", .object(ExpressionObject(github, isOpen: true)))] + inputs
  }
}
