import MoatHost
import MoatModel
import MoatPolicy
import MoatRendering
import MoatVetting

/// Lets the user choose criteria, by flags or on the terminal.
struct VetCriteriaChoice {
  let table: CriteriaTable
  let host: Host
  let style: Style

  /// A wrong answer is asked for again so often; more than that is not a person.
  private static let attempts = 20

  /// The criteria that flags name.
  ///
  /// - Returns: without those that others imply.
  /// - Throws: a usage error for a name that the store does not define.
  func named(_ names: [String]) throws -> [String] {
    for name in names where !table.contains(name) {
      let near = MoatPolicy.Suggestion.nearest(to: name, among: table.names)
      throw CommandFailure.usage(
        "`\(name)` is not a criterion of this store",
        hint: near.map { "did you mean `\($0)`?" }
          ?? "one of \(table.names.map { "`\($0)`" }.joined(separator: ", "))")
    }
    return table.minimalNames(table.set(names))
  }

  /// The criteria of flags, else those the user chooses.
  ///
  /// - Parameters:
  ///   - flags: `--criteria`.
  ///   - likely: what is chosen to begin with.
  ///   - question: a line that says for what.
  func chosen(_ flags: [String], likely: [String], question: String) throws -> [String] {
    guard flags.isEmpty else { return try named(flags) }
    guard host.canAsk else {
      throw CommandFailure.usage(
        "which criteria it is for has to be said: there is no terminal to ask on",
        hint: likely.isEmpty
          ? "name them with `--criteria`"
          : "it looks like \(likely.map { "`--criteria \($0)`" }.joined(separator: " "))")
    }
    var chosen = Set(likely.compactMap { table.index(of: $0) })
    for _ in 0..<Self.attempts {
      try show(chosen, question)
      guard let line = try host.answer() else { break }
      let words = line.split { $0 == " " || $0 == "," }
      if words.isEmpty {
        if chosen.isEmpty {
          host.remark("choose at least one")
          continue
        }
        return table.minimalNames(
          chosen.reduce(.empty) { $0.union(table.closures[$1]) })
      }
      for word in words {
        guard let index = place(String(word)) else {
          host.remark("`\(TerminalText.neutralised(String(word)))` is none of them")
          continue
        }
        if chosen.remove(index) == nil { chosen.insert(index) }
      }
    }
    throw CommandFailure.usage("no criteria were chosen", hint: "name them with `--criteria`")
  }

  /// The criterion that a number of the list or a name means.
  private func place(_ word: String) -> Int? {
    guard let number = Int(word) else { return table.index(of: word) }
    return table.names.indices.first { $0 + 1 == number }
  }

  private func show(_ chosen: Set<Int>, _ question: String) throws {
    var text = style.bold(TerminalText.neutralised(question)) + "\n"
    for (index, name) in table.names.enumerated() {
      let isChosen = chosen.contains(index)
      let shown = TerminalText.neutralised(name)
      let others = table.minimalNames(
        table.closures[index].subtracting(CriteriaSet(index: index)))
      let implied =
        others.isEmpty ? "" : style.dim("  implies \(others.joined(separator: ", "))")
      text += "  \(isChosen ? "*" : " ") \(index + 1)  \(isChosen ? style.bold(shown) : shown)"
      text += "\(implied)\n"
    }
    text += "numbers switch, Enter takes what has a `*`: "
    try host.say(text)
  }
}
