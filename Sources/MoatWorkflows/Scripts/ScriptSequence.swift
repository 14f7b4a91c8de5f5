import MoatExpressions
package import MoatFindings
package import MoatModel
package import MoatShell

/// Scripts that run one after another and see the same files: the steps of a job, the layers of an
/// image, the lines of a recipe.
package struct ScriptSequence: Sendable {
  package let path: String
  /// Whose steps they are; nil for a file of scripts.
  package let list: StepList?
  package let parts: [ScriptPart]

  /// What the job holds that a stranger's code could take, in words; nil for none that is known.
  package var power: String? {
    list?.owner.flatMap { JobPower(of: $0.job, in: $0.workflow).words }
  }
}

/// One script of a ``ScriptSequence``.
package struct ScriptPart: Sendable {
  package let script: ShellScript
  /// The step it belongs to.
  package let step: Step?
  private let path: String
  private let place: Place

  private enum Place: Sendable {
    case step(ScriptText)
    /// From this offset on, letter by letter.
    case file(Int)
  }

  init(_ script: ShellScript, step: Step, text: ScriptText, in file: WorkflowFile) {
    self.script = script
    self.step = step
    path = file.source.path
    place = .step(text)
  }

  init(_ script: ShellScript, at offset: Int, of source: SourceText) {
    self.script = script
    step = nil
    path = source.path
    place = .file(offset)
  }

  /// Where a range of the script is written.
  package func span(_ range: Range<Int>) -> SourceSpan {
    switch place {
    case .step(let text): text.span(ofDecoded: range)
    case .file(let offset): SourceSpan(offset + range.lowerBound, offset + range.upperBound)
    }
  }

  package func label(_ range: Range<Int>, _ text: String? = nil) -> Label {
    Label(path, span(range), text)
  }

  /// The text of an expression in the script, by its mask.
  func expression(_ mask: Int) -> String? {
    guard let text = step?.script?.text, mask >= 0, mask < text.expressions.count else {
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
  package let sequence: ScriptSequence

  package var label: Label { part.label(command.range) }
}

extension ScriptSequence {
  /// Every command, in order.
  package var commands: [ScriptCommand] {
    parts.flatMap { part in
      part.script.commands.map { ScriptCommand(command: $0, part: part, sequence: self) }
    }
  }
}

extension WorkflowFacts {
  /// Every sequence of scripts: of jobs and composite actions, and of script files.
  ///
  /// Where a step may run in one shell or another, a job has a sequence for each.
  package var scriptSequences: [ScriptSequence] {
    files.flatMap(\.scriptSequences) + scripts.flatMap(\.sequences)
  }
}

extension WorkflowFile {
  fileprivate var scriptSequences: [ScriptSequence] {
    stepLists.flatMap { list -> [ScriptSequence] in
      let scripts = JobScope(list).steps.compactMap { step, scope -> (Step, [ShellScript])? in
        let scripts = scope.shellScripts
        return scripts.isEmpty ? nil : (step, scripts)
      }
      let variants = scripts.map(\.1.count).max() ?? 0
      return (0..<variants).map { variant in
        ScriptSequence(
          path: source.path, list: list,
          parts: scripts.compactMap { step, scripts in
            guard let script = step.script, let last = scripts.last else { return nil }
            return ScriptPart(
              variant < scripts.count ? scripts[variant] : last, step: step, text: script, in: self)
          })
      }
    }
  }
}
