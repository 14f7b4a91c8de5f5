package import MoatInspection
package import MoatVetting

/// What to read so that a project is vetted, for people.
package struct SuggestionRenderer: Sendable {
  private let list: SuggestionList
  private let report: VetReport
  private let costs: [AuditTask: ReviewCost]
  private let style: Style
  /// What else is known of what a task leads to, a line each.
  private let remarks: [AuditTask: [String]]

  /// How many tasks without a size are named.
  private static let unsizedLimit = 10

  /// - Parameters:
  ///   - costs: what of it is code that is built, as far as is known.
  ///   - remarks: what reviews elsewhere say, a line each, fit for a terminal.
  package init(
    _ list: SuggestionList, of report: VetReport, costs: [AuditTask: ReviewCost] = [:],
    remarks: [AuditTask: [String]] = [:], style: Style
  ) {
    self.remarks = remarks
    self.costs = costs
    self.list = list
    self.report = report
    self.style = style
  }

  package func text() -> String {
    var text = ""
    for (criteria, suggestions) in list.byCriteria {
      text += style.bold("to read for \(TerminalText.neutralised(criteria))") + "\n"
      let sizes = suggestions.map { Wording.thousands($0.size.lines) }
      let commands = suggestions.map { Self.command($0.task) }
      let sizeWidth = max(5, sizes.map(\.count).max() ?? 0)
      let codes = suggestions.map { suggestion in
        costs[suggestion.task].map { Wording.thousands($0.builtCode) } ?? "?"
      }
      let codeWidth = costs.isEmpty ? 0 : max(4, codes.map(\.count).max() ?? 0)
      if codeWidth > 0 {
        let head = Self.padded("lines", sizeWidth, isRight: true)
        text += style.dim("  \(head)  \(Self.padded("code", codeWidth, isRight: true))") + "\n"
      }
      let commandWidth = min(60, commands.map(TerminalText.width).max() ?? 0)
      for ((suggestion, size), (code, command)) in zip(
        zip(suggestions, sizes), zip(codes, commands))
      {
        text += "  " + Self.padded(size, sizeWidth, isRight: true)
        if codeWidth > 0 { text += "  " + Self.padded(code, codeWidth, isRight: true) }
        text += "  " + style.cyan(Self.padded(command, commandWidth, isRight: false))
        text += "  \(style.dim(facts(of: suggestion)))\n"
        let indent = String(
          repeating: " ", count: sizeWidth + 4 + (codeWidth > 0 ? codeWidth + 2 : 0))
        for hint in hints(of: suggestion) { text += "\(indent)\(style.dim(hint))\n" }
        for remark in remarks[suggestion.task] ?? [] { text += "\(indent)\(remark)\n" }
      }
      text += "\n"
    }
    text += unsized()
    if !list.suggestions.isEmpty {
      text += "estimated backlog: \(Wording.counted(list.totalLines, "line"))\(codeOfBacklog)"
      text += "\(restOfBacklog)\n"
    }
    if !list.suggestions.isEmpty, !list.peers.isEmpty { text += "\n" }
    return text + offers
  }

  /// The lists of others that would help, each with what it adds to those before it.
  private var offers: String {
    guard !list.peers.isEmpty else { return "" }
    var text = style.bold("others have read some of it") + "\n"
    for offer in list.peers {
      let command = "cargo moat vet import \(TerminalText.neutralised(offer.name))"
      text += "  \(style.cyan(command))  \(Self.words(offer))\n"
    }
    return text
  }

  /// `covers 12 crates (a, b, and 10 others) and leaves less of 2; 3,456 lines less`.
  package static func words(_ offer: PeerOffer) -> String {
    var parts: [String] = []
    if !offer.covered.isEmpty {
      parts.append(
        "covers \(Wording.counted(offer.covered.count, "crate")) (\(ShortList.text(offer.covered)))"
      )
    }
    if !offer.shortened.isEmpty {
      parts.append(
        "leaves less of \(Wording.counted(offer.shortened.count, "crate")) "
          + "(\(ShortList.text(offer.shortened)))")
    }
    let lines = offer.linesLess > 0 ? "; \(Wording.counted(offer.linesLess, "line")) less" : ""
    return TerminalText.neutralised(parts.joined(separator: ", ")) + lines
  }

  /// What the figure leaves out.
  private var restOfBacklog: String {
    let crates = Set(list.unsized.map(\.crate)).count
    return crates == 0 ? "" : ", and \(Wording.counted(crates, "crate")) of unknown size"
  }

  /// How much of the backlog is code that is built; nothing where that is not known.
  private var codeOfBacklog: String {
    let known = list.suggestions.compactMap { costs[$0.task] }
    guard !known.isEmpty else { return "" }
    let code = Wording.thousands(known.reduce(ReviewCost(), +).builtCode)
    let unknown = list.suggestions.count - known.count
    let rest = unknown == 0 ? "" : ", as far as \(Wording.thousands(known.count)) of them tell"
    return ", \(code) of them code that is built\(rest)"
  }

  /// The command that shows what there is to read.
  package static func command(_ task: AuditTask) -> String {
    let crate = TerminalText.neutralised(task.crate)
    guard let from = task.from else { return "cargo moat vet inspect \(crate) \(task.to)" }
    return "cargo moat vet diff \(crate) \(from) \(task.to)"
  }

  private func facts(of suggestion: Suggestion) -> String {
    var facts: [String] = []
    if let publisher = suggestion.publisher {
      facts.append("by \(TerminalText.neutralised(publisher.identifier))")
    }
    if !suggestion.parents.isEmpty {
      facts.append("for \(TerminalText.neutralised(ShortList.text(suggestion.parents)))")
    }
    // Which lists are worth an import is said for all at once.
    let readers = suggestion.peers.filter { $0.lines == 0 }.map(\.name)
    if !readers.isEmpty {
      facts.append("read by \(TerminalText.neutralised(ShortList.text(readers)))")
    }
    return facts.joined(separator: ", ")
  }

  private func hints(of suggestion: Suggestion) -> [String] {
    var hints: [String] = []
    if let trust = suggestion.trust {
      let who = TerminalText.neutralised(trust.publisher.identifier)
      let crate = TerminalText.neutralised(suggestion.task.crate)
      let by = TerminalText.neutralised(ShortList.text(trust.trustedBy))
      let other = trust.isExactVersion ? "" : ", who published another version"
      let command =
        suggestion.hasSolePublisher ? "trust \(crate)" : "trust \(crate) \(who)"
      hints.append(
        "\(by) \(trust.trustedBy.count == 1 ? "trusts" : "trust") \(who)\(other): "
          + "`cargo moat vet \(command)`")
    }
    return hints
  }

  /// One line a crate: any of its tasks would do.
  private func unsized() -> String {
    guard !list.unsized.isEmpty else { return "" }
    var order: [String] = []
    var tasks: [String: [AuditTask]] = [:]
    for task in list.unsized {
      if tasks[task.crate] == nil { order.append(task.crate) }
      tasks[task.crate, default: []].append(task)
    }
    var text = style.bold("of unknown size: the sources are not here") + "\n"
    for crate in order.prefix(Self.unsizedLimit) {
      guard let all = tasks[crate], let last = all.max(by: { $0.to < $1.to }) else { continue }
      let others = all.count - 1
      let more = others == 0 ? "" : style.dim("  or one of \(others) other ways")
      text += "  \(style.cyan(Self.command(last)))\(more)\n"
      for remark in remarks[last] ?? [] { text += "    \(remark)\n" }
    }
    if order.count > Self.unsizedLimit {
      text +=
        "  and \(Wording.counted(order.count - Self.unsizedLimit, "more crate", plural: "more crates"))\n"
    }
    return text + "\n"
  }

  private static func padded(_ text: String, _ width: Int, isRight: Bool) -> String {
    let pad = String(repeating: " ", count: max(0, width - TerminalText.width(text)))
    return isRight ? pad + text : text + pad
  }
}
