import MoatExpressions
import MoatFindings
import MoatModel
import MoatShell
import MoatSyntax

/// Expressions in a script as variables of the step's environment.
///
/// Unsafe: a script may have relied on the text being pasted, as several words or as code. Only in
/// words of bash, sh and PowerShell outside of single quotes and of other programs' texts; elsewhere
/// a variable would not be replaced, or be code again.
enum TemplateInjectionFix {
  static func fixes(in context: FixContext) -> [WorkflowFix] {
    guard !context.findings(of: TemplateInjection.self).isEmpty else { return [] }
    return context.file.stepLists.flatMap { list -> [WorkflowFix] in
      list.scope.steps.flatMap { StepVariables($0.step, $0.scope, list, context).fixes }
    }
  }
}

/// The variables that replace the expressions of one script.
private struct StepVariables {
  private let step: Step
  private let scope: StepScope
  private let list: StepList
  private let context: FixContext
  private var entries: [(name: String, text: String)] = []
  private var edits: [WorkflowEdit] = []
  private var left: [WorkflowFix] = []
  private var span: SourceSpan?

  init(_ step: Step, _ scope: StepScope, _ list: StepList, _ context: FixContext) {
    self.step = step
    self.scope = scope
    self.list = list
    self.context = context
    collect()
  }

  var fixes: [WorkflowFix] {
    guard let span, !edits.isEmpty else { return left }
    let names = entries.map { "`\($0.name)`" }.joined(separator: ", ")
    let message =
      names.isEmpty
      ? "use the variables of `env`"
      : "put \(names) into `env`, and use \(entries.count == 1 ? "it" : "them")"
    guard let insertion else {
      let why = "`env` is an expression"
      return left + [WorkflowFix(TemplateInjection.info.id, span, message, .left(because: why))]
    }
    return left + [
      WorkflowFix(
        TemplateInjection.info.id, span, message,
        .unsafe(edits + insertion, because: "the script may rely on the text being code"))
    ]
  }

  private static let advice = "put an expression into `env`, and use the variable"

  private mutating func collect() {
    for text in ScriptInputs.code(of: step) {
      for expression in text.expressions {
        let place = text.span(ofDecoded: expression.span)
        guard context.isFound(TemplateInjection.self, at: place) else { continue }
        if let why = replace(expression, in: text) {
          left.append(
            WorkflowFix(TemplateInjection.info.id, place, Self.advice, .left(because: why)))
        } else {
          span = span ?? place
        }
      }
    }
  }

  /// - Returns: why it cannot be replaced; nil where it was.
  private mutating func replace(
    _ expression: ExpressionTemplate.Expression, in text: WorkflowText
  ) -> String? {
    guard let script = step.script, script.text.node.span == text.node.span else {
      return "it stands in the code of an action"
    }
    guard step.node.kind != .alias, text.node.kind == .scalar, let scalar = text.node.scalar else {
      return "the script stands elsewhere, behind an anchor"
    }
    let (shells, isComplete) = scope.shells
    guard isComplete, shells.count == 1, let shell = shells.first, let dialect = shell.dialect,
      dialect != .cmd, let read = scope.shellScripts.first, read.problems.isEmpty
    else { return "which shell reads it is not known, or it takes no variables" }
    let word = read.commands.flatMap { $0.words.map(\.range) + $0.assignments.map(\.range) }
      .filter {
        $0.lowerBound <= expression.span.lowerBound && $0.upperBound >= expression.span.upperBound
      }
      .min { $0.count < $1.count }
    guard let word else { return "it is no part of a command's words" }
    let bytes = Array(text.text.utf8)
    guard
      let quoting = ShellQuoting(
        of: expression.span.lowerBound, from: word.lowerBound, in: bytes, dialect),
      quoting != .single
    else { return "it stands in single quotes, where no variable is replaced" }
    guard let name = name(for: expression, text, bytes) else { return "it names nothing" }
    edits.append(
      .replaceText(expression.span, of: scalar, with: quoting.reference(to: name, dialect)))
    return nil
  }

  // MARK: - Names

  private mutating func name(
    for expression: ExpressionTemplate.Expression, _ text: WorkflowText, _ bytes: [UInt8]
  ) -> String? {
    guard let reference = expression.node?.references.first,
      expression.span.upperBound <= bytes.count
    else { return nil }
    let value = String(decoding: bytes[expression.span], as: UTF8.self)
    // A variable that holds it already.
    if let entry = step.env?.entries.first(where: { $0.value.text == value }) { return entry.name }
    if let entry = entries.first(where: { $0.text == value }) { return entry.name }
    var parts =
      ([reference.context]
        + reference.path.map { step in
          if case .name(let name) = step { name } else { "ITEM" }
        })
    if ["github", "env", "secrets"].contains(parts[0].lowercased()), parts.count > 1 {
      parts.removeFirst()
    }
    if parts[0].lowercased() == "event", parts.count > 1 { parts.removeFirst() }
    let base = parts.joined(separator: "_").uppercased().map { character in
      character.isASCII && (character.isLetter || character.isNumber) ? String(character) : "_"
    }.joined()
    let taken = Set(
      entries.map(\.name)
        + [step.env, list.job?.env, list.workflow?.env].compactMap { $0 }
        .flatMap { $0.entries.map { $0.name.uppercased() } })
    // A prefix of its own, so that neither the runner's variables nor the script's are meant.
    var name = "ARG_" + base
    var number = 2
    while taken.contains(name) || text.text.mentions(name) {
      name = "ARG_\(base)_\(number)"
      number += 1
    }
    entries.append((name, value))
    return name
  }

  /// The entries of `env`; nil where there is no place for them.
  private var insertion: [WorkflowEdit]? {
    let new = entries.map { YAMLNewEntry($0.name, .string($0.text)) }
    if new.isEmpty { return [] }
    if let env = step.env {
      guard env.expression == nil else { return nil }
      guard let mapping = env.node.resolved.mapping else {
        return [.replace(env.node, with: .mapping(new))]
      }
      guard env.node.kind != .alias, env.node.anchor == nil else { return nil }
      return new.map { .insert($0, into: mapping, at: .last) }
    }
    let keys = step.mapping.map { $0.key.resolved.scalar?.text.lowercased() }
    let run = keys.firstIndex(of: "run") ?? 0
    return [
      .insert(
        YAMLNewEntry("env", .mapping(new)), into: step.mapping,
        at: run == 0 ? .first : .after(run - 1))
    ]
  }
}
