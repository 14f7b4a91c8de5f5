import MoatFindings
import MoatSyntax

/// `persist-credentials: false` for checkouts.
///
/// Safe where nothing that follows is seen to need the token on the disk: either the job's token
/// cannot write to the repository anyway, or every later step is a script without a git command
/// that goes to the network, or an action known not to use it. A script of the repository that
/// pushes on its own is seen only if git's command is in a file that Moat reads.
enum PersistedCredentialsFix {
  static func fixes(in context: FixContext) -> [WorkflowFix] {
    context.file.stepLists.flatMap { list in
      list.steps.compactMap { step in fix(of: step, in: list, context) }
    }
  }

  private static func fix(
    of step: Step, in list: StepList, _ context: FixContext
  ) -> WorkflowFix? {
    guard case .uses(let uses, let with) = step.content, uses.action == "actions/checkout",
      context.isFound(PersistedCredentials.self, at: uses.span)
    else { return nil }
    func fix(_ kind: WorkflowFix.Kind) -> WorkflowFix {
      WorkflowFix(
        PersistedCredentials.info.id, uses.span, "set `persist-credentials: false`", kind)
    }
    let off = YAMLNewEntry("persist-credentials", .plain("false"))
    let edits: [WorkflowEdit]
    if let with {
      if with.expression != nil { return fix(.left(because: "`with` is an expression")) }
      if let entry = with.entry("persist-credentials") {
        if case .alias = entry.value.node.kind {
          return fix(.left(because: "its value stands elsewhere, behind an anchor"))
        }
        let why = "somebody wrote `\(entry.value.text)` there"
        return fix(.unsafe([.replace(entry.value.node, with: off.value)], because: why))
      }
      if let mapping = with.node.resolved.mapping {
        edits = [.insert(off, into: mapping, at: .last)]
      } else {
        edits = [.replace(with.node, with: .mapping([off]))]
      }
    } else {
      let place = step.mapping.place(behind: "uses")
      edits = [.insert(YAMLNewEntry("with", .mapping([off])), into: step.mapping, at: place)]
    }
    if let why = CredentialUse.reason(after: step, in: list, context) {
      return fix(.unsafe(edits, because: why))
    }
    return fix(.safe(edits))
  }
}

extension YAMLMapping {
  /// Behind the first of these keys that is there, in whatever case; else in front.
  func place(behind keys: String...) -> YAMLEditor.Place {
    let names = map { $0.key.resolved.scalar?.text.lowercased() }
    for key in keys {
      if let index = names.firstIndex(of: key) { return .after(index) }
    }
    return .first
  }
}
