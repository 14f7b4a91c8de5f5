internal import ArgumentParser
import MoatHost
import MoatInspection
import MoatModel
import MoatPipeline
import MoatRendering
import MoatVetting

struct VetNextCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "Show the least there is to read, and record that you did.",
    discussion: """
      Picks from what `suggest` lists: what makes the check fail before what is exempt, then what has \
      the fewest lines of code that are built. A change is shown here, or with --review side by side \
      on a page of this machine; a whole version is shown on that page. Nothing is run.

      After a change was shown on a terminal it asks whether to certify it, as `cargo moat vet \
      certify` does. Otherwise `cargo moat vet certify` without arguments certifies what was shown.
      """)

  @Flag(help: "Only say what it is.") var list = false
  @Flag(help: "Show it in the browser.") var review = false

  @OptionGroup(title: "Project and store") var vet: VetOptions
  @OptionGroup(title: "Policy") var policy: VetPolicyOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let session = try await VetSession.openUpToDate(vet, in: host)
    guard let next = try await VetNext(decision: policy.decision(session)).find() else {
      try host.say("nothing to read: everything is audited\n")
      return .clean
    }
    try host.say(TerminalText.neutralised(next.words) + "\n")
    if list { return .clean }
    guard let from = next.task.from else {
      var arguments = [next.task.crate, "\(next.task.to)"] + vet.arguments
      if review { arguments.append("--open") }
      return try await VetInspectCommand.parse(arguments).run(in: host)
    }
    var arguments = [next.task.crate, "\(from)", "\(next.task.to)"] + vet.arguments
    if review { arguments.append("--review") }
    let status = try await VetDiffCommand.parse(arguments).run(in: host)
    guard !review, status == .clean, try host.agrees(to: "certify it?") else { return status }
    return try await VetCertifyCommand.parse(
      [next.task.crate, "\(from)", "\(next.task.to)"] + vet.arguments
    ).run(in: host)
  }
}

/// Finds the smallest useful review.
struct VetNext {
  let decision: VetDecision

  /// One review.
  struct Choice {
    let task: AuditTask
    /// What it is, why, and how much.
    let words: String
  }

  /// nil where there is nothing to read.
  ///
  /// - Throws: a failure where entries contradict each other, which no reading mends.
  func find() async throws -> Choice? {
    let session = decision.session
    for store in [session.store, session.store.withoutSuggestedExemptions()] {
      let resolver = decision.resolver(store)
      let report = resolver.resolve()
      if report.conclusion == .violations {
        throw CommandFailure.usage(
          "entries of the store contradict each other, and no reading mends that",
          hint: "`cargo moat vet check` shows them")
      }
      guard report.conclusion == .missingAudits else { continue }
      let list = try await VetSuggestions(session).list(for: report, by: resolver)
      let costs = try await VetSuggestions(session).costs(of: list, in: decision.build)
      if let choice = best(list, costs, report) { return choice }
    }
    return nil
  }

  private func best(
    _ list: SuggestionList, _ costs: [AuditTask: ReviewCost], _ report: VetReport
  ) -> Choice? {
    func cost(_ suggestion: Suggestion) -> (code: Int, lines: Int) {
      let lines = suggestion.size.lines
      return (costs[suggestion.task]?.builtCode ?? lines, lines)
    }
    // Of those that are equally much to read the one that most packages need.
    let best = list.suggestions.min { left, right in
      let (one, two) = (cost(left), cost(right))
      return one != two ? one < two : left.parents.count > right.parents.count
    }
    guard let best else {
      return list.unsized.first.map { task in
        Choice(
          task: task,
          words:
            "\(Self.subject(task)): how much there is to read is not known, its sources are not here"
        )
      }
    }
    let criteria = report.criteria.minimalNames(best.criteria).joined(separator: ", ")
    var words = "\(Self.subject(best.task)) for \(criteria): "
    words += "\(Wording.counted(best.size.lines, "line"))"
    if let cost = costs[best.task] {
      words += ", \(Wording.thousands(cost.builtCode)) of them code that is built"
    }
    if !best.parents.isEmpty { words += "; needed by \(ShortList.text(best.parents))" }
    return Choice(task: best.task, words: words)
  }

  private static func subject(_ task: AuditTask) -> String {
    task.from.map { "the change of `\(task.crate)` from \($0) to \(task.to)" }
      ?? "`\(task.crate) \(task.to)`"
  }
}

extension VetOptions {
  /// The same options for another `vet` command, but for filters of the graph: they say what is looked
  /// for, and with them nothing can be recorded.
  var arguments: [String] {
    var arguments: [String] = []
    for (name, value) in [
      ("--project", project), ("--store-path", storePath), ("--metadata", metadata),
      ("--now", now),
    ] + features.features.map({ ("--features", $0) }) {
      if let value { arguments += [name, value] }
    }
    for (name, isGiven) in [
      ("--locked", locked), ("--offline", offline), ("--frozen", frozen),
      ("--no-all-features", noAllFeatures),
      ("--no-default-features", features.defaultFeatures == false),
      ("--default-features", features.defaultFeatures == true),
    ] where isGiven {
      arguments.append(name)
    }
    return arguments
  }
}
