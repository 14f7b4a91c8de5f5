import MoatHost
import MoatInspection
import MoatModel
import MoatPipeline
import MoatRendering
import MoatVetting

/// The smallest honest change of a store after dependencies changed: what imported lists vouch for by
/// now is taken in, and what is left to read is named. Nothing is exempted.
struct VetUpdateProposal {
  private let decision: VetDecision
  private let session: VetSession

  init(_ decision: VetDecision) {
    self.decision = decision
    session = decision.session
  }

  struct Result {
    /// What to say on a pull request.
    let markdown: String
    /// A patch of the store; empty where nothing changes.
    let patch: String
    let status: ExitStatus
  }

  /// - Parameter peers: finds lists that are not imported, for hints.
  func make(peers: () async throws -> [SuggestionFacts.Peer]) async throws -> Result {
    let resolver = decision.resolver()
    let report = resolver.resolve()
    let before = decision.storedResolver.resolve()
    // What is written must do for cargo-vet as well, so the plain graph decides what is taken in.
    let updated = StoreUpdate.updated(session.resolver(), mode: .check)
    let patch = self.patch(to: updated)
    let list =
      report.conclusion == .missingAudits
      ? try await VetSuggestions(session).list(
        for: report, by: resolver, peers: try await peers()) : nil
    let costs = try await VetSuggestions(session).costs(of: list, in: decision.build)
    let verdict = VetVerdict(report, decision)
    return Result(
      markdown: markdown(report, covered(before, report), list, costs, hasPatch: !patch.isEmpty),
      patch: patch, status: verdict.status)
  }

  /// The packages that lack audits by the store alone, and do not by what was fetched.
  private func covered(_ before: VetReport, _ after: VetReport) -> [String] {
    before.failures.compactMap { place, _ in
      if case .missing = after.standings[place] { return nil }
      let package = after.graph.packages[place]
      return "\(package.name) \(package.version)"
    }
  }

  private func patch(to store: VetStore) -> String {
    let texts = VetStoreWriter.texts(of: store)
    return [
      (VetStoreFolder.File.audits, texts.audits), (.imports, texts.imports),
      (.configuration, texts.configuration),
    ].compactMap { file, text -> String? in
      let old = session.project.folder[file]
      guard let found = CanonicalText.difference(from: old, to: text)?.diff else { return nil }
      // As `git apply` takes it.
      return found.replacing("--- old/", with: "--- a/", maxReplacements: 1)
        .replacing("+++ new/", with: "+++ b/", maxReplacements: 1)
    }.joined()
  }

  private func markdown(
    _ report: VetReport, _ covered: [String], _ list: SuggestionList?,
    _ costs: [AuditTask: ReviewCost], hasPatch: Bool
  ) -> String {
    var text = "### Audits\n\n"
    switch report.conclusion {
    case .success: text += "Everything is vetted.\n"
    case .missingAudits:
      text += "\(Wording.counted(report.failures.count, "package")) without audits.\n"
    case .violations:
      text += "Entries about \(Wording.counted(report.violations.count, "package")) contradict "
      text += "each other: somebody recorded a violation. No update of audits mends that.\n"
    }
    if !covered.isEmpty {
      text += "\nImported audits cover these by now:\n\n"
      for name in covered { text += "- \(Self.code(name))\n" }
    }
    if let list, !list.suggestions.isEmpty {
      text += "\nTo be read by a person:\n\n| what | lines | code that is built | how |\n"
      text += "|---|--:|--:|---|\n"
      for suggestion in list.suggestions {
        let task = suggestion.task
        let what =
          task.from.map { "\(task.crate) \($0) → \(task.to)" } ?? "\(task.crate) \(task.to)"
        let code = costs[task].map { Wording.thousands($0.builtCode) } ?? "?"
        text += "| \(Self.code(what)) | \(Wording.thousands(suggestion.size.lines)) | \(code) "
        text += "| \(Self.code(SuggestionRenderer.command(task))) |\n"
      }
    }
    for task in list?.unsized ?? [] {
      text += "\nOf unknown size: \(Self.code(SuggestionRenderer.command(task)))\n"
    }
    if let offers = list?.peers, !offers.isEmpty {
      text += "\nLists that others publish, and that are not imported here:\n\n"
      for offer in offers {
        text += "- \(Self.code("cargo moat vet import \(offer.name)")) "
        text += "\(MarkdownText.plain(SuggestionRenderer.words(offer)))\n"
      }
    }
    if hasPatch { text += "\nThe patch takes the imported audits in. It exempts nothing.\n" }
    return text
  }

  /// As code, whatever it is: names of a store are foreign text.
  private static func code(_ text: String) -> String {
    "`\(TerminalText.neutralised(text).replacing("`", with: "'").replacing("|", with: "¦"))`"
  }
}
