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
    let patch = try self.patch(to: updated)
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

  /// The patch of the store, with paths as `git apply` takes them: below the folder where the command
  /// was started, else below that of the lockfile or of the store.
  private func patch(to store: VetStore) throws -> String {
    let folder = session.project.folder
    let places = [
      session.host.environment.currentDirectory, session.project.root,
      PathText.parent(folder.path) ?? "/",
    ]
    let base = places.first { PathText.isInside(folder.path, $0) } ?? folder.path
    let texts = try session.texts(of: store)
    let patch = [
      (VetStoreFolder.File.audits, texts.audits), (.imports, texts.imports),
      (.configuration, texts.configuration),
    ].compactMap { file, text -> String? in
      let path = PathText.relative(PathText.join(folder.path, file.rawValue), to: base)
      let old = SourceText(path: path, bytes: folder[file].bytes)
      guard let found = CanonicalText.difference(from: old, to: text)?.diff else { return nil }
      return found.replacing("--- old/", with: "--- a/", maxReplacements: 1)
        .replacing("+++ new/", with: "+++ b/", maxReplacements: 1)
    }.joined()
    if !patch.isEmpty, base != session.host.environment.currentDirectory {
      session.host.remark("note: paths of the patch start at `\(base)`")
    }
    return patch
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
      text += Self.folded(
        "Imported audits cover \(Wording.counted(covered.count, "package")) by now", covered)
    }
    if !session.changedImports.isEmpty {
      let names = session.changedImports.map(MarkdownText.code).joined(separator: ", ")
      text += "\nChanged since somebody accepted it: \(names). See what changed with "
      text += MarkdownText.code("cargo moat vet imports --update") + ".\n"
    }
    text += Self.reading(list, costs)
    if let offers = list?.peers, !offers.isEmpty {
      text += "\nOthers have read some of it:\n\n"
      for offer in offers {
        text += "- \(MarkdownText.code("cargo moat vet import \(offer.name)")) "
        text += "\(MarkdownText.plain(SuggestionRenderer.words(offer)))\n"
      }
    }
    if hasPatch { text += "\nThe patch takes the imported audits in. It exempts nothing.\n" }
    return text
  }

  /// A longer list is opened by who wants to read it.
  private static let openLimit = 10

  private static func folded(_ title: String, _ names: [String]) -> String {
    let list = names.map { "- \(MarkdownText.code($0))\n" }.joined()
    guard names.count > openLimit else { return "\n\(title):\n\n\(list)" }
    return "\n<details><summary>\(title)</summary>\n\n\(list)\n</details>\n"
  }

  /// As many rows fit in a comment that people read; the rest is counted.
  private static let rowLimit = 50

  private static func reading(
    _ list: SuggestionList?, _ costs: [AuditTask: ReviewCost]
  ) -> String {
    var text = ""
    let suggestions = list?.suggestions ?? []
    if !suggestions.isEmpty {
      text += "\nTo be read by a person:\n\n| what | lines | code that is built | how |\n"
      text += "|---|--:|--:|---|\n"
      for suggestion in suggestions.prefix(rowLimit) {
        let task = suggestion.task
        let code = costs[task].map { Wording.thousands($0.builtCode) } ?? "?"
        text += "| \(what(task)) | \(Wording.thousands(suggestion.size.lines)) | \(code) "
        text += "| \(MarkdownText.code(SuggestionRenderer.command(task))) |\n"
      }
      if suggestions.count > rowLimit {
        text +=
          "\nand \(suggestions.count - rowLimit) more; `cargo moat vet suggest` has them all.\n"
      }
    }
    // Any of the ways to a crate would do.
    var seen: Set<String> = []
    let unsized = (list?.unsized ?? []).filter { seen.insert($0.crate).inserted }
    if !unsized.isEmpty {
      text += folded(
        "How much there is to read of \(Wording.counted(unsized.count, "crate")) is not known; their sources are not here",
        unsized.map(SuggestionRenderer.command))
    }
    return text
  }

  private static func what(_ task: AuditTask) -> String {
    MarkdownText.code(
      task.from.map { "\(task.crate) \($0) → \(task.to)" } ?? "\(task.crate) \(task.to)")
  }
}
