/// An event that somebody without write access can cause in a public repository.
package enum PublicEvent: String, Hashable, Sendable, CaseIterable {
  case pullRequest = "pull_request"
  case pullRequestReview = "pull_request_review"
  case pullRequestReviewComment = "pull_request_review_comment"
  case pullRequestTarget = "pull_request_target"
  case workflowRun = "workflow_run"
  case issues = "issues"
  case issueComment = "issue_comment"
  case commitComment = "commit_comment"
  case discussion = "discussion"
  case discussionComment = "discussion_comment"
  case fork = "fork"
  case watch = "watch"
  case gollum = "gollum"

  /// Whether its runs have the repository's secrets and a token that may write, even for a
  /// stranger. Runs for a pull request from a fork have neither.
  package var isPrivileged: Bool {
    switch self {
    case .pullRequest, .pullRequestReview, .pullRequestReviewComment: false
    default: true
    }
  }

  /// Whether the event carries a pull request.
  var hasPullRequest: Bool {
    switch self {
    case .pullRequest, .pullRequestReview, .pullRequestReviewComment, .pullRequestTarget: true
    default: false
    }
  }

  /// Whether it runs on the merge of a pull request and not on a branch of the repository.
  var runsOnMerge: Bool { hasPullRequest && self != .pullRequestTarget }
}
