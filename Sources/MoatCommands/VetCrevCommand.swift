internal import ArgumentParser
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
      bytes that are locked, and one of a change only for the change. It changes no verdict.

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

  @OptionGroup(title: "Project and store") var vet: VetOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let session = try await VetSession.open(vet, isNew: true, in: host)
    var policy = try configured(session)
    for text in id {
      guard let id = CrevID(parsing: text) else {
        throw CommandFailure.usage(
          "`\(text)` is not the id of a person in crev", hint: "an id is 43 characters")
      }
      policy.ids.append(id)
    }
    let current = host.environment.currentDirectory
    let folders = policy.repositories + proofs.map { PathText.absolute($0, in: current) }
    guard !folders.isEmpty else {
      throw CommandFailure.usage(
        "no folder with proofs is named",
        hint: "clone a proof repository, and give `--proofs DIR` or `repositories` in `[vet.crev]`")
    }
    let evidence: CrevEvidence
    do throws(CrevEvidence.Failure) {
      evidence = try CrevEvidence(
        folders: folders, root: session.project.root, files: host.files)
    } catch {
      throw CommandFailure.undetermined(
        TerminalText.neutralised("proofs cannot be read: \(error.message)"), hint: nil)
    }
    let judge = CrevJudge(proofs: evidence.proofs, policy: policy)
    let renderer = CrevRenderer(judge, style: display.style(in: host))
    if people {
      try host.say(renderer.people())
    } else if let locked = session.project.locked {
      let found = await evidence.assessments(of: locked, crate: crate, policy: policy, host: host)
      try host.say(found.isEmpty ? "no reviews of locked crates\n" : renderer.text(found))
    } else {
      throw CommandFailure.usage("there is no lockfile to compare with", hint: nil)
    }
    remark(evidence, judge, host)
    return .clean
  }

  private func configured(_ session: VetSession) throws -> CrevPolicy {
    let files = PolicyFiles(host: session.host)
    guard let path = files.nearest(to: session.project.root) else { return CrevPolicy() }
    try files.refuseLinkOut(path)
    return try files.file(at: path).crev
  }

  private func remark(_ evidence: CrevEvidence, _ judge: CrevJudge, _ host: Host) {
    host.remark(
      "\(evidence.proofs.reviewCount) reviews and \(evidence.proofs.trustCount) statements of trust; "
        + "\(judge.web.trusted.count) people trusted, \(judge.web.distrusted.count) distrusted")
    for refusal in evidence.refused.prefix(5) {
      host.remark(
        TerminalText.neutralised("note: a proof in \(refusal.path) is refused: \(refusal.message)"))
    }
    if evidence.refused.count > 5 {
      host.remark("note: \(evidence.refused.count - 5) more proofs are refused")
    }
  }
}
