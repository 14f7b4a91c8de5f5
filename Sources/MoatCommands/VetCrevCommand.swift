internal import ArgumentParser
import MoatCargo
import MoatCrev
import MoatHost
import MoatPipeline
import MoatPolicy
import MoatRendering

struct VetCrevCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "crev", abstract: "Show what reviews in crev's proofs say about locked crates.",
    discussion: """
      Reads the proofs in the folders that `[vet.crev]` of moat.toml names, or --proofs, checks every \
      signature, and works out whom the ids there trust. A review counts only if it is of the very \
      bytes that are locked, and one of a change only for the change. `criteria` in `[vet.crev]` lets \
      what counts take the place of audits that are missing.

      Exit status: 0 shown, 2 nothing to show it with, 3 some proofs could not be read.

      Examples:
        cargo moat vet crev
        cargo moat vet crev serde
        cargo moat vet crev --people
      """)

  @Argument(help: ArgumentHelp("Only this crate.", valueName: "crate")) var crate: String?
  @Flag(help: "List the people of the web of trust instead.") var people = false
  @Option(help: ArgumentHelp("Another folder with proofs. May be repeated.", valueName: "dir"))
  var proofs: [String] = []
  @Option(help: ArgumentHelp("Another id to start from. May be repeated.", valueName: "id"))
  var id: [String] = []

  @Option(help: "human or json.") var format = Format.human

  enum Format: String, ExpressibleByArgument, CaseIterable { case human, json }

  @OptionGroup(title: "Project and store") var vet: VetOptions
  @OptionGroup(title: "Policy") var files: PolicyFileOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    var policy = try VetPolicyOptions.policy(for: vet, files, in: host).crev
    for text in id {
      guard let id = CrevID(parsing: text) else {
        throw CommandFailure.usage(
          "`\(text)` is not the id of a person in crev", hint: "an id is 43 characters")
      }
      policy.ids.append(id)
    }
    let current = host.environment.currentDirectory
    policy.repositories += proofs.map { PathText.absolute($0, in: current) }
    guard !policy.repositories.isEmpty else {
      throw CommandFailure.usage(
        "no folder with proofs is named",
        hint:
          "clone a repository of proofs, and give `--proofs DIR` or `repositories` in `[vet.crev]`")
    }
    let locked = try await lockfile(in: host)
    let reviews = await CrevReviews(
      CrevEvidence(policy.repositories, on: host), of: locked, crate: crate, policy: policy,
      on: host)
    try show(reviews, in: host)
    remark(reviews, host)
    return reviews.evidence.isWhole ? .clean : .undetermined
  }

  private func lockfile(in host: Host) async throws -> LockedWorkspace {
    let root: String
    do throws(VetProject.Failure) { root = try VetProject.root(of: vet.project, on: host) } catch {
      throw VetMessages.failure(error)
    }
    return try await LockedProject(host: host).locked(at: PathText.join(root, "Cargo.lock"))
  }

  private func show(_ reviews: CrevReviews, in host: Host) throws {
    let renderer = CrevRenderer(reviews.judge, style: display.style(in: host))
    if people {
      try host.say(renderer.people())
    } else if format == .json {
      try host.say(reviews.json.text())
    } else {
      let found = reviews.assessments
      try host.say(found.isEmpty ? "no reviews of locked crates\n" : renderer.text(found))
    }
  }

  private func remark(_ reviews: CrevReviews, _ host: Host) {
    let (proofs, web) = (reviews.evidence.proofs, reviews.judge.web)
    host.remark(
      "\(proofs.reviewCount) reviews and \(proofs.trustCount) statements of trust; "
        + "\(web.trusted.count) people trusted, \(web.distrusted.count) distrusted")
    reviews.evidence.remarkTroubles(on: host)
  }
}
