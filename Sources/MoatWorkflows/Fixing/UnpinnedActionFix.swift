import MoatFindings
import MoatModel
import MoatSyntax

/// Commits in place of tags and branches, with the version behind them.
///
/// Only from evidence: what a tag was when somebody recorded, cloned or asked. A tag is pinned
/// safely, the same code runs until somebody updates it. Who names a branch wants what comes next,
/// so pinning one is not safe.
enum UnpinnedActionFix {
  static func fixes(in context: FixContext) -> [WorkflowFix] {
    context.file.usedActions.compactMap { use in
      guard context.isFound(UnpinnedAction.self, at: use.reference.span) else { return nil }
      return fix(of: use, context)
    }
  }

  private static func fix(of use: UsedAction, _ context: FixContext) -> WorkflowFix? {
    let reference = use.reference
    guard case .repository(let owner, let name, _, let ref?) = reference.target,
      CommitHash(ref) == nil
    else { return nil }
    let repository = ActionRepository(owner: owner, name: name)
    func fix(_ message: String, _ kind: WorkflowFix.Kind) -> WorkflowFix {
      WorkflowFix(UnpinnedAction.info.id, reference.span, message, kind)
    }
    let shown = LegibleText.short(reference.text.text)
    guard let known = context.facts.pins[repository].value else {
      return fix("pin `\(shown)`", .left(because: "no evidence says which commit it is"))
    }
    let tag = ref.hasPrefix("refs/tags/") ? String(ref.dropFirst(10)) : ref
    guard let commit = known.commit(of: tag) else {
      let why = "\(known.origin) has neither a tag nor a branch `\(LegibleText.short(tag))`"
      return fix("pin `\(shown)`", .left(because: why))
    }
    guard reference.text.node.kind == .scalar, let scalar = reference.text.node.scalar,
      let range = decodedRange(of: ref, in: reference.text.text)
    else { return fix("pin `\(shown)`", .left(because: "it stands elsewhere, behind an anchor")) }
    let isTag = known.tags[tag] != nil
    let label = known.label(of: commit) ?? tag
    var edits: [WorkflowEdit] = [
      .replaceText(range, of: scalar, with: commit.hex),
      .comment(
        VersionComment.text(label, keeping: reference, in: context.file),
        behind: reference.text.node),
    ]
    let message = "pin `\(shown)` to \(commit.short) (\(label), from \(known.origin))"
    if let step = use.step, let why = toolchain(step, repository, tag, &edits) {
      return fix("pin `\(shown)`", .left(because: why))
    }
    if isTag { return fix(message, .safe(edits)) }
    let why =
      "`\(LegibleText.short(tag))` is a branch, and its updates no longer arrive by themselves"
    return fix(message, .unsafe(edits, because: why))
  }

  /// The ref is the end of the text.
  private static func decodedRange(of ref: String, in text: String) -> Range<Int>? {
    guard text.hasSuffix("@" + ref) else { return nil }
    let upper = text.utf8.count
    return upper - ref.utf8.count..<upper
  }

  /// `dtolnay/rust-toolchain` takes the toolchain from its ref, unless it is told: a commit needs
  /// the input.
  ///
  /// - Returns: why that cannot be written; nil where it was, or need not be.
  private static func toolchain(
    _ step: Step, _ repository: ActionRepository, _ tag: String, _ edits: inout [WorkflowEdit]
  ) -> String? {
    guard repository.key == "dtolnay/rust-toolchain", tag != "master", tag != "v1" else {
      return nil
    }
    let input = YAMLNewEntry("toolchain", .string(tag))
    guard let with = step.with else {
      edits.append(
        .insert(
          YAMLNewEntry("with", .mapping([input])), into: step.mapping,
          at: step.mapping.place(behind: "uses")))
      return nil
    }
    if with["toolchain"] != nil { return nil }
    guard with.expression == nil, let mapping = with.node.resolved.mapping else {
      return "`with` is not a mapping, and the action needs its toolchain there"
    }
    edits.append(.insert(input, into: mapping, at: .first))
    return nil
  }
}
