internal import ArgumentParser
import MoatHost
import MoatModel
import MoatRendering
import MoatVetting

struct VetRegenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regenerate",
    abstract: "Make parts of the store anew: decisions that no check makes by itself.",
    subcommands: [
      VetRegenerateExemptionsCommand.self, VetRegenerateImportsCommand.self,
      VetRegenerateAuditAsCommand.self, VetRegenerateUnpublishedCommand.self,
    ])
}

struct VetRegenerateExemptionsCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "exemptions",
    abstract: "Exempt what lacks audits, and nothing else, so that the check passes.",
    discussion: """
      Exemptions that are there are kept where they are needed, narrowed or dropped where not. What is \
      exempted anew is listed: nobody has read it. A bot that runs this on every update makes the \
      check pass and worth nothing.
      """)

  @OptionGroup(title: "Project and store") var vet: VetOptions

  func run(in host: Host) async throws -> ExitStatus {
    let session = try await VetSession.openUpToDate(vet, in: host)
    let updated = StoreUpdate.updated(session.resolver(), mode: .regenerateExemptions)
    try session.writeSaying(updated)
    return .clean
  }
}

struct VetRegenerateImportsCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "imports",
    abstract: "Fetch all imports, and accept criteria that their owners rewrote.",
    discussion: """
      Then drops imported audits, exemptions and audits of commits that are not needed any more. \
      `vet imports --update` shows first what changed in a list.
      """)

  @OptionGroup(title: "Project and store") var vet: VetOptions

  func run(in host: Host) async throws -> ExitStatus {
    var session = try await VetSession.open(vet, replacesImports: true, in: host)
    try session.requireNetwork("imports are fetched anew")
    try await session.fetch(acceptsChangedCriteria: true)
    let updated = StoreUpdate.updated(session.resolver(), mode: .prune)
    try session.writeSaying(updated)
    return .clean
  }
}

struct VetRegenerateAuditAsCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "audit-as-crates-io",
    abstract: "Decide `audit-as-crates-io` for packages that look like published ones.",
    discussion: """
      A package that is not from crates.io needs no audits, so a patched copy of a published crate \
      would slip through: the policy must say which it is. Where crates.io has a crate of the same \
      name with the same description or repository it is decided as `true`; where it has none, or \
      another, as `false`, which trusts the code as your own. Read what it wrote.

      What crates.io has is known from Cargo's index cache and sources on this machine; with --fetch it \
      is asked, and so learns the names of your packages. What is not known stays undecided: the exit \
      status is 3 if a check would still ask.
      """)

  @OptionGroup(title: "Project and store") var vet: VetOptions

  func run(in host: Host) async throws -> ExitStatus {
    let session = try await VetSession.open(vet, describes: true, in: host)
    let copies = try await VetCopies.find(session)
    var store = session.store
    store.configuration = copies.mended
    try session.write(store)
    for decision in copies.decisions(in: store.configuration) { try host.say(decision + "\n") }
    copies.remarkUnclear(store.configuration)
    return copies.isUndecided(store.configuration) ? .undetermined : .clean
  }
}

struct VetRegenerateUnpublishedCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "unpublished",
    abstract: "Forget rows about versions that have been published since.",
    discussion: """
      A version that is not on crates.io, but audited as if it were, counts as the published version \
      next to it. This brings those rows up to date, even where the check then fails.
      """)

  @OptionGroup(title: "Project and store") var vet: VetOptions

  func run(in host: Host) async throws -> ExitStatus {
    var session = try await VetSession.open(vet, in: host)
    try session.requireNetwork("what is published has to be asked")
    try await session.fetch()
    let resolver = session.resolver(imports: session.live?.replacingStoredUnpublished())
    try session.write(StoreUpdate.updated(resolver, mode: .check))
    return .clean
  }
}
