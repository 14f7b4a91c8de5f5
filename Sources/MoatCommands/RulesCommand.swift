internal import ArgumentParser
import MoatFindings
import MoatHost
import MoatPipeline
import MoatRendering
import MoatStore

struct RulesCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "List every rule with its group and severity.")

  @Flag(help: "As JSON.") var json = false

  @Option(
    help: ArgumentHelp("Write the pages of all rules into a folder.", valueName: "folder"))
  var pages: String?

  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    if let pages {
      try writePages(into: pages, in: host)
    } else if json {
      try host.say(document() + "\n")
    } else {
      try host.say(table(display.style(in: host)))
    }
    return .clean
  }

  private func table(_ style: Style) -> String {
    var text = ""
    let width = RuleCatalog.all.map(\.id.count).max() ?? 0
    for group in RuleGroup.allCases {
      let rules = RuleCatalog.all.filter { $0.group == group }
      text += (text.isEmpty ? "" : "\n") + style.bold(group.rawValue) + "\n"
      for rule in rules {
        let padding = String(repeating: " ", count: width - rule.id.count)
        let severity = rule.severity.name
        let gap = String(repeating: " ", count: 9 - severity.count)
        text += "  \(style.cyan(rule.id))\(padding)  \(severity)\(gap)  \(rule.summary)\n"
      }
    }
    return text
  }

  private func document() -> String {
    var writer = JSONWriter(isPretty: true)
    writer.array { writer in
      for rule in RuleCatalog.all {
        writer.object { writer in
          writer.member("id", rule.id)
          writer.member("group", rule.group.rawValue)
          writer.member("severity", rule.severity.name)
          writer.member("confidence", rule.confidence.rawValue)
          writer.member("evidence", rule.evidence.map(\.rawValue))
          writer.member("summary", rule.summary)
        }
      }
    }
    return writer.text
  }

  private func writePages(into folder: String, in host: Host) throws {
    let root = PathText.absolute(folder, in: host.environment.currentDirectory)
    do throws(FileFailure) {
      try host.files.createDirectories(root)
    } catch {
      throw CommandFailure.usage("`\(folder)` cannot be made: \(error.message)", hint: nil)
    }
    var pages = RuleCatalog.all.map { ("\($0.id).md", RulePage.page(of: $0)) }
    pages.append(("README.md", RulePage.index(of: RuleCatalog.all)))
    for (name, text) in pages {
      do throws(StoreFailure) {
        try AtomicFile.write(
          Array(text.utf8), to: PathText.join(root, name), using: host.store)
      } catch {
        throw CommandFailure.usage(
          "`\(folder)/\(name)` cannot be written: \(error.message)", hint: nil)
      }
    }
  }
}
