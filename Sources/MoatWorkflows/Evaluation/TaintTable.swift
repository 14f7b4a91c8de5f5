import MoatExpressions

/// The values of the `github` context that somebody chooses, by the events whose payload has them.
///
/// From [GitHub's list](https://docs.github.com/en/actions/reference/security/secure-use) and
/// [the payloads](https://docs.github.com/en/webhooks/webhook-events-and-payloads). Names of users
/// and repositories, hashes and numbers have no characters that could do harm, and are not here.
enum TaintTable {
  struct Row {
    let path: String
    let what: String
    let control: Control
    let hasLines: Bool
    let events: Set<String>

    init(
      _ path: String, _ what: String, _ events: Set<String>, _ control: Control = .stranger,
      hasLines: Bool = false
    ) {
      self.path = path
      self.what = what
      self.events = events
      self.control = control
      self.hasLines = hasLines
    }
  }

  private static let pullRequests: Set<String> = [
    "pull_request", "pull_request_target", "pull_request_review", "pull_request_review_comment",
  ]
  private static let issues: Set<String> = ["issues", "issue_comment"]
  private static let discussions: Set<String> = ["discussion", "discussion_comment"]
  private static let comments: Set<String> = [
    "issue_comment", "pull_request_review_comment", "commit_comment", "discussion_comment",
  ]
  /// Events in which `github.ref` is a branch or tag that somebody who may push has named.
  private static let named: Set<String> = [
    "push", "create", "delete", "workflow_dispatch", "release", "registry_package", "deployment",
    "pull_request_target",
  ]

