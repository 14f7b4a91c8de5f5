import MoatExpressions

/// The contexts of a run that a stranger causes, as far as they follow from that: the stranger is
/// nobody a condition could name, the pull request comes from a fork and is not merged.
struct StrangerScenario {
  /// In no name on GitHub: equal to nothing that a workflow says.
  private static let nobody = "\u{1}"
  /// How many runs are tried for one condition: one for every repository and branch it names.
  private static let maximumRuns = 64

  let event: PublicEvent

  /// Whether a condition may hold in such a run.
  ///
  /// - Parameter others: contexts that are known besides, such as `matrix`.
  func mayHold(
    _ condition: ExpressionNode, _ others: [(name: String, value: ExpressionValue)] = []
  ) -> Bool {
    var literals: Set<String> = []
    Self.collect(condition, &literals)
    // A condition may name the repository and its branches: those may be meant.
    let repositories =
      [Self.nobody + "/" + Self.nobody]
      + literals.filter { $0.split(separator: "/").count == 2 && !$0.hasPrefix("refs/") }
    let owners = literals.filter { !$0.contains("/") }.map { $0 + "/" + Self.nobody }
    let branches =
      [Self.nobody]
      + literals.compactMap { literal in
        literal.hasPrefix("refs/heads/")
          ? String(literal.dropFirst(11)) : literal.hasPrefix("refs/") ? nil : literal
      }
    let places = (repositories + owners).sorted()
    guard places.count * branches.count <= Self.maximumRuns else { return true }
    for repository in places {
      for branch in branches.sorted() {
        let contexts = others + self.contexts(repository, branch, literals)
        let evaluator = ExpressionEvaluator(contexts: ExpressionObject(contexts, isOpen: true))
        do throws(ExpressionError) {
          if try evaluator.value(of: condition).isTruthy != false { return true }
        } catch {
          return true
        }
      }
    }
    return false
  }

  private static func collect(_ node: ExpressionNode, _ literals: inout Set<String>) {
    if case .literal(.string(let text)) = node.kind { literals.insert(text) }
    for child in node.children { collect(child, &literals) }
  }

  // MARK: - Contexts

  private func contexts(
    _ repository: String, _ branch: String, _ literals: Set<String>
  ) -> [(name: String, value: ExpressionValue)] {
    let isNamedBot = literals.contains { $0.hasSuffix("[bot]") }
    // Whom GitHub names as actor can be a bot that a stranger made act.
    let actor = isNamedBot ? ExpressionValue.unknown : .string(Self.nobody)
    let isMerge = event.runsOnMerge
    let owner = repository.split(separator: "/").first.map(String.init) ?? repository
    let github: [(name: String, value: ExpressionValue)] = [
      ("event_name", .string(event.rawValue)), ("repository", .string(repository)),
      ("repository_owner", .string(owner)), ("actor", actor), ("triggering_actor", actor),
      (
        "ref", isMerge ? .string("refs/pull/\(Self.nobody)/merge") : .string("refs/heads/\(branch)")
      ),
      ("ref_name", .string(isMerge ? "\(Self.nobody)/merge" : branch)),
      ("ref_type", .string("branch")),
      ("head_ref", event.hasPullRequest ? .unknown : .string("")),
      ("base_ref", event.hasPullRequest ? .string(branch) : .string("")),
      ("event", .object(payload(repository, owner, literals))),
    ]
    return [
      ("github", .object(ExpressionObject(github, isOpen: true))),
      // Only a workflow that is called or started by hand has any.
      ("inputs", .object(ExpressionObject([]))),
    ]
  }

  private func payload(
    _ repository: String, _ owner: String, _ literals: Set<String>
  ) -> ExpressionObject {
    let stranger = Self.open([("login", .string(Self.nobody)), ("type", .string("User"))])
    // Somebody whose earlier work was taken is a stranger all the same.
    let isContributor = literals.contains { $0.uppercased().hasSuffix("CONTRIBUTOR") }
    let standing = isContributor ? ExpressionValue.unknown : .string("NONE")
    let fork = Self.open([
      ("full_name", .string(Self.nobody + "/fork")), ("fork", .boolean(true)),
      ("owner", stranger), ("name", .unknown),
    ])
    let home = Self.open([
      ("full_name", .string(repository)), ("owner", Self.open([("login", .string(owner))])),
    ])
    let pullRequest = Self.open([
      ("head", Self.open([("repo", fork), ("user", stranger)])),
      ("base", Self.open([("repo", home)])), ("user", stranger), ("merged", .boolean(false)),
      ("author_association", standing),
    ])
    let written = Self.open([("user", stranger), ("author_association", standing)])
    let run = Self.open([
      // What a fork can cause: a run for a push is one of somebody who may push.
      ("event", .string("pull_request")), ("head_repository", fork), ("actor", stranger),
      ("triggering_actor", stranger), ("repository", home),
    ])
    return ExpressionObject(
      [
        ("repository", home), ("sender", stranger),
        ("pull_request", event.hasPullRequest ? pullRequest : .null),
        ("issue", written), ("comment", written), ("review", written), ("discussion", written),
        ("workflow_run", event == .workflowRun ? run : .null),
        ("inputs", .null),
      ], isOpen: true)
  }

  private static func open(_ members: [(name: String, value: ExpressionValue)]) -> ExpressionValue {
    .object(ExpressionObject(members, isOpen: true))
  }
}
