internal import ArgumentParser
import MoatCargo
import MoatFindings
import MoatHost
import MoatPipeline
import MoatPolicy
import MoatVetting

/// What is asked for beyond what the store says, and which build it is asked for.
struct VetPolicyOptions: ParsableArguments {
  @Flag(
    help: """
      The plain verdict of cargo-vet: everything that is locked counts, and nothing of `moat.toml` does.
      """)
  var likeCargoVet = false

  @Option(
    help: ArgumentHelp("Read this `moat.toml` instead of looking for one.", valueName: "file"))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "An organisation's policy, which `moat.toml` may tighten and never loosen.",
      valueName: "file"))
  var policy: String?

  @OptionGroup(title: "Build") var build: BuildPlaceOptions

  /// What `moat.toml` and the environment say of a project that a `vet` command works on.
  static func policy(
    for options: VetOptions, config: String? = nil, policy: String? = nil, in host: Host
  ) throws -> Policy {
    let files = try PolicyFiles(host: host).files(
      named: config, policy, from: options.policyStart(in: host))
    return Policy(organisation: files.organisation, repository: files.repository)
  }

  /// The build that `moat.toml` or flags name; nil where all that is locked counts.
  func selection(_ session: VetSession) throws -> BuildSelection? {
    let settings = try Self.policy(
      for: session.options, config: config, policy: policy, in: session.host)
    guard !likeCargoVet, !(settings.vetting.isLikeCargoVet ?? false) else { return nil }
    return try request(settings, session.options)?.selection
  }

  private func request(_ settings: Policy, _ options: VetOptions) throws -> BuildRequest? {
    try build.request(settings, options.features, isNotAll: options.noAllFeatures)
  }

  /// What decides as `moat.toml` and flags want it; nil where the plain verdict is wanted, or where
  /// there is no lockfile whose packages could be told apart.
  func judge(_ session: VetSession) throws -> VettingJudge? {
    let settings = try Self.policy(
      for: session.options, config: config, policy: policy, in: session.host)
    var vetting = settings.vetting
    if likeCargoVet { vetting.isLikeCargoVet = true }
    if vetting.isLikeCargoVet ?? false { return nil }
    let request = try request(settings, session.options)
    guard request != nil || vetting != VettingPolicy() else { return nil }
    let judge: VettingJudge?
    do throws(BuildSelectionFailure) {
      judge = try session.project.judge(
        vetting, build: request?.selection, today: session.today, on: session.host)
    } catch {
      throw CommandFailure.usage(error.message, hint: error.hint)
    }
    if let unknown = judge?.undefinedCriteria.first {
      throw CommandFailure.usage(
        "`\(unknown.name)` of `\(unknown.label.path)` is not a criterion of the store",
        hint: "define it in `audits.toml` of the store, or name another")
    }
    if judge == nil {
      session.host.remark(
        "note: without a lockfile nothing tells what is built: everything counts, as for cargo-vet")
    }
    return judge
  }
}

extension VetOptions {
  /// The folder from which `moat.toml` is looked for.
  fileprivate func policyStart(in host: Host) -> String {
    guard let project else { return "." }
    let name = PathText.lastComponent(project)
    guard ["Cargo.toml", "Cargo.lock"].contains(name) else { return project }
    return PathText.parent(PathText.absolute(project, in: host.environment.currentDirectory)) ?? "/"
  }
}
