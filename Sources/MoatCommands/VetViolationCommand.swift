internal import ArgumentParser
import MoatHost
import MoatModel
import MoatPipeline
import MoatRendering
import MoatVetting

struct VetViolationCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "record-violation",
    abstract: "Record that versions of a crate do not meet criteria.",
    discussion: """
      A check then fails wherever an audit or an exemption says the contrary, also for those who \
      import your audits. Depending on the crate is no error by itself. Versions are a requirement as \
      in Cargo.toml: `1.0.0` means `^1.0.0`, one version alone is `=1.0.0`.

      Example:
        cargo moat vet record-violation left-pad "<1.2.3" --notes "reads /etc/passwd"
      """)

  @Argument(help: ArgumentHelp("The crate.", valueName: "crate")) var crate: String
  @Argument(help: ArgumentHelp("Which versions.", valueName: "requirement")) var versions: String

  @Option(
    help: ArgumentHelp(
      "What is not met; can be repeated. The store's default.", valueName: "name"))
  var criteria: [String] = []

  @Option(
    help: ArgumentHelp("Who says so; can be repeated. You, by default.", valueName: "name"))
  var who: [String] = []

  @Option(help: ArgumentHelp("What is wrong.", valueName: "text")) var notes: String?
  @Flag(help: "Record it though the crate is none of this project's.") var force = false

  @OptionGroup(title: "Project and store") var vet: VetOptions

  func run(in host: Host) async throws -> ExitStatus {
    let session = try await VetSession.open(vet, in: host)
    let requirement: VetRequirement
    do throws(Version.Malformed) { requirement = try VetRequirement(parsing: versions) } catch {
      throw CommandFailure.usage(
        "`\(versions)` is not a version requirement",
        hint: "write it as in Cargo.toml: `<1.2`, `=1.0.0`, `>=1, <1.2.3`, `*`")
    }
    try session.requireForeign(crate, isForced: force)
    let choice = VetCriteriaChoice(table: session.criteria, host: host, style: .plain)
    let criteria = try choice.named(
      self.criteria.isEmpty ? [session.store.configuration.defaultCriteria] : self.criteria)
    let auditor = try await VetAuditor.find(who, in: session.project.root, on: host)
    var store = session.store
    store.record(
      AuditEntry(
        who: auditor.who, criteria: criteria, kind: .violation(requirement), notes: notes),
      of: crate)
    try session.write(store)
    try VetOutcome(session: session, style: .plain).say(
      "recorded: \(crate) \(requirement) does not meet \(criteria.joined(separator: ", "))",
      of: crate, store)
    host.remark(
      "a vulnerability should also go to RustSec: "
        + "https://github.com/rustsec/advisory-db#reporting-vulnerabilities")
    return .clean
  }
}
