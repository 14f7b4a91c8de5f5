internal import ArgumentParser
import MoatCargo
import MoatCrev
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

  @OptionGroup var files: PolicyFileOptions
  @OptionGroup(title: "Build") var build: BuildPlaceOptions

  /// What `moat.toml` and the environment say of a project that a `vet` command works on.
  static func policy(
    for options: VetOptions, _ files: PolicyFileOptions? = nil, in host: Host
  ) throws -> Policy {
    let found = try PolicyFiles(host: host).files(
      named: files?.config, files?.policy, from: options.policyStart(in: host))
    return Policy(organisation: found.organisation, repository: found.repository)
  }

  /// What decides as `moat.toml` and flags want it.
  ///
  /// - Throws: a usage error for a policy that cannot be read, a build that does not fit the
  ///   workspace, and criteria that the store does not define.
  ///
  /// - Parameters:
  ///   - showsReviews: whether reviews are read even if they change no verdict.
  ///   - crate: the one that they are asked for, and other versions of it; nil for all that is locked.
  func decision(
    _ session: VetSession, showsReviews: Bool = false,
    crate: (name: String, also: [VetVersion])? = nil
  ) async throws -> VetDecision {
    let settings = try Self.policy(for: session.options, files, in: session.host)
    var vetting = settings.vetting
    if likeCargoVet { vetting.isLikeCargoVet = true }
    guard !(vetting.isLikeCargoVet ?? false) else {
      return VetDecision(session: session, judge: nil, build: nil, reviews: nil)
    }
    let build = try build.request(
      settings, session.options.features, isNotAll: session.options.noAllFeatures)?.selection
    var judge = try judge(session, vetting, build)
    var reviews: CrevReviews?
    let isCounting = judge != nil && settings.countsReviews
    if isCounting || showsReviews, let locked = session.project.locked,
      isCounting || !settings.crev.repositories.isEmpty
    {
      let found = await CrevReviews(
        CrevEvidence(settings.crev.repositories, on: session.host), of: locked,
        crate: crate?.name, also: crate?.also ?? [], policy: settings.crev, on: session.host)
      if isCounting { judge?.count(found) }
      reviews = found
    }
    return VetDecision(session: session, judge: judge, build: build, reviews: reviews)
  }

  /// nil where nothing is asked for, or where there is no lockfile whose packages could be told apart.
  private func judge(
    _ session: VetSession, _ vetting: VettingPolicy, _ build: BuildSelection?
  ) throws -> VettingJudge? {
    guard build != nil || vetting != VettingPolicy() else { return nil }
    let judge: VettingJudge?
    do throws(BuildSelectionFailure) {
      judge = try session.project.judge(
        vetting, build: build, today: session.today, on: session.host)
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
