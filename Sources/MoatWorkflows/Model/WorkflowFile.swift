package import MoatFindings
package import MoatModel
package import MoatSyntax

/// One document of a file that GitHub acts on.
///
/// A reference, so that what follows from the file is worked out once for all rules.
package final class WorkflowFile: Sendable {
  /// What kind of file it is, by its path.
  package enum Role: Hashable, Sendable {
    case workflow, action, dependabot
  }

  package enum Content: Sendable {
    case workflow(Workflow)
    case action(ActionFile)
    case dependabot(DependabotFile)
    /// It is no YAML, or no mapping; the problems say why.
    case unreadable
  }

  package let source: SourceText
  package let role: Role
  package let content: Content
  /// The document whose nodes ``content`` has; nil for a file without one.
  package let document: YAMLDocument?
  /// What is wrong with it, in order of place. ``content`` is what could be read all the same.
  package let problems: [WorkflowProblem]
  /// The lists of steps in the file, in order.
  package let stepLists: [StepList]
  private let knownSequences = Once<[ScriptSequence]>()
  private let knownPublishing = Once<[CratePublishing]>()

  package init(
    source: SourceText, role: Role, content: Content, document: YAMLDocument?,
    problems: [WorkflowProblem]
  ) {
    self.source = source
    self.role = role
    self.content = content
    self.document = document
    self.problems = problems
    stepLists = StepList.all(in: content, of: source)
  }

  package var workflow: Workflow? {
    if case .workflow(let workflow) = content { workflow } else { nil }
  }

  package var action: ActionFile? {
    if case .action(let action) = content { action } else { nil }
  }

  package var dependabot: DependabotFile? {
    if case .dependabot(let dependabot) = content { dependabot } else { nil }
  }

  /// The sequences of scripts of its jobs, or of its composite action.
  var scriptSequences: [ScriptSequence] {
    knownSequences.value { stepLists.flatMap(\.scriptSequences) }
  }

  /// Its jobs that have to do with publishing crates.
  var cratePublishing: [CratePublishing] {
    knownPublishing.value {
      stepLists.map(CratePublishing.init).filter { $0.isPublishing || !$0.tokens.isEmpty }
    }
  }

  /// A label in this file.
  package func label(_ span: SourceSpan?, _ text: String? = nil) -> Label {
    Label(source.path, span, text)
  }
}

extension WorkflowFile.Role {
  /// The role of a file by its path, `/` between folders and relative to the root of the
  /// repository; nil for a file of no interest.
  ///
  /// An `action.yml` counts wherever it is: a workflow can use it by its folder.
  package init?(path: String) {
    let names = path.split(separator: "/").filter { $0 != "." }
    guard let name = names.last?.lowercased() else { return nil }
    guard name.hasSuffix(".yml") || name.hasSuffix(".yaml") else { return nil }
    let folder = names.dropLast().suffix(2).map(String.init)
    if folder == [".github", "workflows"] {
      self = .workflow
    } else if name == "dependabot.yml" || name == "dependabot.yaml", folder.last == ".github" {
      self = .dependabot
    } else if name == "action.yml" || name == "action.yaml" {
      self = .action
    } else {
      return nil
    }
  }
}
