import MoatHost
import MoatPipeline
import MoatVetting

/// What to read so that a report passes, with sizes.
struct VetSuggestions {
  private let session: VetSession

  init(_ session: VetSession) { self.session = session }

  /// - Parameters:
  ///   - report: one with missing audits.
  ///   - resolver: the one that made it; by default that of the session.
  func list(for report: VetReport, by resolver: VetResolver? = nil) async throws -> SuggestionList {
    let suggester = Suggester(
      report, resolver: resolver ?? session.resolver(), facts: session.suggestionFacts)
    let sizes = try await VetSizes(
      PackageSources(host: session.host, isOffline: session.options.isOffline(in: session.host)),
      locked: session.project.locked
    ).sizes(of: suggester.tasks)
    return suggester.suggestions { sizes[$0] }
  }
}
