package import MoatInspection
import MoatModel

/// A ``BuildScriptReport`` as text and as JSON.
package struct BuildScriptRenderer: Sendable {
  private static let nameLimit = 6

  private let report: BuildScriptReport

  package init(_ report: BuildScriptReport) { self.report = report }

  // MARK: human

  /// - Parameter options: verbose also shows what is accepted, with digests and every place; quiet
  ///   shows the counts and what is not known.
  package func human(_ options: HumanRenderer.Options) -> String {
    let (width, style) = (options.width, options.style)
    let isVerbose = options.verbosity == .verbose
    var blocks: [[String]] = [[summary]]
    let groups: [(String, (BuildAcceptance.State) -> Bool)] = [
      ("Changed since they were accepted", { if case .changed = $0 { true } else { false } }),
      (
        hasAcceptances ? "Not accepted" : "What they do",
        { $0 == .unaccepted }
      ),
      ("Accepted", { $0 == .accepted }),
    ]
    for (title, holds) in groups where options.verbosity != .quiet {
      let entries = report.entries.filter { holds($0.state) && $0.inspection.value != nil }
      guard !entries.isEmpty else { continue }
      let heading = "\(style.bold(title)): \(Wording.thousands(entries.count))"
      if entries[0].state == .accepted, !isVerbose {
        blocks.append(
          [heading] + TerminalText.wrapped(listed(entries), width: width, first: "  ", hanging: 2))
      } else {
        blocks.append([heading] + lines(entries, width: width, isVerbose: isVerbose))
      }
    }
    let unknown = report.entries.filter { isUnknown($0) }
    if !unknown.isEmpty {
      var lines = ["\(style.bold("Not known")): \(Wording.counted(unknown.count, "package"))"]
      for (why, names) in reasons(unknown).prefix(Self.nameLimit) {
        lines += TerminalText.wrapped(
          "\(shown(why)): \(names)", width: width, first: "  ", hanging: 4)
      }
      blocks.append(lines)
    }
    return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private var hasAcceptances: Bool {
    report.isRequired || report.entries.contains { $0.state != .unaccepted && !isUnknown($0) }
  }

  private func isUnknown(_ entry: BuildScriptReport.Entry) -> Bool {
    if case .unknown = entry.state { return true }
    return entry.inspection.value == nil
  }

  private var summary: String {
    let known = report.entries.compactMap(\.inspection.value)
    let scripts = known.count(where: \.hasBuildScript)
    let macros = known.count(where: \.isProcMacro)
    var text =
      "\(Wording.counted(scripts, "build script")), \(Wording.counted(macros, "proc macro"))"
    if hasAcceptances {
      let accepted = report.entries.count { $0.state == .accepted }
      let changed = report.entries.count { if case .changed = $0.state { true } else { false } }
      text += ": \(Wording.thousands(accepted)) accepted"
      if changed > 0 { text += ", \(Wording.thousands(changed)) changed" }
      let rest = known.count - accepted - changed
      if rest > 0 { text += ", \(Wording.thousands(rest)) not accepted" }
    } else {
      text += "; none is accepted yet"
    }
    return text
  }

  private func lines(
    _ entries: [BuildScriptReport.Entry], width: Int, isVerbose: Bool
  ) -> [String] {
    let column = min(28, entries.map { $0.identity.description.count }.max() ?? 0)
    var lines: [String] = []
    for entry in entries {
      let name = shown(entry.identity.description)
      let padding = String(repeating: " ", count: max(column - name.count, 0) + 2)
      lines += TerminalText.wrapped(
        words(entry), width: width, first: "  \(name)\(padding)", hanging: column + 4)
      guard isVerbose else { continue }
      if let content = entry.content.value { lines.append("    content \(content.hex)") }
      for line in MarkLine.joined(entry.inventory.flatMap(\.marks)) {
        lines += line.lines(width: width, indent: 4, isVerbose: true)
      }
    }
    return lines
  }

  /// `build script: process (cc), env-read; built from 3 packages`.
  private func words(_ entry: BuildScriptReport.Entry) -> String {
    guard let inspection = entry.inspection.value else { return "" }
    var parts: [String] = []
    func part(_ title: String, _ section: CodeSection) {
      let found = entry.inventory.filter { $0.section == section }.map { found in
        let arguments = found.arguments
        guard found.capability == .process, !arguments.isEmpty else {
          return found.capability.rawValue
        }
        let more = arguments.count > 3 ? ", …" : ""
        return
          "\(found.capability.rawValue) (\(arguments.prefix(3).map(shown).joined(separator: ", "))\(more))"
      }
      parts.append("\(title): \(found.isEmpty ? "nothing to note" : found.joined(separator: ", "))")
    }
    if inspection.hasBuildScript { part("build script", .buildScript) }
    if inspection.isProcMacro { part("proc macro", .procMacro) }
    if !entry.closure.isEmpty {
      parts.append("built from \(Wording.counted(entry.closure.count, "package"))")
    }
    return parts.joined(separator: "; ")
  }

  private func listed(_ entries: [BuildScriptReport.Entry]) -> String {
    entries.map { shown($0.identity.description) }.joined(separator: ", ")
  }

  private func reasons(_ entries: [BuildScriptReport.Entry]) -> [(why: String, names: String)] {
    var order: [String] = []
    var names: [String: [String]] = [:]
    for entry in entries {
      let why =
        switch (entry.content, entry.state) {
        case (.unavailable(let why), _), (_, .unknown(let why)): why
        default: "it was not read"
        }
      if names[why] == nil { order.append(why) }
      names[why, default: []].append(shown(entry.identity.description))
    }
    return order.map { why in
      let all = names[why] ?? []
      let more = all.count > Self.nameLimit ? " and \(all.count - Self.nameLimit) more" : ""
      return (why, all.prefix(Self.nameLimit).joined(separator: ", ") + more)
    }
  }

  private func shown(_ text: String) -> String { TerminalText.neutralised(text) }

  // MARK: JSON

  /// Version 1; `docs/build-scripts.md` describes it.
  package func json() -> String {
    var writer = JSONWriter(isPretty: true)
    writer.object { writer in
      writer.member("version", 1)
      writer.member("kind", "build-scripts")
      writer.member("required", report.isRequired)
      writer.array("packages") { writer in
        for entry in report.entries { writer.object { self.entry(entry, &$0) } }
      }
    }
    return writer.text + "\n"
  }

  private func entry(_ entry: BuildScriptReport.Entry, _ writer: inout JSONWriter) {
    writer.member("name", entry.identity.name)
    writer.member("version", entry.identity.version)
    writer.member("contexts", entry.context.names)
    let state =
      switch entry.state {
      case .nothingToAccept, .unknown: "unknown"
      case .accepted: "accepted"
      case .changed: "changed"
      case .unaccepted: entry.content.value == nil ? "unknown" : "unaccepted"
      }
    writer.member("state", state)
    switch entry.content {
    case .known(let digest): writer.member("content", digest.hex)
    case .unavailable(let why): writer.member("unavailable", why)
    }
    guard let inspection = entry.inspection.value else { return }
    writer.member("build-script", inspection.hasBuildScript)
    writer.member("proc-macro", inspection.isProcMacro)
    writer.member("built-from", entry.closure.map(\.description))
    writer.array("capabilities") { writer in
      for found in entry.inventory {
        writer.object { writer in
          writer.member("capability", found.capability.rawValue)
          writer.member("part", found.section.rawValue)
          writer.member("count", found.marks.count)
          writer.member("arguments", found.arguments)
        }
      }
    }
  }
}
