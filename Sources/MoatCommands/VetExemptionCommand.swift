internal import ArgumentParser
import MoatHost
import MoatModel
import MoatRendering
import MoatVetting

struct VetExemptionCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "add-exemption", abstract: "Let one version pass although nobody has read it.",
    discussion: """
      It counts as work to be done: `suggest` lists it, unless --no-suggest is given. \
      `regenerate exemptions` adds those that are needed, and removes the others.
      """)

  @Argument(help: ArgumentHelp("The crate.", valueName: "crate")) var crate: String
  @Argument(help: ArgumentHelp("The version.", valueName: "version")) var version: String

  @Option(
    help: ArgumentHelp("For what; can be repeated. The store's default.", valueName: "name"))
  var criteria: [String] = []

  @Option(help: ArgumentHelp("Why.", valueName: "text")) var notes: String?
  @Flag(help: "Do not suggest to read it.") var noSuggest = false
  @Flag(help: "Record it though the crate is none of this project's.") var force = false

  @OptionGroup(title: "Project and store") var vet: VetOptions

  func run(in host: Host) async throws -> ExitStatus {
    let session = try await VetSession.open(vet, in: host)
    let version = try VetArguments.version(version)
    try session.requireForeign(crate, isForced: force)
    let choice = VetCriteriaChoice(table: session.criteria, host: host, style: .plain)
    let criteria = try choice.named(
      self.criteria.isEmpty ? [session.store.configuration.defaultCriteria] : self.criteria)
    var store = session.store
    store.exempt(
      Exemption(version: version, criteria: criteria, suggest: !noSuggest, notes: notes),
      of: crate)
    try session.write(store)
    try VetOutcome(session: session, style: .plain).say(
      "exempted \(crate) \(version) from \(criteria.joined(separator: ", "))", of: crate, store)
    return .clean
  }
}
