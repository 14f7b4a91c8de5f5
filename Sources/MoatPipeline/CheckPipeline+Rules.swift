import MoatAdvisories
import MoatBans
import MoatCargo
import MoatFindings
import MoatHost
import MoatInspection
import MoatLockfile
import MoatModel
import MoatPolicy
import MoatProvenance
import MoatReleases
import MoatSources
import MoatVetting
import MoatWorkflows

extension CheckPipeline {
  /// What was judged of audits.
  struct JudgedStores {
    /// The files of the stores.
    var sources: [SourceText] = []
    /// Packages that pass by reviews outside of them.
    var reviewed: [String] = []
  }

  func lockfileRules(
    _ project: Project, _ index: IndexEvidence, _ run: inout RuleRun
  ) {
    run.apply(UnreadablePath.info) {
      UnreadablePath().findings(for: project.problems.map { ($0.path, $0.reason) })
    }
    var recorded: [RecordedPackage: RecordedDigest] = [:]
    for checked in project.workspaces {
      let facts = LockfileFacts(
        workspace: checked.workspace, state: checked.state, tracking: checked.tracking,
        isNested: checked.isNested, otherLockfiles: recorded, indexCaches: index.digests)
      for rule in LockfileRules.all { run.apply(rule.info) { rule.init().findings(in: facts) } }
      record(checked, in: &recorded)
    }
  }

  /// Remembers a lockfile's digests for those that come after it; the first record stays.
  private func record(
    _ checked: Project.CheckedWorkspace, in recorded: inout [RecordedPackage: RecordedDigest]
  ) {
    guard let lockfile = checked.locked?.lockfile else { return }
    for package in lockfile.packages {
      guard let digest = package.checksum.digest, let source = package.source else { continue }
      let key = RecordedPackage(identity: package.identity, source: source.raw)
      if recorded[key] == nil {
        recorded[key] = RecordedDigest(
          digest: digest,
          recordedIn: Label(
            lockfile.source.path, package.checksumSpan ?? package.span, "the other checksum"))
      }
    }
  }

  func advisoryRules(
    _ project: Project, _ index: IndexEvidence, _ request: CheckRequest, _ run: inout RuleRun
  ) async -> Evidence<AdvisoryDatabase>? {
    guard AdvisoryRules.all.contains(where: { run.includes(type(of: $0).info) }) else { return nil }
    let locked = project.workspaces.compactMap(\.locked)
    let toolchains = ToolchainEvidence(project, host: host).toolchains
    // Without anything to look up a missing database is no lack.
    guard !locked.isEmpty || !toolchains.isEmpty else { return nil }
    let source = AdvisorySource(host: host)
    let name = request.policy.database.value
    let database = await source.database(name, fetchingMissing: !request.isOffline)
    let facts = AdvisoryFacts(
      packages: locked.flatMap { $0.auditedPackages(index) }, toolchains: toolchains,
      database: database,
      databaseLabel: Label(
        source.folder(for: name).map(
          DisplayPath(currentDirectory: host.environment.currentDirectory).callAsFunction)
          ?? AdvisorySource.standardAddress),
      today: request.now.day, staleAfter: request.policy.maximumAge.value)
    for rule in AdvisoryRules.all {
      run.apply(type(of: rule).info) { rule.findings(in: facts) }
    }
    return database
  }

  func releaseRules(
    _ project: Project, _ index: IndexEvidence, _ request: CheckRequest,
    _ opened: Evidence<AdvisoryDatabase>?, _ run: inout RuleRun
  ) async {
    let locked = project.workspaces.compactMap(\.locked)
    guard !locked.isEmpty else { return }
    var database = opened
    if database == nil, !index.releases.isEmpty {
      database = await AdvisorySource(host: host)
        .database(request.policy.database.value, fetchingMissing: !request.isOffline)
    }
    let cooldown = ReleaseFacts.Cooldown(
      days: request.policy.cooldown.value,
      isConfigured: request.policy.cooldown.origin != .standard)
    for workspace in locked {
      let facts = ReleaseFacts(
        crates: workspace.releasedCrates(index, database: database?.value),
        lockfile: Label(workspace.lockfile.source.path), cooldown: cooldown,
        record: index.record, now: request.now)
      for rule in ReleaseRules.all { run.apply(rule.info) { rule.init().findings(in: facts) } }
    }
    await index.remember(on: host)
  }

