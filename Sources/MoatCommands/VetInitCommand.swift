internal import ArgumentParser
import MoatHost
import MoatModel
import MoatRendering
import MoatVetting

struct VetInitCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a store: everything that is locked is exempt to begin with.",
    discussion: """
      Writes `supply-chain/` with its three files, so that a check passes from the start and the \
      backlog is known. From then on what is new needs audits.

      A package that is not from crates.io counts as your own, unless it seems to be a copy of a \
      published crate: one with the same description or repository gets `audit-as-crates-io = true`. \
      What is published is known from Cargo's index cache and sources on this machine, or with --fetch \
      from crates.io; what is not known is said and left undecided.

      Next, take over what others have read, and look at what is left:

        cargo moat vet import google
        cargo moat vet suggest
      """)

  @OptionGroup(title: "Project and store") var vet: VetOptions

  func run(in host: Host) async throws -> ExitStatus {
    var session = try await VetSession.open(vet, isNew: true, describes: true, in: host)
    let copies = try await VetCopies.find(session)
    var store = session.store
    store.configuration = copies.mended
    let decisions = copies.decisions(in: store.configuration)
    session.replace(store)
    let updated = StoreUpdate.updated(session.resolver(), mode: .regenerateExemptions)
    try session.write(updated)
    let count = updated.configuration.exemptions.values.reduce(0) { $0 + $1.count }
    try host.say(
      count == 0
        ? "nothing needs audits: there are no third-party dependencies\n"
        : "\(Wording.counted(count, "version")) exempt; `cargo moat vet suggest` says what to read\n"
    )
    for decision in decisions { try host.say(decision + "\n") }
    copies.remarkUnclear(updated.configuration)
    session.remarkGaps()
    return .clean
  }
}
