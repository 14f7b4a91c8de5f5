import MoatFindings
import MoatModel
import MoatShell
import MoatWorkflows

extension FuzzParser {
  /// As a script of every dialect with a piece of it masked, and through every argument model.
  static func shell(_ text: String) {
    let size = text.utf8.count
    let masks =
      size < 8
      ? []
      : [
        ShellMask(range: size / 4..<size / 4 + 3, id: 1),
        ShellMask(range: size / 2..<size / 2 + 2, id: 2, values: ["a b", "c"]),
      ]
    for dialect in [ShellDialect.bash, .powershell, .cmd] {
      let script = ShellScript(
        text, dialect: dialect, masks: masks, variables: ["X": ShellText("1")],
        options: ShellOptions(stopsOnError: true))
      for problem in script.problems { require(problem.offset <= size) }
      for command in script.commands {
        require(command.range.lowerBound >= 0 && command.range.upperBound <= size)
        for word in command.words { require(word.range.upperBound <= size) }
        require(!script.commands(inPipeline: command.pipeline.id).isEmpty)
        _ = CargoInvocation(command)?.crates
        _ = CargoInvocation(command)?.isLocked
        _ = RustupInvocation(command)
        _ = DownloadCommand(command)
        _ = FileUse(command)
        _ = CheckCommand(command)
      }
    }
  }

  /// As each kind of file with commands in it, and judged.
  static func scriptFile(_ source: SourceText) {
    let kinds: [ScriptFile.Kind] = [
      .dockerfile, .makefile, .justfile, .shell, .powershell, .batch,
      .cargoConfiguration,
    ]
    let files = kinds.map { ScriptFile(kind: $0, source: source) }
    for file in files {
      for sequence in file.sequences {
        for site in sequence.commands {
          require((site.label.span?.upper ?? 0) <= source.bytes.count)
        }
      }
    }
    let facts = WorkflowFacts(files: [], scripts: files, lockfileFolders: [""])
    for rule in WorkflowRules.all { _ = WorkflowRules.findings(of: rule, in: facts) }
  }
}
