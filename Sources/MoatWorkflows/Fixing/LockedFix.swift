import MoatFindings
import MoatModel
import MoatShell
import MoatSyntax

/// `--locked` for commands of Cargo in the scripts of steps.
enum LockedFix {
  /// Safe: it builds what the author of the tool tested, and nothing that came out since.
  static func installs(in context: FixContext) -> [WorkflowFix] {
    fixes(for: CargoInstallUnlocked.self, in: context, ["install"]) { .safe($0) }
  }

  /// Unsafe: where `Cargo.lock` is missing or does not fit, the command then fails, as it should.
  static func builds(in context: FixContext) -> [WorkflowFix] {
    fixes(for: CargoUnlocked.self, in: context, nil) {
      .unsafe($0, because: whyUnsafe)
    }
  }

  static let whyUnsafe = "without a `Cargo.lock` that fits, the command then fails"

  private static func fixes(
    for rule: any WorkflowRule.Type, in context: FixContext, _ subcommands: Set<String>?,
    _ kind: ([WorkflowEdit]) -> WorkflowFix.Kind
  ) -> [WorkflowFix] {
    guard !context.findings(of: rule).isEmpty else { return [] }
    return context.file.stepLists.flatMap { list -> [WorkflowFix] in
      list.scope.steps.flatMap { step, scope -> [WorkflowFix] in
        guard let script = step.script else { return [] }
        return places(in: scope, subcommands).compactMap { place in
          fix(place, script, rule, context, kind)
        }
      }
    }
  }

  private struct Place: Hashable, Comparable {
    let offset: Int
    let subcommand: String
    let word: Range<Int>

    static func < (left: Place, right: Place) -> Bool { left.offset < right.offset }
  }

  /// Where `--locked` is missing, in order; a place once, whatever the shell.
  private static func places(in scope: StepScope, _ subcommands: Set<String>?) -> [Place] {
    let places = scope.shellScripts.flatMap(\.commands).compactMap { command -> Place? in
      guard let cargo = CargoInvocation(command), cargo.isLocked == .no,
        subcommands.map({ $0.contains(cargo.subcommand) }) ?? true
      else { return nil }
      return Place(
        offset: cargo.lockedPlace, subcommand: cargo.subcommandWord.known ?? "",
        word: cargo.subcommandWord.range)
    }
    return Set(places).sorted()
  }

  private static func fix(
    _ place: Place, _ script: ScriptText, _ rule: any WorkflowRule.Type, _ context: FixContext,
    _ kind: ([WorkflowEdit]) -> WorkflowFix.Kind
  ) -> WorkflowFix? {
    let span = script.span(ofDecoded: place.word)
    guard context.isFound(rule, at: span) else { return nil }
    let message = "add `--locked` to `cargo \(place.subcommand)`"
    func fix(_ kind: WorkflowFix.Kind) -> WorkflowFix {
      WorkflowFix(rule.info.id, span, message, kind)
    }
    let bytes = Array(script.text.text.utf8)
    guard place.word.upperBound <= bytes.count,
      bytes[place.word].elementsEqual(place.subcommand.utf8), place.offset == place.word.upperBound
    else { return fix(.left(because: "the command is put together from parts")) }
    guard script.text.node.kind == .scalar, let scalar = script.text.node.scalar else {
      return fix(.left(because: "the script stands elsewhere, behind an anchor"))
    }
    return fix(
      kind([.replaceText(place.offset..<place.offset, of: scalar, with: " --locked")]))
  }
}
