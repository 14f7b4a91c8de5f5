internal import ArgumentParser
import MoatHost
import MoatModel
import MoatRendering
import MoatVetting

struct VetRenewCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "renew", abstract: "Let wildcard audits last until a year from now.",
    discussion: """
      Of one crate, or with --expiring all that have ended or end within six weeks. Entries with \
      `renew = false` are left alone, and with --expiring --fetch also crates of which nothing was \
      published for sixteen weeks. Renew only what you would certify again today.
      """)

  @Argument(help: ArgumentHelp("The crate.", valueName: "crate")) var crate: String?
  @Flag(help: "Everything that has ended or ends soon.") var expiring = false
  @Flag(help: "With --expiring: also crates that are not published any more.")
  var includeInactive = false

  @OptionGroup(title: "Project and store") var vet: VetOptions

  func validate() throws {
    guard (crate == nil) == expiring else {
      throw ValidationError("name a crate, or give --expiring")
    }
    if includeInactive, !expiring {
      throw ValidationError("--include-inactive goes with --expiring")
    }
  }

  func run(in host: Host) async throws -> ExitStatus {
    let session = try await VetSession.openUpToDate(vet, in: host)
    let renewal: WildcardRenewal
    if let crate {
      guard let all = WildcardRenewal.all(of: crate, in: session.store) else {
        throw CommandFailure.usage("there is no wildcard audit of `\(crate)`", hint: nil)
      }
      renewal = all
    } else {
      renewal = WildcardRenewal.expiring(
        in: session.store, on: session.today,
        publishers: session.live?.publishers ?? [:],
        includesInactive: includeInactive)
    }
    guard !renewal.entries.isEmpty else {
      try host.say("nothing to renew\n")
      return .clean
    }
    let end = session.today.twelveMonthsLater
    try session.write(renewal.renewed(session.store, until: end))
    let names = PublisherNames(session.store.imports)
    for entry in renewal.entries {
      let who =
        switch entry.audit.source {
        case .user(let id): names[id] ?? "user \(id)"
        case .trustedPublisher(let repository): repository
        }
      try host.say(
        TerminalText.neutralised(
          "\(entry.crate), published by \(who): \(entry.audit.end) → \(end)") + "\n")
    }
    return .clean
  }
}