  /// - Returns: what was proven, where that was asked for.
  func provenanceRules(
    _ project: Project, _ request: CheckRequest, _ run: inout RuleRun
  ) async -> ProofTally? {
    guard ProvenanceRules.all.contains(where: { run.includes($0.info) }) else { return nil }
    let locked = project.workspaces.compactMap(\.locked)
    guard !locked.isEmpty else { return nil }
    var evidence = ProvenanceEvidence(host: host, request: request.provenance)
    var tally = ProofTally()
    do {
      for facts in try await evidence.facts(for: locked) {
        for rule in ProvenanceRules.all {
          run.apply(rule.info) { rule.init().findings(in: facts) }
        }
        tally += ProofTally(facts.packages)
      }
    } catch {
      run.apply(UnreadableEvidence.info) {
        [UnreadableEvidence.interrupted(at: locked[0].lockfile.source.path)]
      }
    }
    return request.provenance.isThorough ? tally : nil
  }

  /// Whether a rule about source was chosen. The one that guards their evidence runs with them and,
  /// because the evidence is the same, would with the provenance rules too; chosen alone it runs.
  private func asksForInspection(_ run: RuleRun) -> Bool {
    let chosen = InspectionRules.all.filter { run.includes($0.info) }
    if chosen.contains(where: { $0.info.guards.isEmpty }) { return true }
    let provenance = ProvenanceRules.all.contains {
      $0.info.guards.isEmpty && run.includes($0.info)
    }
    return !chosen.isEmpty && !provenance
  }

  func inspectionRules(
    _ project: Project, _ request: CheckRequest, _ run: inout RuleRun
  ) async {
    guard asksForInspection(run) else { return }
    let workspaces = project.workspaces.compactMap { checked in
      checked.locked.map { (locked: $0, root: checked.root) }
    }
    guard let first = workspaces.first else { return }
    do throws(CancellationError) {
      let evidence = InspectionEvidence(
        host: host, policy: request.policy, isThorough: request.provenance.isThorough)
      for facts in try await evidence.facts(for: workspaces) {
        for rule in InspectionRules.all {
          run.apply(rule.info) { rule.init().findings(in: facts) }
        }
      }
    } catch {
      run.apply(UninspectedPackage.info) {
        [UninspectedPackage.interrupted(at: first.locked.lockfile.source.path)]
      }
    }
  }

  func vettingRules(
    _ project: Project, _ request: CheckRequest, _ run: inout RuleRun
  ) async -> JudgedStores {
    var stores = JudgedStores()
    guard VettingRules.all.contains(where: { run.includes($0.info) }) else { return stores }
    let evidence = VettingEvidence(
      host: host, policy: request.policy, build: request.build, now: request.now)
    for checked in project.workspaces {
      guard let locked = checked.locked,
        let found = await evidence.facts(for: checked, locked)
      else { continue }
      for rule in VettingRules.all {
        run.apply(rule.info) { rule.init().findings(in: found.facts) }
      }
      stores.sources += found.sources
      stores.reviewed += found.facts.reviews.resting.map(\.package.identity.description)
    }
    return stores
  }

  /// Only what is recorded is looked at; without a record there is nothing to tell.
  func publisherRules(
    _ project: Project, _ request: CheckRequest, _ run: inout RuleRun
  ) {
    guard PublisherRules.all.contains(where: { run.includes($0.info) }) else { return }
    for checked in project.workspaces {
      guard let locked = checked.locked else { continue }
      let facts = PublisherEvidence.facts(
        for: locked, root: checked.root, policy: request.policy.vetting, on: host)
      for rule in PublisherRules.all {
        run.apply(rule.info) { rule.init().findings(in: facts) }
      }
    }
  }

  /// Workflows are looked at where there are any; scripts alone are no reason to.
  func workflowRules(
    _ project: Project, _ request: CheckRequest, _ run: inout RuleRun
  ) async -> WorkflowEvidence.Found {
    guard WorkflowRules.all.contains(where: { run.includes($0.info) }) else { return .nothing }
    let evidence = WorkflowEvidence(host: host, policy: request.policy)
    let found = await evidence.found(in: project.automation.filter(\.hasWorkflows))
    run.applyWorkflowRules(found)
    return found
  }

  func policyRules(
    _ request: CheckRequest, sources: [SourceFacts], bans: [BanFacts], _ run: inout RuleRun
  ) {
    let use = PolicyUse(
      policy: request.policy, today: request.now.day, findings: run.findings,
      // What one narrowed run does not need, another may.
      decidedRules: request.build?.isFromFlags ?? false ? [] : run.decided, sources: sources,
      bans: bans)
    for rule in PolicyRules.all { run.apply(rule.info) { rule.init().findings(in: use) } }
  }
}
