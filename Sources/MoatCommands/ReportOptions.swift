internal import ArgumentParser
import MoatFindings
import MoatHost
import MoatModel
import MoatPipeline
import MoatRendering
import MoatStore

enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case human, json, sarif, github, markdown
}

enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// How much is shown, and in which colours.
struct DisplayOptions: ParsableArguments {
  @Option(help: "When to use colour: auto, always or never. `NO_COLOR` is honoured.")
  var color = ColorChoice.auto

  @Flag(name: .shortAndLong, help: "Show the summary and the verdict only.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Show notes, suppressed findings and what was left out.")
  var verbose = false

  func style(in host: Host) -> Style { Style(isColored: isColored(in: host)) }

  func isColored(in host: Host) -> Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto: host.terminal.coloursOutput
    }
  }

  func human(in host: Host) -> HumanRenderer.Options {
    HumanRenderer.Options(
      width: host.terminal.columns, isColored: isColored(in: host),
      verbosity: quiet ? .quiet : verbose ? .verbose : .normal)
  }
}

/// Where a report goes and in which form.
struct ReportOptions: ParsableArguments {
  @Option(help: "The form of the report: human, json, sarif, github or markdown.")
  var format = ReportFormat.human

  @Option(help: ArgumentHelp("Write the report to a file, whole or not at all.", valueName: "file"))
  var output: String?

  @OptionGroup(title: "Display options") var display: DisplayOptions

  func write(_ report: Report, in host: Host) throws {
    try deliver(render(report, in: host), in: host)
  }

  private func render(_ report: Report, in host: Host) -> String {
    let rules = RuleCatalog.all
    switch format {
    case .human:
      var options = display.human(in: host)
      if output != nil {
        options = HumanRenderer.Options(
          width: HumanRenderer.Options().width, isColored: display.color == .always,
          verbosity: options.verbosity)
      }
      return HumanRenderer(options, rules: rules).render(report)
    case .json: return JSONRenderer(rules: rules).render(report)
    case .sarif:
      return SARIFRenderer(rules: rules, version: MoatVersion.current)
        .render(report.placed(below: RepositoryPlace(host).prefix))
    case .github:
      return GitHubRenderer().render(report.placed(below: RepositoryPlace(host).prefix))
    case .markdown: return MarkdownRenderer().render(report)
    }
  }

  /// Sends finished text to the file or to stdout.
  func deliver(_ text: String, in host: Host) throws {
    let ended = text.hasSuffix("\n") || text.isEmpty ? text : text + "\n"
    guard let output else { return try host.say(ended) }
    let path = PathText.absolute(output, in: host.environment.currentDirectory)
    do {
      try AtomicFile.write(Array(ended.utf8), to: path, using: host.store)
    } catch {
      throw CommandFailure.usage("`\(output)` cannot be written: \(error.message)", hint: nil)
    }
  }
}
