package import MoatBans
package import MoatCrev
package import MoatFindings
import MoatModel
package import MoatSources
package import MoatVetting
package import MoatWorkflows

/// What holds for a run: an organisation's file, the repository's and flags, added up.
///
/// An organisation's file may be tightened by the repository's, never loosened: levels take the
/// stricter of the two, lists of what is allowed shrink, lists of what is denied grow, and the
/// repository cannot suppress what the organisation denies.
package struct Policy: Sendable {
  package let failOn: Setting<Severity>
  /// nil: the database in Moat's cache.
  package let database: Setting<String?>
  /// Days.
  package let maximumAge: Setting<Int>
  /// Days that a locked version must have been published for. The default only warns.
  package let cooldown: Setting<Int>
  package let sources: SourcePolicy
  /// Of both files; a flag says more.
  package let build: BuildPolicy
  package let bans: BanPolicy
  package let buildScripts: BuildScriptPolicy
  package let vetting: VettingPolicy
  package let workflows: WorkflowSettings
  /// A record of pins; nil for the one at the top of the repository.
  package let pinRecord: Setting<String?>
  /// A folder of clones of actions' repositories.
  package let clones: Setting<String?>
  /// Whose reviews in crev's proofs are believed.
  package let crev: CrevPolicy
  package let organisation: PolicyFile?
  package let repository: PolicyFile?
  package let flags: [FlagLevel]

  /// Snapshots older than this are stale: RustSec adds advisories every week.
  package static let standardMaximumAge = 30

  /// Nearly every takeover of a crate that became known was noticed within so many days.
  package static let standardCooldown = 3

  /// A value and where it comes from.
  package struct Setting<Value: Sendable>: Sendable {
    package let value: Value
    package let origin: Origin

    package init(value: Value, origin: Origin) {
      self.value = value
      self.origin = origin
    }
  }

  package enum Origin: Hashable, Sendable, CustomStringConvertible {
    case standard
    case file(String)
    case environment(String)
    case flag(String)

    package var description: String {
      switch self {
      case .standard: "default"
      case .file(let path): path
      case .environment(let name): "environment: \(name)"
      case .flag(let name): "flag: \(name)"
      }
    }
  }

  /// `--deny`, `--warn` or `--allow` with its rule or group.
  package struct FlagLevel: Hashable, Sendable {
    package let selector: RuleSelector
    package let level: Level

    package init(selector: RuleSelector, level: Level) {
      self.selector = selector
      self.level = level
    }
  }

  /// - Parameter database: what a flag or the environment says, which is stronger than any file.
  package init(
    organisation: PolicyFile? = nil, repository: PolicyFile? = nil, flags: [FlagLevel] = [],
    database given: Setting<String?>? = nil
  ) {
    self.organisation = organisation
    self.repository = repository
    self.flags = flags
    let files = [organisation, repository].compactMap { $0 }
    let thresholds = files.compactMap { file in
      file.failOn.map { Setting(value: $0, origin: Origin.file(file.source.path)) }
    }
    // An organisation that names no threshold holds to the default one.
    let standard = Setting(value: Severity.medium, origin: Origin.standard)
    let isOpen = thresholds.isEmpty || (organisation != nil && organisation?.failOn == nil)
    failOn = (thresholds + (isOpen ? [standard] : [])).min { $0.value < $1.value } ?? standard
    database =
      given
      ?? files.lazy.compactMap { file in
        file.database.map { Setting(value: $0, origin: .file(file.source.path)) }
      }.first ?? Setting(value: nil, origin: .standard)
    maximumAge =
      files.compactMap { file in
        file.maximumAge.map { Setting(value: $0, origin: .file(file.source.path)) }
      }.min { $0.value < $1.value } ?? Setting(value: Self.standardMaximumAge, origin: .standard)
    cooldown =
      files.compactMap { file in
        file.cooldown.map { Setting(value: $0, origin: .file(file.source.path)) }
      }.max { $0.value < $1.value } ?? Setting(value: Self.standardCooldown, origin: .standard)
    sources = SourcePolicy(
      allowedRegistries: Self.allowed(
        organisation?.allowedRegistries, repository?.allowedRegistries,
        hasOrganisation: organisation != nil),
      allowedGit: Self.allowed(
        organisation?.allowedGit, repository?.allowedGit, hasOrganisation: organisation != nil))
    build =
      organisation.map { $0.build.widened(by: repository?.build ?? BuildPolicy()) }
      ?? repository?.build ?? BuildPolicy()
    bans = Self.bans(organisation?.bans, repository?.bans)
    buildScripts =
      organisation.map { $0.buildScripts.joined(with: repository?.buildScripts ?? .init()) }
      ?? repository?.buildScripts ?? BuildScriptPolicy()
    vetting =
      organisation.map { $0.vetting.joined(with: repository?.vetting ?? VettingPolicy()) }
      ?? repository?.vetting ?? VettingPolicy()
    crev = Self.crev(organisation, repository)
    workflows = WorkflowPolicy.settings(organisation?.workflows, repository?.workflows)
    pinRecord = Self.first(of: files, \.workflows.pins)
    clones = Self.first(of: files, \.workflows.clones)
  }

  private static func first(
    of files: [PolicyFile], _ value: (PolicyFile) -> String?
  ) -> Setting<String?> {
    for file in files {
      if let found = value(file) {
        return Setting(value: found, origin: .file(file.source.path))
      }
    }
    return Setting(value: nil, origin: .standard)
  }

  /// Whether what crev says changes verdicts.
  package var countsReviews: Bool {
    !vetting.reviewCriteria.isEmpty && !(vetting.isLikeCargoVet ?? false)
  }

  private static func crev(_ organisation: PolicyFile?, _ repository: PolicyFile?) -> CrevPolicy {
    let inner = repository?.crev ?? CrevPolicy()
    // An organisation that says nothing of crev lets nothing rest on it either.
    guard let organisation,
      organisation.crev != CrevPolicy() || !organisation.vetting.reviewCriteria.isEmpty
    else { return inner }
    return organisation.crev.joined(with: inner)
  }

  private static func allowed(
    _ organisation: [SourcePolicy.AllowedSource]?, _ repository: [SourcePolicy.AllowedSource]?,
    hasOrganisation: Bool
  ) -> [SourcePolicy.AllowedSource] {
    guard hasOrganisation else { return repository ?? [] }
    let outer = organisation ?? []
    guard let repository else { return outer }
    // What the repository allows counts as far as the organisation allows it too.
    return outer.filter { entry in repository.contains { $0.url == entry.url } }
  }

  private static func bans(_ organisation: BanPolicy?, _ repository: BanPolicy?) -> BanPolicy {
    guard let organisation else { return repository ?? BanPolicy() }
    guard let repository else { return organisation }
    var sum = organisation
    sum.denied += repository.denied
    sum.allowed += repository.allowed
    sum.features += repository.features
    sum.maximumDirect = smaller(organisation.maximumDirect, repository.maximumDirect)
    sum.maximumTotal = smaller(organisation.maximumTotal, repository.maximumTotal)
    sum.baseline = organisation.baseline ?? repository.baseline
    return sum
  }

  private static func smaller(
    _ left: BanPolicy.Limit?, _ right: BanPolicy.Limit?
  ) -> BanPolicy.Limit? {
    [left, right].compactMap { $0 }.min { $0.count < $1.count }
  }
}
