import MoatAdvisories
package import MoatBans
import MoatCargo
package import MoatFindings
package import MoatHost
import MoatInspection
import MoatLockfile
import MoatModel
import MoatPolicy
import MoatProvenance
import MoatReleases
import MoatSources
import MoatVetting
import MoatWorkflows

/// What a check found, and what it left out.
package struct CheckOutcome: Sendable {
  package let report: Report
  /// Folders that were passed over.
  package let excluded: [String]
  /// How many dependencies the first workspace has, if its lockfile could be read.
  package let dependencies: DependencyCount?
}

/// Reads the projects, gathers the evidence, runs the rules and judges what they say.
package struct CheckPipeline: Sendable {
  let host: Host

  package init(host: Host) { self.host = host }

  /// - Throws: ``CheckFailure`` for a path or a build that the user named and that is none;
  ///   everything else that goes wrong is a finding.
  package func run(_ request: CheckRequest) async throws(CheckFailure) -> CheckOutcome {
    let whole: Project
    do throws(ProjectReader.UnusablePath) {
      whole = try await ProjectReader(host: host)
        .projects(at: request.paths, passingOver: request.provenance.vendorFolders)
    } catch {
      throw .path(error)
    }
    let (project, build) = try narrowed(whole, request)
    var run = RuleRun(selection: request.selection)
    let sources = sourceFacts(project, request)
    let bans = banFacts(project, request)
    let wantsReleases = ReleaseRules.all.contains { run.includes($0.info) }
    let index = await IndexEvidence(
      for: project.workspaces.compactMap(\.locked), host: host, wantsReleases: wantsReleases)
    // Cargo reads a lockfile whole, whatever it builds of it.
    lockfileRules(whole, index, &run)
    for facts in sources {
      for rule in SourceRules.all { run.apply(rule.info) { rule.init().findings(in: facts) } }
    }
    for facts in bans {
      for rule in BanRules.all { run.apply(rule.info) { rule.init().findings(in: facts) } }
    }
    let database = await advisoryRules(project, index, request, &run)
    if wantsReleases { await releaseRules(project, index, request, database, &run) }
    let proofs = await provenanceRules(project, request, &run)
    await inspectionRules(project, request, &run)
    // Audits are asked for what is built, and exemptions are held against all that is locked.
    let stores = await vettingRules(whole, request, &run)
    publisherRules(project, request, &run)
    let workflows = await workflowRules(project, request, &run)
    policyRules(request, sources: sources, bans: bans, &run)
    let report = report(
      of: run, project, request,
      Extent(
        build: build, database: database, proofs: proofs, stores: stores, workflows: workflows))
    return CheckOutcome(
      report: report, excluded: project.excluded,
      dependencies: project.workspaces.lazy.compactMap(\.locked).first.map(DependencyCount.init))
  }

  // MARK: facts

  /// What of the project a build compiles, where the request names one.
  private func narrowed(
    _ project: Project, _ request: CheckRequest
  ) throws(CheckFailure) -> (Project, Report.BuildScope?) {
    guard let build = request.build else { return (project, nil) }
    do throws(BuildSelectionFailure) {
      return try ProjectNarrowing(host: host, selection: build.selection).narrow(project)
    } catch {
      throw .build(error)
    }
  }

  private func sourceFacts(_ project: Project, _ request: CheckRequest) -> [SourceFacts] {
    project.workspaces.map {
      SourceFacts(workspace: $0.workspace, locked: $0.locked, policy: request.policy.sources)
    }
  }

  private func banFacts(_ project: Project, _ request: CheckRequest) -> [BanFacts] {
    project.workspaces.map {
      BanFacts(workspace: $0.workspace, locked: $0.locked, policy: request.policy.bans)
    }
  }

  // MARK: report

  /// What was looked at beside the packages that are locked.
  private struct Extent {
    let build: Report.BuildScope?
    let database: Evidence<AdvisoryDatabase>?
    let proofs: ProofTally?
    let stores: JudgedStores
    let workflows: WorkflowEvidence.Found
  }

  private func report(
    of run: RuleRun, _ project: Project, _ request: CheckRequest, _ extent: Extent
  ) -> Report {
    var sources = project.sources
    for file in extent.stores.sources { sources[file.path] = file }
    sources.merge(extent.workflows.sources) { first, _ in first }
    for file in [request.policy.organisation, request.policy.repository].compactMap({ $0 }) {
      sources[file.source.path] = file.source
    }
    let lockfiles = project.workspaces.compactMap(\.locked)
    return Report(
      findings: run.judged(by: request.policy, on: request.now.day), sources: sources,
      scope: Report.Scope(
        lockfiles: project.workspaces.count { if case .missing = $0.state { false } else { true } },
        manifests: project.manifestCount,
        packages: lockfiles.reduce(0) { $0 + $1.graph.packages.count },
        workflows: extent.workflows.fileCount, scripts: extent.workflows.scriptCount,
        rules: run.ruleCount,
        advisories: Self.text(of: extent.database), proofs: extent.proofs, build: extent.build,
        reviewed: extent.stores.reviewed))
  }

  private static func text(of database: Evidence<AdvisoryDatabase>?) -> String? {
    guard let database = database?.value else { return nil }
    let day = database.day.map { " of \($0)" } ?? ""
    return "\(thousands(database.count)) advisories\(day)"
  }
}

/// `1225` as `1,225`.
private func thousands(_ number: Int) -> String {
  let digits = String(number)
  guard digits.count > 3 else { return digits }
  return thousands(number / 1000) + "," + digits.suffix(3)
}
