internal import ArgumentParser
import MoatHost
import MoatModel
import MoatRendering
import MoatVetting

struct VetPruneCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Drop exemptions, imports and audits that nothing needs.",
    discussion: """
      What is dropped: exemptions of what is audited or gone, imported audits that no verdict rests \
      on, and audits of commits that nothing leads through. Audits that others can use stay.
      """)

  @Flag(help: "Keep imported audits.") var noImports = false
  @Flag(help: "Keep exemptions.") var noExemptions = false
  @Flag(help: "Keep audits of commits.") var noAudits = false

  @OptionGroup(title: "Project and store") var vet: VetOptions

  func run(in host: Host) async throws -> ExitStatus {
    let session = try await VetSession.openUpToDate(vet, in: host)
    let mode = UpdateMode(
      search: noExemptions ? .preferExemptions : .preferFreshImports,
      prunesExemptions: !noExemptions, prunesPrivateAudits: !noAudits, prunesImports: !noImports)
    let pruned = StoreUpdate.updated(session.resolver(), mode: mode)
    try session.writeSaying(pruned)
    return .clean
  }
}
