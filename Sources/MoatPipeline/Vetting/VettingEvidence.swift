import MoatCargo
import MoatFindings
import MoatHost
import MoatModel
import MoatPolicy
import MoatVetting

/// Fills the facts of the rules about audits.
struct VettingEvidence {
  let host: Host
  let policy: Policy
  /// nil: all that is locked counts.
  let build: BuildRequest?
  let now: Timestamp

  /// The facts about one workspace, and the files of its store; nil where it has no store.
  ///
  /// - Parameters:
  ///   - locked: all that is locked.
  ///   - root: the absolute folder of the lockfile.
  func facts(
    for locked: LockedWorkspace, root: String
  ) -> (facts: VettingFacts, sources: [SourceText])? {
    let folder: VetStoreFolder
    switch store(of: locked, root: root) {
    case .none: return nil
    case .failed(let facts): return (facts, [])
    case .found(let found): folder = found
    }
    let texts = VetStoreTexts(
      configuration: folder[.configuration], audits: folder[.audits], imports: folder[.imports])
    let sources = [texts.configuration, texts.audits, texts.imports]
    do throws(VetStoreErrors) {
      let store = try VetStore(reading: texts, options: VetStoreOptions(today: now.day))
      return (try judge(store, texts, locked).facts(folder: Label(folder.shown)), sources)
    } catch {
      var facts = VettingFacts(store: Label(folder.shown), today: now.day)
      facts.problems = error.errors.map {
        VettingFacts.StoreProblem(at: Label($0.path, $0.span), $0.message, help: $0.help)
      }
      return (facts, sources)
    }
  }

  private enum Search {
    case none
    case found(VetStoreFolder)
    case failed(VettingFacts)
  }

  private func store(of locked: LockedWorkspace, root: String) -> Search {
    var label = Label(locked.workspace.rootManifest?.source.path ?? root)
    do {
      let path: String
      if let setting = policy.vetting.store {
        label = setting.label
        path = PathText.absolute(setting.value, in: root)
      } else {
        path = try VetStorePlace.folder(
          below: root, manifest: locked.workspace.rootManifest?.source)
      }
      return .found(try VetStoreFolder(reading: path, on: host))
    } catch let error as VetStoreFolder.Failure {
      return failed(error, label)
    } catch {
      return .none
    }
  }

  private func failed(_ error: VetStoreFolder.Failure, _ label: Label) -> Search {
    let message: String
    switch error {
    case .missing(let path):
      // A store that nobody speaks of is none.
      guard policy.vetting.store != nil else { return .none }
      message = "there is no store in `\(path)`"
    case .unreadable(let path, let failure): message = "`\(path)`: \(failure.message)"
    case .exists, .locked, .changed, .unwritable: return .none
    }
    var facts = VettingFacts(store: label, today: now.day)
    facts.problems = [VettingFacts.StoreProblem(at: label, message)]
    return .failed(facts)
  }

  /// The store with everything that it is judged by.
  private func judge(
    _ store: VetStore, _ texts: VetStoreTexts, _ locked: LockedWorkspace
  ) throws(VetStoreErrors) -> VettingJudge {
    let criteria: CriteriaTable
    do throws(CriteriaError) { criteria = try CriteriaTable(store.audits.criteria) } catch {
      // Reading the store has refused such criteria.
      criteria = .builtIn
    }
    let crates = LockedCrates(
      locked: locked, built: built(locked), uses: uses(of: locked)
    ).crates
    return VettingJudge(
      store: store, texts: texts,
      graph: VetGraph(
        nodes: locked.vetNodes, policies: store.configuration.policies), criteria: criteria,
      crates: crates,
      policy: policy.vetting, today: now.day, doubt: doubt(of: locked))
  }

  /// Where a manifest is missing its development dependencies count as normal ones.
  private func doubt(of locked: LockedWorkspace) -> String? {
    if locked.workspace.isComplete { return nil }
    let count = locked.workspace.unreadMembers.count
    return count == 0
      ? "there is no manifest that tells what is shipped and what is only tested"
      : "\(Listed.counted(count, "manifest")) could not be read: what is only tested may count as shipped"
  }

  private func built(_ locked: LockedWorkspace) -> BuiltSet? {
    guard let build, !(policy.vetting.isLikeCargoVet ?? false) else { return nil }
    do throws(BuildSelectionFailure) {
      return try locked.built(build.selection, on: host)
    } catch {
      // A workspace that the selection does not fit stays whole.
      return nil
    }
  }

  private func uses(of locked: LockedWorkspace) -> [Set<CrateUse>]? {
    guard !policy.vetting.criteria.isEmpty else { return nil }
    let metadata = MetadataEvidence(configurations: locked.workspace.configurations, host: host)
      .metadata(of: locked)
    return CrateUses(locked: locked, metadata: metadata).uses
  }
}

extension LockedWorkspace {
  /// The packages of the lockfile, with what the workspace's manifests tell of their edges.
  fileprivate var vetNodes: [VetNode] {
    graph.packages.indices.map { index in
      let package = graph.packages[index]
      var commit: String?
      if case .git(_, _, let revision) = package.source?.kind { commit = revision }
      return VetNode(
        name: package.name, version: VetVersion(package.version, gitRevision: commit),
        id: String(index), isCratesIO: package.source?.isCratesIO ?? false,
        isWorkspaceMember: roots.contains(index),
        dependencies: graph.dependencies[index].map { target in
          VetNode.Dependency(node: target, kinds: vetKinds(of: target, from: index))
        })
    }
  }

  private func vetKinds(of target: Int, from index: Int) -> DependencyKinds {
    kinds(of: target, from: index).reduce(into: []) { kinds, kind in
      switch kind {
      case .normal: kinds.insert(.normal)
      case .build: kinds.insert(.build)
      case .development: kinds.insert(.development)
      }
    }
  }
}
