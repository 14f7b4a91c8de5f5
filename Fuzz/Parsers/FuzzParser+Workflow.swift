import MoatFindings
import MoatModel
import MoatWorkflows

extension FuzzParser {
  /// As each kind of file, judged by every rule alone and beside a good file: every place lies in
  /// its file.
  static func workflow(_ source: SourceText) {
    let roles: [(WorkflowFile.Role, String)] = [
      (.workflow, ".github/workflows/a.yml"), (.action, ".github/actions/a/action.yml"),
      (.dependabot, ".github/dependabot.yml"),
    ]
    var files: [WorkflowFile] = []
    for (role, path) in roles {
      let read = WorkflowFile.read(SourceText(path: path, bytes: source.bytes), as: role)
      require(!read.isEmpty)
      for file in read {
        for problem in file.problems { require(problem.span.upper <= source.bytes.count) }
        if case .unreadable = file.content { require(!file.problems.isEmpty) }
      }
      files += read
    }
    let facts = WorkflowFacts(files: files)
    for rule in WorkflowRules.all {
      for finding in WorkflowRules.findings(of: rule, in: facts) {
        for label in [finding.primary] + finding.related {
          require((label.span?.upper ?? 0) <= source.bytes.count)
        }
      }
    }
  }
}
