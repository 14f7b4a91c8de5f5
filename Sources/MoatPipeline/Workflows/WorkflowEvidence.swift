import MoatFindings
import MoatHost
import MoatModel
import MoatPolicy
import MoatWorkflows

/// Reads what the workflow rules look at.
struct WorkflowEvidence {
  /// What was read, a repository each.
  struct Found {
    static let nothing = Found(facts: [], sources: [:])

    var facts: [WorkflowFacts]
    /// The texts that were read, by display path.
    var sources: [String: SourceText]

    /// Workflows, actions and Dependabot's configuration, those included that could not be read.
    var fileCount: Int {
      facts.reduce(0) { $0 + Set($1.files.map(\.source.path)).count + $1.unread.count }
    }

    var scriptCount: Int { facts.reduce(0) { $0 + $1.scripts.count } }
  }

  private let host: Host
  private let policy: Policy
  private let display: DisplayPath
  /// Where pins are known from, besides what the policy names.
  private let pins: PinRequest

  init(host: Host, policy: Policy, pins: PinRequest = PinRequest()) {
    self.host = host
    self.policy = policy
    self.pins = pins
    display = DisplayPath(currentDirectory: host.environment.currentDirectory)
  }

  func found(in listings: [AutomationListing]) async -> Found {
    var found = Found.nothing
    for listing in listings {
      let reader = DocumentReader(files: host.files, display: display)
      reader.boundary = listing.boundary
      let repositories = listing.repositories
      for repository in repositories.isEmpty ? [""] : repositories {
        found.facts.append(await facts(of: repository, among: repositories, in: listing, reader))
      }
      found.sources.merge(reader.sources) { first, _ in first }
    }
    return found
  }

  private func facts(
    of repository: String, among repositories: [String], in listing: AutomationListing,
    _ reader: DocumentReader
  ) async -> WorkflowFacts {
    var facts = WorkflowFacts(files: [])
    let top = PathText.join(listing.root, repository)
    facts.isWhole = !listing.isPartial && !repositories.isEmpty
    facts.dependabotPath = display(PathText.join(top, ".github/dependabot.yml"))
    // What lies in a repository below this one is that one's.
    let owned = repositories.filter {
      $0 != repository && listing.way(to: $0, in: repository) != nil
    }
    for file in listing.files.prefix(InputLimit.automationFiles) {
      guard listing.way(to: file.path, in: repository) != nil,
        !owned.contains(where: { listing.way(to: file.path, in: $0) != nil })
      else { continue }
      take(file, repository, listing, reader, &facts)
    }
    if listing.files.count > InputLimit.automationFiles {
      facts.unread.append(
        UnreadFile(
          path: display(top),
          reason: "it has more than \(InputLimit.automationFiles) workflows and scripts"))
    }
    if listing.hasMorePrograms {
      facts.unread.append(
        UnreadFile(
          path: display(top),
          reason:
            "it has more than \(ProjectWalk.programLimit) files without an ending, which may be scripts"
        ))
    }
    for path in listing.configurations where listing.way(to: path, in: repository) != nil {
      script(.cargoConfiguration, at: path, listing, reader, &facts)
    }
    facts.lockfileFolders = listing.lockfiles.map { lockfiles in
      Set(
        lockfiles.compactMap { listing.way(to: $0, in: repository) }.map {
          PathText.components($0).dropLast().joined(separator: "/")
        })
    }
    facts.ecosystems = EcosystemFinder(reader: reader, listing: listing).ecosystems(in: repository)
    facts.settings = policy.workflows
    facts.settings.ownOwner = await OwnRepository(host: host).repository(at: top)?.owner
    facts.pins = await PinSources(host: host, policy: policy, request: pins)
      .evidence(for: facts.usedRepositories, at: top)
    return facts
  }

  private func take(
    _ file: AutomationFile, _ repository: String, _ listing: AutomationListing,
    _ reader: DocumentReader, _ facts: inout WorkflowFacts
  ) {
    if isSecondName(file, repository, listing) { return }
    switch file.kind {
    case .workflow, .dependabot:
      // Of a folder in a repository GitHub reads neither.
      guard file.repository == repository || listing.isPartial else { return }
      read(file, as: file.kind == .workflow ? .workflow : .dependabot, listing, reader, &facts)
    case .action: read(file, as: .action, listing, reader, &facts)
    case .renovate:
      if facts.renovate == nil {
        facts.renovate = display(PathText.join(listing.root, file.path))
      }
    default:
      if let kind = file.scriptKind { script(kind, at: file.path, listing, reader, &facts) }
    }
  }

  /// Whether a script is a link to one of the same kind in the repository, which is judged by its own
  /// name. What a workflow links to need not be one for GitHub where it stands.
  private func isSecondName(
    _ file: AutomationFile, _ repository: String, _ listing: AutomationListing
  ) -> Bool {
    guard let kind = file.scriptKind else { return false }
    let path = PathText.join(listing.root, file.path)
    do throws(FileFailure) {
      guard try host.files.kind(of: path) == .symlink else { return false }
      let target = PathText.relative(
        try host.files.resolved(path), to: try host.files.resolved(listing.root))
      return listing.way(to: target, in: repository) != nil
        && listing.files.contains { $0.path == target && $0.scriptKind == kind }
    } catch {
      // Reading it will say what is wrong.
      return false
    }
  }

  private func read(
    _ file: AutomationFile, as role: WorkflowFile.Role, _ listing: AutomationListing,
    _ reader: DocumentReader, _ facts: inout WorkflowFacts
  ) {
    let path = PathText.join(listing.root, file.path)
    do throws(FileFailure) {
      let text = try reader.text(at: path, limit: InputLimit.workflow)
      facts.files += WorkflowFile.read(text, as: role)
    } catch {
      facts.unread.append(UnreadFile(path: display(path), reason: error.message))
    }
  }

  private func script(
    _ kind: ScriptFile.Kind, at path: String, _ listing: AutomationListing,
    _ reader: DocumentReader, _ facts: inout WorkflowFacts
  ) {
    let path = PathText.join(listing.root, path)
    do throws(FileFailure) {
      let text = try reader.text(at: path, limit: InputLimit.script)
      facts.scripts.append(ScriptFile(kind: kind, source: text))
    } catch {
      facts.unread.append(UnreadFile(path: display(path), reason: error.message))
    }
  }
}

extension RuleRun {
  mutating func applyWorkflowRules(_ found: WorkflowEvidence.Found) {
    for facts in found.facts {
      for rule in WorkflowRules.all {
        apply(rule.info) { WorkflowRules.findings(of: rule, in: facts) }
      }
    }
  }
}

extension WorkflowFacts {
  /// The repositories of actions, with the commits that are pinned.
  var usedRepositories: [ActionRepository: Set<CommitHash>] {
    var used: [ActionRepository: Set<CommitHash>] = [:]
    for use in usedActions {
      guard case .repository(let owner, let name, _, let ref) = use.reference.target else {
        continue
      }
      let commit = ref.flatMap { CommitHash($0) }
      used[ActionRepository(owner: owner, name: name), default: []].formUnion(
        [commit].compactMap { $0 })
    }
    return used
  }
}