  static let rows: [Row] = [
    Row("github.head_ref", "the branch of a pull request", pullRequests),
    Row("github.event.pull_request.title", "the title of a pull request", pullRequests),
    Row(
      "github.event.pull_request.body", "the text of a pull request", pullRequests, hasLines: true),
    Row("github.event.pull_request.head.ref", "the branch of a pull request", pullRequests),
    Row("github.event.pull_request.head.label", "the branch of a pull request", pullRequests),
    Row(
      "github.event.pull_request.head.repo.default_branch", "the main branch of a fork",
      pullRequests),
    Row(
      "github.event.pull_request.head.repo.description", "the description of a fork", pullRequests),
    Row("github.event.pull_request.head.repo.homepage", "the homepage of a fork", pullRequests),
    Row("github.event.issue.title", "the title of an issue", issues),
    Row("github.event.issue.body", "the text of an issue", issues, hasLines: true),
    Row(
      "github.event.changes.title.from", "the title of a pull request or issue",
      pullRequests.union(issues).union(discussions)),
    Row(
      "github.event.changes.body.from", "the text of a pull request or issue",
      pullRequests.union(issues).union(discussions).union(comments), hasLines: true),
    Row("github.event.comment.body", "the text of a comment", comments, hasLines: true),
    Row(
      "github.event.review.body", "the text of a review", ["pull_request_review"], hasLines: true),
    Row("github.event.discussion.title", "the title of a discussion", discussions),
    Row("github.event.discussion.body", "the text of a discussion", discussions, hasLines: true),
    Row("github.event.answer.body", "the text of an answer", discussions, hasLines: true),
    Row("github.event.pages.*.page_name", "the name of a wiki page", ["gollum"]),
    Row("github.event.pages.*.title", "the title of a wiki page", ["gollum"]),
    Row("github.event.pages.*.summary", "the summary of a wiki page", ["gollum"]),
    Row("github.event.forkee.description", "the description of a fork", ["fork"]),
    Row("github.event.forkee.homepage", "the homepage of a fork", ["fork"]),
    Row("github.event.workflow_run.head_branch", "the branch of a pull request", ["workflow_run"]),
    Row(
      "github.event.workflow_run.display_title", "the title of a pull request", ["workflow_run"]),
    Row(
      "github.event.workflow_run.head_commit.message", "the message of a commit", ["workflow_run"],
      hasLines: true),
    Row(
      "github.event.workflow_run.head_commit.author.name", "the author of a commit",
      ["workflow_run"]),
    Row(
      "github.event.workflow_run.head_commit.author.email", "the author of a commit",
      ["workflow_run"]),
    Row(
      "github.event.workflow_run.head_commit.committer.name", "the committer of a commit",
      ["workflow_run"]),
    Row(
      "github.event.workflow_run.head_commit.committer.email", "the committer of a commit",
      ["workflow_run"]),
    Row(
      "github.event.workflow_run.head_repository.description", "the description of a fork",
      ["workflow_run"]),
    Row(
      "github.event.workflow_run.pull_requests.*.head.ref", "the branch of a pull request",
      ["workflow_run"]),

    Row(
      "github.event.head_commit.message", "the message of a commit", ["push"], .merged,
      hasLines: true),
    Row("github.event.head_commit.author.name", "the author of a commit", ["push"], .merged),
    Row("github.event.head_commit.author.email", "the author of a commit", ["push"], .merged),
    Row("github.event.head_commit.committer.name", "the committer of a commit", ["push"], .merged),
    Row("github.event.head_commit.committer.email", "the committer of a commit", ["push"], .merged),
    Row(
      "github.event.commits.*.message", "the message of a commit", ["push"], .merged,
      hasLines: true),
    Row("github.event.commits.*.author.name", "the author of a commit", ["push"], .merged),
    Row("github.event.commits.*.author.email", "the author of a commit", ["push"], .merged),
    Row("github.event.commits.*.committer.name", "the committer of a commit", ["push"], .merged),
    Row("github.event.commits.*.committer.email", "the committer of a commit", ["push"], .merged),
    Row(
      "github.event.merge_group.head_commit.message", "the message of a commit", ["merge_group"],
      .merged, hasLines: true),

    Row("github.ref", "the name of a branch or tag", named, .writer),
    Row("github.ref_name", "the name of a branch or tag", named, .writer),
    Row("github.base_ref", "the name of a branch", pullRequests, .writer),
    Row("github.event.pull_request.base.ref", "the name of a branch", pullRequests, .writer),
    Row("github.event.ref", "the name of a branch or tag", ["push", "create", "delete"], .writer),
    Row("github.event.base_ref", "the name of a branch", ["push"], .writer),
    Row("github.event.release.name", "the name of a release", ["release"], .writer),
    Row("github.event.release.tag_name", "the tag of a release", ["release"], .writer),
    Row("github.event.release.body", "the text of a release", ["release"], .writer, hasLines: true),
    Row("github.event.release.target_commitish", "the branch of a release", ["release"], .writer),
    Row(
      "github.event.label.name", "the name of a label",
      pullRequests.union(issues).union(discussions).union(["label"]), .writer),
    Row(
      "github.event.pull_request.labels.*.name", "the name of a label", pullRequests, .writer),
    Row("github.event.issue.labels.*.name", "the name of a label", issues, .writer),
    Row(
      "github.event.client_payload", "the payload of `repository_dispatch`",
      ["repository_dispatch"], .writer, hasLines: true),
  ]

  /// Outputs of well-known actions that hold what a stranger chooses: names of changed files and
  /// branches, texts of comments. From the models of
  /// [CodeQL](https://github.com/github/codeql/tree/main/actions/ql/lib/ext) and the actions' own
  /// descriptions.
  static let outputs: [String: (what: String, names: Set<String>?)] = [
    "tj-actions/changed-files": ("the name of a changed file", nil),
    "tj-actions/verify-changed-files": ("the name of a changed file", nil),
    "tj-actions/branch-names": (
      "the branch of a pull request", ["current_branch", "head_ref_branch", "ref_branch"]
    ),
    "jitterbit/get-changed-files": ("the name of a changed file", nil),
    "trilom/file-changes-action": ("the name of a changed file", nil),
    "ahmadnassri/action-changed-files": ("the name of a changed file", nil),
    "xt0rted/pull-request-comment-branch": (
      "the branch of a pull request", ["head_ref", "ref"]
    ),
    "potiuk/get-workflow-origin": (
      "the branch of a pull request", ["sourceheadbranch", "pullrequestlabels"]
    ),
    "peter-evans/find-comment": ("the text of a comment", ["comment-body"]),
  ]
}
