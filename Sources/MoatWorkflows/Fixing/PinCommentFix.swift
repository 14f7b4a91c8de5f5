import MoatFindings
import MoatModel
import MoatSyntax

/// The full version behind a hash, where evidence names it.
///
/// A comment that is wrong is left alone: hash or version, one of the two was not meant, and only a
/// human knows which.
enum PinCommentFix {
  static func fixes(in context: FixContext) -> [WorkflowFix] {
    let vague = context.findings(of: PinComment.self).filter {
      $0.severity == PinComment.info.severity && !$0.isUndetermined
    }
    return context.file.usedActions.compactMap { use in
      let isVague = vague.contains { finding in
        ([finding.primary] + finding.related).contains { $0.span == use.reference.span }
      }
      return isVague ? fix(of: use.reference, context) : nil
    }
  }

  private static func fix(of reference: UsesReference, _ context: FixContext) -> WorkflowFix? {
    guard case .repository(let owner, let name, _, let ref?) = reference.target,
      let commit = CommitHash(ref)
    else { return nil }
    let repository = ActionRepository(owner: owner, name: name)
    func fix(_ message: String, _ kind: WorkflowFix.Kind) -> WorkflowFix {
      WorkflowFix(PinComment.info.id, reference.span, message, kind)
    }
    let order = "write the version behind the hash of `\(repository)`"
    guard let known = context.facts.pins[repository].value else {
      return fix(order, .left(because: "no evidence says which version it is"))
    }
    guard let label = known.label(of: commit) else {
      return fix(order, .left(because: "\(known.origin) has no tag at that commit"))
    }
    guard reference.text.node.kind == .scalar else {
      return fix(order, .left(because: "it stands elsewhere, behind an anchor"))
    }
    let comment = VersionComment.text(label, keeping: reference, in: context.file)
    return fix(
      "write `# \(label)` behind the hash of `\(repository)` (from \(known.origin))",
      .safe([.comment(comment, behind: reference.text.node)]))
  }
}

extension VersionComment {
  /// A comment with a version, and with the words of the comment that is there unless they are
  /// nothing but a version themselves.
  static func text(
    _ label: String, keeping reference: UsesReference, in file: WorkflowFile
  ) -> String {
    guard let span = reference.comment else { return label }
    let old = file.source.text(at: span)
    let parsed = VersionComment(old)
    if parsed.text.isEmpty || parsed.version != nil || parsed.text == parsed.claim { return label }
    return "\(label) \(old.drop { $0 == "#" || $0 == " " || $0 == "\t" })"
  }
}
