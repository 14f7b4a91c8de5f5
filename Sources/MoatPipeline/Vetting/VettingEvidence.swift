import MoatCargo
import MoatCrev
import MoatFindings
import MoatHost
import MoatModel
import MoatPolicy
import MoatSyntax
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
  /// - Parameter locked: all that is locked.
  func facts(
    for checked: Project.CheckedWorkspace, _ locked: LockedWorkspace
  ) async -> (facts: VettingFacts, sources: [SourceText])? {
    let folder: VetStoreFolder
    switch store(of: checked) {
    case .none: return nil
    case .failed(let facts): return (facts, [])
    case .found(let found): folder = found
    }
    let texts = VetStoreTexts(
      configuration: folder[.configuration], audits: folder[.audits], imports: folder[.imports])
    let sources = [texts.configuration, texts.audits, texts.imports]
    do throws(VetStoreErrors) {
      let store = try VetStore(reading: texts, options: VetStoreOptions(today: now.day))
      let project = VetProject(
        root: checked.root, locked: locked, folder: folder, store: store,
        criteria: criteria(store))
      guard var judge = judge(project) else { return nil }
      guard let reviews = await reviews(of: locked) else {
        return (judge.facts(folder: Label(folder.shown)), sources)
      }
      judge.count(reviews)
      var facts = judge.facts(folder: Label(folder.shown))
      facts.reviews.warnings = reviews.warnings(about: judge.crates)
      facts.reviews.unread = reviews.evidence.unread
      return (facts, sources + reviews.evidence.refusedFiles)
    } catch {
      return (
        problems(
          error.errors.map {
            VettingFacts.StoreProblem(at: Label($0.path, $0.span), $0.message, help: $0.help)
          }, at: Label(folder.shown)), sources
      )
    }
  }

  private func criteria(_ store: VetStore) -> CriteriaTable {
    do throws(CriteriaError) { return try CriteriaTable(store.audits.criteria) } catch {
      // Reading the store has refused such criteria.
      return .builtIn
    }
  }

  private func judge(_ project: VetProject) -> VettingJudge? {
    do throws(BuildSelectionFailure) {
      return try project.judge(
        policy.vetting, build: build?.selection, today: now.day, on: host)
    } catch {
      // A workspace that the selection does not fit stays whole.
      return try? project.judge(policy.vetting, build: nil, today: now.day, on: host)
    }
  }

  /// nil where no review counts.
  private func reviews(of locked: LockedWorkspace) async -> CrevReviews? {
    guard policy.countsReviews else { return nil }
    return await CrevReviews(
      CrevEvidence(policy.crev.repositories, on: host), of: locked, policy: policy.crev, on: host)
  }

  // MARK: the store

  private enum Search {
    case none
    case found(VetStoreFolder)
    case failed(VettingFacts)
  }

  private func store(of checked: Project.CheckedWorkspace) -> Search {
    let manifest = checked.workspace.rootManifest?.source
    do throws(VetStorePlace.Malformed) {
      let named = policy.vetting.store
      let path: String
      if let named {
        path = PathText.absolute(named.value, in: checked.root)
      } else {
        path = try VetStorePlace.folder(below: checked.root, manifest: manifest)
      }
      // Only the workspace that the policy is for must have what it names.
      return read(path, isDemanded: checked.isNested ? nil : named?.label)
    } catch {
      return .failed(problem(error))
    }
  }

  private func read(_ path: String, isDemanded label: Label?) -> Search {
    do throws(VetStoreFolder.Failure) {
      return .found(try VetStoreFolder(reading: path, on: host))
    } catch {
      switch error {
      case .missing(let shown):
        guard let label else { return .none }
        let problem = VettingFacts.StoreProblem(at: label, "there is no store in `\(shown)`")
        return .failed(problems([problem], at: Label(shown)))
      case .unreadable(let shown, let failure):
        let problem = VettingFacts.StoreProblem(
          at: Label(shown), "`\(shown)`: \(failure.message)",
          help: "make the three files of the store readable")
        return .failed(problems([problem], at: Label(shown)))
      case .exists, .locked, .changed, .unwritable: return .none
      }
    }
  }

  private func problem(_ error: VetStorePlace.Malformed) -> VettingFacts {
    let problem: VettingFacts.StoreProblem
    switch error {
    case .syntax(let error, let source):
      problem = VettingFacts.StoreProblem(at: Label(source.path, error.span), error.message)
    case .wrongType(let key, let expected, let source, let span):
      problem = VettingFacts.StoreProblem(
        at: Label(source.path, span), "`\(key)` must be \(expected)")
    case .twice(let source, let span):
      problem = VettingFacts.StoreProblem(
        at: Label(source.path, span),
        "both `workspace.metadata.vet` and `package.metadata.vet` are there", help: "keep one")
    }
    return problems([problem], at: Label(problem.label.path))
  }

  private func problems(
    _ problems: [VettingFacts.StoreProblem], at folder: Label
  ) -> VettingFacts {
    var facts = VettingFacts(store: folder, today: now.day)
    facts.problems = problems
    return facts
  }
}
