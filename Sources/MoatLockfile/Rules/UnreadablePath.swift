import MoatCargo
package import MoatFindings
import MoatModel

/// Folders and files below the checked folder that could not be looked at.
package struct UnreadablePath: Rule {
  package static let info = RuleInfo(
    id: "unreadable-path", group: .lockfile, severity: .medium, evidence: [.lockfile],
    guards: [.lockfile, .manifests],
    summary: "a folder or file that could not be looked at",
    explanation: Explanation(
      whatItDoes: """
        Reports folders that could not be listed and names that are not UTF-8, below the folder \
        that is checked.
        """,
      whyItMatters: """
        A lockfile in there was not found, so not checked: the run is *undetermined*, never clean.
        """,
      whatToDo: "Make the folder readable, or check the folders beside it by name.",
      example: """
        ```text
        undetermined[unreadable-path]: `private` could not be looked at
          --> private
           = because: permission denied
        ```
        """))

  package init() {}

  /// - Parameter problems: display path and reason.
  package func findings(for problems: [(path: String, reason: String)]) -> [Finding] {
    problems.map { problem in
      .undetermined(
        Self.info, "`\(problem.path)` could not be looked at", at: Label(problem.path),
        because: problem.reason)
    }
  }
}
