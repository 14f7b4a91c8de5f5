import MoatCargo
import MoatHost
import MoatInspection
import MoatPipeline
import MoatVetting

/// What to read so that a report passes, with sizes.
struct VetSuggestions {
  private let session: VetSession
  private let isOffline: Bool

  /// - Parameter isLocalOnly: whether nothing is fetched for it, even where that is allowed.
  init(_ session: VetSession, isLocalOnly: Bool = false) {
    self.session = session
    isOffline = isLocalOnly || session.options.isOffline(in: session.host)
  }

  /// - Parameters:
  ///   - report: one with missing audits.
  ///   - resolver: the one that made it; by default that of the session.
  ///   - peers: lists of others that are not imported.
  func list(
    for report: VetReport, by resolver: VetResolver? = nil, peers: [SuggestionFacts.Peer] = []
  ) async throws -> SuggestionList {
    var facts = session.suggestionFacts
    facts.peers = peers
    let suggester = Suggester(
      report, resolver: resolver ?? session.resolver(), facts: facts)
    let sizes = try await VetSizes(
      PackageSources(host: session.host, isOffline: isOffline),
      locked: session.project.locked
    ).sizes(of: suggester.tasks)
    return suggester.suggestions { sizes[$0] }
  }

  /// How much of what is suggested is code that the build compiles, for what can be compared.
  ///
  /// - Parameter build: what is built; nil where every platform and feature counts.
  func costs(
    of list: SuggestionList?, in build: BuildSelection?
  ) async throws -> [AuditTask: ReviewCost] {
    guard let list, !list.suggestions.isEmpty else { return [:] }
    let costs: ReviewCosts
    do throws(BuildSelectionFailure) {
      costs = try ReviewCosts(
        session.project.locked, build: build,
        isOffline: session.options.isOffline(in: session.host), on: session.host)
    } catch {
      throw CommandFailure.usage(error.message, hint: error.hint)
    }
    return try await costs.costs(of: list.suggestions.map(\.task))
  }
}
