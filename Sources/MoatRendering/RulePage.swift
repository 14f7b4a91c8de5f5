package import MoatFindings

/// A rule's page and the index of all pages, as Markdown made from the rules' metadata alone.
package enum RulePage {
  /// The first line of each page; a test regenerates the files and compares.
  private static let mark = "<!-- Made from the rule's metadata. Edit the rule, not this page. -->"

  /// The content of `docs/rules/<id>.md`.
  package static func page(of info: RuleInfo) -> String {
    let evidence = info.evidence.map(\.rawValue).joined(separator: ", ")
    return """
      \(mark)

      # \(info.id)

      Finds: \(info.summary).

      | | |
      |---|---|
      | Group | \(info.group.rawValue) |
      | Severity | \(info.severity.name) |
      | Confidence | \(info.confidence.rawValue) |
      | Needs | \(evidence.isEmpty ? "nothing else" : evidence) |
      | Fix | \(words(for: info.fix)) |

      \(sections(of: info))
      """
  }

  /// The sections of the explanation and the references.
  package static func sections(of info: RuleInfo) -> String {
    var sections = titled(info.explanation).map { "## \($0.title)\n\n\($0.text)\n" }
    if !info.references.isEmpty {
      let list = info.references.map { "- <\($0)>\n" }.joined()
      sections.append("## References\n\n\(list)")
    }
    return sections.joined(separator: "\n")
  }

  /// The content of `docs/rules/README.md`: every rule by group and id, linked to its page.
  package static func index(of rules: [RuleInfo]) -> String {
    let groups = Dictionary(grouping: rules, by: \.group)
    let lists = groups.keys.sorted().map { group in
      let rows = (groups[group] ?? []).sorted { $0.id < $1.id }.map {
        "| [`\($0.id)`](\($0.id).md) | \($0.severity.name) | \(cell($0.summary)) |\n"
      }
      return "## \(group.rawValue)\n\n| rule | severity | finds |\n|---|---|---|\n\(rows.joined())"
    }
    return """
      \(mark)

      # Rules

      \(Wording.counted(rules.count, "rule")). `cargo moat explain RULE` shows a page in the terminal.

      \(lists.joined(separator: "\n"))
      """
  }

  /// The four sections with their titles; an empty one is left out.
  static func titled(_ explanation: Explanation) -> [(title: String, text: String)] {
    [
      ("What it does", explanation.whatItDoes), ("Why it matters", explanation.whyItMatters),
      ("What to do", explanation.whatToDo), ("Example", explanation.example),
    ].filter { !$0.1.isEmpty }
  }

  /// The words for whether `moat` repairs it.
  static func words(for fix: FixKind) -> String {
    switch fix {
    case .none: "by hand"
    case .safe: "automatic"
    case .unsafe: "automatic, to be reviewed"
    }
  }

  private static func cell(_ text: String) -> String { text.replacingBytes("|", with: "\\|") }
}
