import MoatModel
import MoatSyntax

/// The fixes of one file, made together.
struct FixBatch: Sendable {
  private let fixes: [WorkflowFix]
  private let source: SourceText
  private let lines: LineIndex

  struct Outcome: Sendable {
    var text: SourceText
    var made: [FixedFile.Entry] = []
    var offered: [FixedFile.Entry] = []
    var left: [FixedFile.Entry] = []
  }

  /// Aliases show one place several times; it is repaired once.
  init(_ fixes: [WorkflowFix], _ source: SourceText) {
    struct Key: Hashable {
      let rule: String
      let span: SourceSpan
      let message: String
    }
    var seen: Set<Key> = []
    self.fixes = fixes.filter {
      seen.insert(Key(rule: $0.rule, span: $0.span, message: $0.message)).inserted
    }
    self.source = source
    lines = LineIndex(source.bytes)
  }

  func make(in document: YAMLDocument, allowsUnsafe: Bool) -> Outcome {
    let chosen = fixes.filter { $0.edits(allowsUnsafe: allowsUnsafe) != nil }
    var outcome = Outcome(text: source)
    if !chosen.isEmpty, let text = Self.text(of: document, with: chosen) {
      outcome.text = text
      outcome.made = chosen.map { entry($0, because: nil) }.sorted()
    } else if !chosen.isEmpty {
      makeSome(of: chosen, in: document, &outcome)
    }
    for fix in fixes {
      switch fix.kind {
      case .left(let why): outcome.left.append(entry(fix, because: why))
      case .unsafe(_, let why) where !allowsUnsafe:
        outcome.offered.append(entry(fix, because: why))
      case .safe, .unsafe: break
      }
    }
    return outcome
  }

  /// One of the fixes cannot be made, or not beside another: as many as can, in order.
  private func makeSome(
    of chosen: [WorkflowFix], in document: YAMLDocument, _ outcome: inout Outcome
  ) {
    var made: [WorkflowFix] = []
    for fix in chosen {
      if let text = Self.text(of: document, with: made + [fix]) {
        outcome.text = text
        made.append(fix)
      } else {
        outcome.left.append(
          entry(fix, because: "the file's layout does not let it be written in"))
      }
    }
    outcome.made = made.map { entry($0, because: nil) }.sorted()
  }

  private func entry(_ fix: WorkflowFix, because why: String?) -> FixedFile.Entry {
    FixedFile.Entry(
      rule: fix.rule, line: lines.position(at: fix.span.lower).line, message: fix.message,
      because: why)
  }

  private static func text(
    of document: YAMLDocument, with fixes: [WorkflowFix]
  ) -> SourceText? {
    var editor = YAMLEditor(document)
    do throws(YAMLEditError) {
      for fix in fixes {
        for edit in fix.edits(allowsUnsafe: true) ?? [] { try edit.make(with: &editor) }
      }
      return try editor.finished()
    } catch {
      return nil
    }
  }
}
