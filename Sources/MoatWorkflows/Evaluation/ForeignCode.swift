import MoatExpressions
import MoatModel

/// Finds texts that name code of a stranger: the head of a pull request, the fork it comes from.
struct ForeignCode {
  let search: TaintSearch

  /// Values that name a commit, a branch or a repository of a stranger. A branch's name alone
  /// does as well: `refs/pull/1/merge` is the name of a branch somebody can have.
  private static let references = [
    "github.head_ref", "github.event.pull_request.head.ref", "github.event.pull_request.head.sha",
    "github.event.pull_request.head.label", "github.event.pull_request.merge_commit_sha",
    "github.event.pull_request.head.repo.full_name", "github.event.pull_request.head.repo.name",
    "github.event.pull_request.head.repo.clone_url", "github.event.pull_request.head.repo.git_url",
    "github.event.pull_request.head.repo.ssh_url", "github.event.pull_request.head.repo.html_url",
    "github.event.pull_request.head.repo.owner.login", "github.event.pull_request.head.user.login",
    "github.event.workflow_run.head_sha", "github.event.workflow_run.head_branch",
    "github.event.workflow_run.head_commit.id",
    "github.event.workflow_run.head_repository.full_name",
    "github.event.workflow_run.head_repository.clone_url",
    "github.event.workflow_run.head_repository.owner.login",
    "github.event.workflow_run.pull_requests.*.head.sha",
    "github.event.workflow_run.pull_requests.*.head.ref",
  ]
  /// Outputs of actions that look up the head of a pull request.
  private static let outputs: [String: Set<String>] = [
    "xt0rted/pull-request-comment-branch": ["head_ref", "head_sha", "ref", "sha"],
    "gotson/pull-request-comment-branch": ["head_ref", "head_sha", "ref", "sha"],
    "eficode/resolve-pr-refs": ["head_ref", "head_sha"],
    "alessbell/pull-request-comment-branch": ["head_ref", "head_sha", "ref", "sha"],
    "potiuk/get-workflow-origin": [
      "sourceheadrepo", "sourceheadbranch", "sourceheadsha", "mergecommitsha",
    ],
  ]

  /// Whether a text names code of a stranger.
  func isNamed(in text: WorkflowText, _ place: TaintSearch.Place) -> Bool {
    if Self.namesPullRequest(text.text) { return true }
    return text.expressions.contains { $0.node.map { isNamed(in: $0, place) } ?? false }
  }

  /// Whether an expression gives the name of a stranger's code.
  func isNamed(in expression: ExpressionNode, _ place: TaintSearch.Place) -> Bool {
    expression.sources.contains { reference in
      if Self.references.contains(where: { reference.mayHold($0) && !reference.path.isEmpty }) {
        return true
      }
      if isOutput(reference, place) { return true }
      return search.definitions(of: reference, place).contains { isNamed(in: $0.text, $0.place) }
    }
  }

  private func isOutput(_ reference: ExpressionReference, _ place: TaintSearch.Place) -> Bool {
    guard reference.context.lowercased() == "steps", let id = reference.name(0)?.lowercased(),
      let output = reference.name(2)?.lowercased()
    else { return false }
    return place.list.steps.contains { step in
      guard step.id?.text.lowercased() == id, let action = step.uses?.action else { return false }
      return Self.outputs[action]?.contains(output) ?? false
    }
  }

  /// `refs/pull/…/merge`, `pull/…/head`: the refs under which GitHub keeps pull requests.
  static func namesPullRequest(_ text: String) -> Bool {
    guard let start = text.utf8.firstRange(of: "pull/".utf8)?.upperBound else { return false }
    let rest = text[start...]
    return rest.hasSuffix("/merge") || rest.hasSuffix("/head") || rest.mentions("/merge:")
      || rest.mentions("/head:")
  }
}

extension Collection where Element == UInt8 {
  /// Where a short text first stands.
  fileprivate func firstRange(of other: some Collection<UInt8>) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].starts(with: other) {
        return start..<index(start, offsetBy: other.count)
      }
      formIndex(after: &start)
    }
    return nil
  }
}
