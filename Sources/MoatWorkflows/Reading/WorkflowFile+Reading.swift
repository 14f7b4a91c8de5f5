package import MoatModel
import MoatSyntax

extension WorkflowFile {
  /// Reads a file. Whatever is strange in it is among the problems, and the rest is read.
  ///
  /// - Returns: one value a document, at least one; GitHub wants one and refuses more, so a second
  ///   is a problem of the first.
  package static func read(_ source: SourceText, as role: Role) -> [WorkflowFile] {
    let stream = YAMLStream(parsing: source, tolerating: .lineIndentation)
    let documents = stream.documents
    var files: [WorkflowFile] = []
    var streamProblems: [WorkflowProblem] = []
    if let failure = stream.failure {
      streamProblems.append(
        WorkflowProblem(
          failure.span, failure.message, help: failure.help, related: failure.related))
    } else if documents.isEmpty {
      streamProblems.append(
        WorkflowProblem(.start, "the file is empty", help: "delete it, or write what is missing"))
    }
    for document in documents.dropFirst() {
      streamProblems.append(
        WorkflowProblem(
          document.span, "expected one document, found another", help: "move it to its own file",
          related: documents.first?.span))
    }
    for document in documents {
      var reader = WorkflowReader()
      let content = reader.content(of: document.root, role)
      var problems = reader.problems
      problems += document.problems.map {
        WorkflowProblem(
          $0.span, $0.message, help: $0.help, related: $0.related,
          hidesContent: $0.kind != .underIndented)
      }
      problems += streamProblems
      streamProblems = []
      files.append(
        WorkflowFile(
          source: source, role: role, content: content, document: document,
          problems: problems.sorted { ($0.span, $0.message) < ($1.span, $1.message) }))
    }
    if files.isEmpty {
      files.append(
        WorkflowFile(
          source: source, role: role, content: .unreadable, document: nil, problems: streamProblems)
      )
    }
    return files
  }
}
