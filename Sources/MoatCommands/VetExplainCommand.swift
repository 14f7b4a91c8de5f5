internal import ArgumentParser
import MoatHost
import MoatModel
import MoatPipeline
import MoatRendering
import MoatVetting

struct VetExplainCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show why a version is vetted: audit by audit, by whom, and where from.",
    discussion: """
      Without a version it explains each that is locked, for what the project needs of it. With one \
      it explains that, locked or not. Where it is not vetted, it says which versions are. Reviews of \
      it in the repositories that `[vet.crev]` of `moat.toml` names stand below, whether they count or \
      not.

      Examples:
        cargo moat vet explain serde
        cargo moat vet explain serde 1.0.200 --criteria safe-to-run
      """, aliases: ["explain-audit"])

  @Argument(help: ArgumentHelp("The crate.", valueName: "crate")) var crate: String
  @Argument(help: ArgumentHelp("The version.", valueName: "version")) var version: String?
  @Argument(help: .hidden) var criterion: String?

  @Option(
    help: ArgumentHelp(
      "For what; by default what the project needs, else safe-to-deploy.", valueName: "name"))
  var criteria: [String] = []

  @Option(help: "human, json, or cargo-vet for its words.") var format = Format.human

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case human, json
    case cargoVet = "cargo-vet"
  }

  @OptionGroup(title: "Project and store") var vet: VetOptions
  @OptionGroup(title: "Policy") var policy: VetPolicyOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let session = try await VetSession.openUpToDate(vet, in: host)
    let asked = try version.map { [try VetArguments.version($0)] } ?? []
    let decision = try await policy.decision(
      session, showsReviews: true, crate: (crate, also: asked))
    let resolver = decision.resolver()
    let named = try VetCriteriaChoice(
      table: session.criteria, host: host, style: display.style(in: host)
    ).named(criteria + [criterion].compactMap { $0 })
    var explanations: [AuditExplanation] = []
    for (version, criteria) in try questions(session, resolver) {
      for criterion in named.isEmpty ? criteria : named {
        explanations.append(try explain(version, criterion, by: resolver))
      }
    }
    switch format {
    case .human:
      try host.say(
        ExplanationRenderer(
          explanations, entries: resolver.entries, style: display.style(in: host),
          width: host.terminal.columns
        ).text())
      try show(decision.reviews, explanations, in: host)
    case .json:
      try host.say(
        ExplanationJSON(
          explanations, entries: resolver.entries, crev: decision.reviews?.json
        ).text())
    case .cargoVet:
      try host.say(explanations.flatMap(\.lines).joined(separator: "\n") + "\n")
    }
    let isVetted = explanations.allSatisfy {
      if case .vetted = $0.outcome { true } else { false }
    }
    return isVetted ? .clean : .findings
  }

  /// What reviews say of the versions, beside what vouches for them.
  private func show(
    _ reviews: CrevReviews?, _ explanations: [AuditExplanation], in host: Host
  ) throws {
    guard let reviews else { return }
    let found = explanations.map(\.version).reduce(into: [VetVersion]()) { versions, version in
      if !versions.contains(version) { versions.append(version) }
    }.compactMap { reviews.assessment(of: crate, $0) }
    if !found.isEmpty {
      let style = display.style(in: host)
      try host.say(
        "\n\(style.bold("reviews in crev"))\n"
          + CrevRenderer(reviews.judge, style: style).text(found))
    }
    reviews.evidence.remarkTroubles(on: host)
  }

  /// The versions to explain, and what the project needs of each.
  private func questions(
    _ session: VetSession, _ resolver: VetResolver
  ) throws -> [(VetVersion, [String])] {
    let places = session.graph.places(named: crate)
    let requirements = resolver.requirements()
    let fallback = [BuiltInCriteria.safeToDeploy]
    func needed(_ place: Int) -> [String] {
      let names = session.criteria.minimalNames(requirements[place])
      return names.isEmpty ? fallback : names
    }
    if let version {
      let wanted = try VetArguments.version(version)
      let place = places.first { session.graph.packages[$0].version == wanted }
      return [(wanted, place.map(needed) ?? fallback)]
    }
    let locked = places.filter { session.graph.packages[$0].isThirdParty }
    if locked.isEmpty { try session.requireForeign(crate, isForced: false) }
    return locked.map { (session.graph.packages[$0].version, needed($0)) }
  }

  private func explain(
    _ version: VetVersion, _ criterion: String, by resolver: VetResolver
  ) throws -> AuditExplanation {
    do throws(AuditExplanation.Failure) {
      return try resolver.explain(crate: crate, version: version, criterion: criterion)
    } catch {
      switch error {
      case .unknownCriterion(let name):
        throw CommandFailure.usage("`\(name)` is not a criterion of this store", hint: nil)
      case .contradicted:
        throw CommandFailure.refused(
          "entries about `\(crate)` contradict each other, so none of them counts",
          hint: "`cargo moat vet` shows which")
      }
    }
  }
}

/// Versions and requirements as arguments.
enum VetArguments {
  static func version(_ text: String) throws -> VetVersion {
    do throws(VetVersion.Malformed) {
      return try VetVersion(parsing: text)
    } catch {
      throw CommandFailure.usage(
        "`\(text)` is not a version",
        hint: "write `1.2.3`, or `1.2.3@git:` and the 40 digits of a commit")
    }
  }
}
