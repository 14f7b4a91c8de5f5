import MoatExpressions
package import MoatFindings
package import MoatModel
package import MoatShell
import MoatSyntax

/// Scripts that run one after another and see the same files: the steps of a job, the layers of an
/// image, the lines of a recipe.
///
/// A reference that its file keeps, as several rules go through its commands.
package final class ScriptSequence: Sendable {
  package let path: String
  package let parts: [ScriptPart]
  /// Whose steps they are; nil for a file of scripts.
  private let list: StepList?
  /// Every command, in order.
  package let commands: [ScriptCommand]

  init(path: String, list: StepList?, parts: [ScriptPart]) {
    self.path = path
    self.list = list
    self.parts = parts
    commands = parts.flatMap { part in
      part.script.commands.map { ScriptCommand(command: $0, part: part) }
    }
  }

  /// What the job holds that a stranger's code could take, in words; nil for none that is known.
  package var power: String? { list?.power?.words }
}

/// One script of a ``ScriptSequence``.
package final class ScriptPart: Sendable {
  package let script: ShellScript
  /// The step it belongs to, with the list it is in; nil for a file of scripts.
  package let owner: (list: StepList, step: Step)?
  /// Its place among the scripts of the sequence.
  package let index: Int
  /// Whether what starts it drops its failure: `-` in front of a Makefile's line.
  package let ignoresFailure: Bool
  private let path: String
  private let place: Place
  /// What the masks of a script in a file stand for.
  private let masked: [Int: String]
  /// The places of a step's script, worked out once: a script may have thousands of findings.
  private let mapped = Once<YAMLText?>()

  private enum Place: Sendable {
    case step(ScriptText)
    /// From this offset on, letter by letter.
    case file(Int)
    /// All of it at one place.
    case whole(SourceSpan)
  }

  init(_ script: ShellScript, step: Step, text: ScriptText, in list: StepList) {
    self.script = script
    owner = (list, step)
    index = step.index
    ignoresFailure = false
    masked = [:]
    path = list.path
    place = .step(text)
  }

  /// A script that stands in a file letter by letter.
  init(
    _ script: ShellScript, index: Int, at offset: Int, of source: SourceText,
    masked: [Int: String] = [:], ignoresFailure: Bool = false
  ) {
    self.script = script
    self.index = index
    self.ignoresFailure = ignoresFailure
    self.masked = masked
    owner = nil
    path = source.path
    place = .file(offset)
  }

  /// A script that a file says in other words.
  init(_ script: ShellScript, index: Int, whole span: SourceSpan, of source: SourceText) {
    self.script = script
    self.index = index
    ignoresFailure = false
    masked = [:]
    owner = nil
    path = source.path
    place = .whole(span)
  }

  /// Where a range of the script is written.
  package func span(_ range: Range<Int>) -> SourceSpan {
    switch place {
    case .step(let script):
      mapped.value { script.text.node.resolved.scalar?.mapped }?.sourceSpan(ofDecoded: range)
        ?? script.text.span
    case .file(let offset): SourceSpan(offset + range.lowerBound, offset + range.upperBound)
    case .whole(let span): span
    }
  }

  package func label(_ range: Range<Int>, _ text: String? = nil) -> Label {
    Label(path, span(range), text)
  }

  /// The text of an expression in the script, by its mask.
  func expression(_ mask: Int) -> String? {
    if let text = masked[mask] { return text }
    guard let text = owner?.step.script?.text, mask >= 0, mask < text.expressions.count else {
      return nil
    }
    let bytes = Array(text.text.utf8)
    let content = text.expressions[mask].content.clamped(to: 0..<bytes.count)
    return String(decoding: bytes[content], as: UTF8.self).filter { $0 != " " }
  }
}

/// One command with where it stands.
package struct ScriptCommand: Sendable {
  package let command: ShellCommand
  package let part: ScriptPart

  package var label: Label { part.label(command.range) }
}

extension WorkflowFacts {
  /// Every sequence of scripts: of jobs and composite actions, and of script files.
  ///
  /// Where a step may run in one shell or another, a job has a sequence for each.
  package var scriptSequences: [ScriptSequence] {
    files.flatMap(\.scriptSequences) + scripts.flatMap(\.sequences)
  }
}

extension StepList {
  var scriptSequences: [ScriptSequence] {
    let scripts = scope.steps.compactMap { step, scope -> (Step, [ShellScript])? in
      let scripts = scope.shellScripts
      return scripts.isEmpty ? nil : (step, scripts)
    }
    let variants = scripts.map(\.1.count).max() ?? 0
    return (0..<variants).map { variant in
      ScriptSequence(
        path: path, list: self,
        parts: scripts.compactMap { step, scripts in
          guard let script = step.script, let last = scripts.last else { return nil }
          return ScriptPart(
            variant < scripts.count ? scripts[variant] : last, step: step, text: script, in: self)
        })
    }
  }
}
