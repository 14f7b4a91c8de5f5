import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatRendering
import MoatVetting

/// A project that a `vet` command works on: its store, its graph, and what was fetched for it.
struct VetSession {
  /// As many packages without a manifest are named.
  private static let unreadLimit = 5

  let host: Host
  let options: VetOptions
  /// The moment that counts as now.
  let now: Timestamp
  private(set) var project: VetProject
  /// What was fetched, merged with the store; nil where the store alone counts.
  private(set) var live: ImportsLock?

  /// Reads the project.
  ///
  /// - Parameters:
  ///   - isNew: whether there is no store yet.
  ///   - replacesImports: whether `imports.lock` may be out of step.
  ///   - checksPolicies: whether policies that fit nothing are an error.
  ///   - describes: whether copies of published crates are to be told.
  /// - Throws: a failure that says what is wrong with it.
  static func open(
    _ options: VetOptions, isNew: Bool = false, replacesImports: Bool = false,
    checksPolicies: Bool = false, describes: Bool = false, in host: Host
  ) async throws -> VetSession {
    let now = try host.moment(options.now)
    let policy = try VetPolicyOptions.policy(for: options, in: host)
    let storePath = try options.storePath ?? storePath(policy, options, host)
    var graph = try options.graph()
    graph.describes = describes
    let project: VetProject
    do throws(VetProject.Failure) {
      project = try await VetProject.read(
        VetProject.Request(
          project: options.project,
          store: storePath, metadata: options.metadata,
          today: now.day, isLocked: options.isLocked && !isNew, replacesImports: replacesImports,
          isNew: isNew, graph: graph), on: host)
    } catch {
      throw VetMessages.failure(error)
    }
    if checksPolicies {
      let problems = project.wholeGraph.policyProblems(project.store.configuration.policies)
      guard problems.isEmpty else { throw VetMessages.policies(problems) }
    }
    return VetSession(host: host, options: options, now: now, project: project, live: nil)
  }

  /// The store that the policy names; nil where it names none.
  private static func storePath(
    _ policy: Policy, _ options: VetOptions, _ host: Host
  ) throws -> String? {
    guard let named = policy.vetting.store?.value else { return nil }
    // It is below the lockfile's folder, which is found first.
    do throws(VetProject.Failure) {
      return PathText.join(try VetProject.root(of: options.project, on: host), named)
    } catch {
      throw VetMessages.failure(error)
    }
  }

  var today: Day { now.day }
  var store: VetStore { project.store }
  var criteria: CriteriaTable { project.criteria }
  var graph: VetGraph { project.graph }

  /// Who published what, as far as it was fetched.
  private(set) var releases: [String: [CrateRelease]] = [:]

  /// Imports that were fetched and are something else than what was accepted, sorted.
  var changedImports: [String] = []

  /// Decides by what was fetched from here on.
  mutating func use(_ live: ImportsLock, releases: [String: [CrateRelease]]) {
    self.live = live
    self.releases = releases
  }

  /// Decides, or updates, by another store.
  mutating func replace(_ store: VetStore) { project = project.replacing(store) }

  /// What decides over the graph.
  func resolver(
    _ store: VetStore? = nil, graph: VetGraph? = nil, imports: ImportsLock? = nil
  ) -> VetResolver {
    VetResolver(
      store: store ?? project.store, live: imports ?? live, graph: graph ?? project.graph,
      criteria: project.criteria)
  }

  /// What suggestions take into account beside the store.
  var suggestionFacts: SuggestionFacts { SuggestionFacts(releases: releases) }

  /// Refuses a store that does not decide about packages which look like published ones. Under
  /// `--locked` this is not asked, as with cargo-vet; with `--fetch` crates.io says what they look
  /// like, and else the store alone, so that a check does not depend on what a machine knows.
  func checkAuditAs() async throws {
    guard !options.isLocked else { return }
    let problems: [AuditAsProblem]
    if options.fetch {
      let copies = try await VetCopies.find(self)
      problems = project.wholeGraph.auditAsProblems(store, published: copies.evidence)
    } else {
      problems = project.wholeGraph.auditAsProblems(store) { _ in .unknown }
    }
    guard problems.isEmpty else { throw VetMessages.auditAs(problems) }
  }

  /// Says which manifests were not read, and what follows.
  func remarkGaps() {
    if let first = project.unknownFeatures.first {
      let others = project.unknownFeatures.count - 1
      host.remark(
        TerminalText.neutralised(
          "note: the features of `\(first)`\(others > 0 ? " and \(others) more" : "") are not known "
            + "here: all that they lock counts"))
    }
    guard !project.unread.isEmpty else { return }
    let names = Wording.listed(
      project.unread.map { TerminalText.neutralised("`\($0)`") }, limit: Self.unreadLimit)
    host.remark(
      "note: the manifests of \(names) are not here: all that they lock counts as shipped, tests too"
    )
  }

  /// Whether a crate is one that needs audits, unless `--force` says that it does not matter.
  func requireForeign(_ crate: String, isForced: Bool) throws {
    guard !isForced else { return }
    let places = graph.places(named: crate)
    guard !places.contains(where: { graph.packages[$0].isThirdParty }) else { return }
    if !places.isEmpty {
      throw CommandFailure.usage(
        "`\(crate)` is the project's own: it needs no audits",
        hint: "`audit-as-crates-io` in its policy changes that; or give `--force`")
    }
    throw CommandFailure.usage(
      "`\(crate)` is not a dependency of this project",
      hint: near(crate).map { "did you mean `\($0)`?" } ?? "`--force` records it all the same")
  }

  private func near(_ crate: String) -> String? {
    MoatPolicy.Suggestion.nearest(
      to: crate, among: graph.packages.filter(\.isThirdParty).map(\.name))
  }

  // MARK: writing

  /// Writes what an update made of the store, and says what it did to it.
  func writeSaying(_ updated: VetStore) throws {
    let difference = VetStoreDifference(from: store, to: updated)
    if try write(updated) { try host.say(difference.text) }
  }

  /// Writes a store, all of it or nothing, and says what was written. Comments and keys that cargo-vet
  /// does not know stay where they are, but for those inside of what changes.
  ///
  /// - Parameter discards: whether everything is written anew, and comments go.
  /// - Returns: whether anything changed.
  @discardableResult
  func write(_ store: VetStore, discards: Bool = false) throws -> Bool {
    guard !project.isFiltered else {
      throw CommandFailure.usage(
        "only a part of the graph was looked at, and the rest needs the store too",
        hint: "nothing was written; leave out `--filter-graph`")
    }
    let texts = try self.texts(of: store, discards: discards)
    // What is about to be written must be readable, by cargo-vet too.
    do throws(VetStoreErrors) {
      _ = try VetStore(
        reading: VetStoreTexts(
          configuration: SourceText(path: "config.toml", text: texts.configuration),
          audits: SourceText(path: "audits.toml", text: texts.audits),
          imports: SourceText(path: "imports.lock", text: texts.imports)),
        options: VetStoreOptions(today: today))
    } catch {
      throw VetMessages.store(error)
    }
    let written: [VetStoreFolder.File]
    do throws(VetStoreFolder.Failure) {
      written = try project.folder.write(
        [
          .configuration: texts.configuration, .audits: texts.audits, .imports: texts.imports,
        ], on: host)
    } catch {
      throw VetMessages.folder(error)
    }
    if written.isEmpty {
      host.remark("nothing to change in `\(project.folder.shown)`")
    } else {
      let names = written.map { PathText.join(project.folder.shown, $0.rawValue) }
      host.remark("wrote \(names.joined(separator: ", "))")
    }
    return !written.isEmpty
  }

  /// What would be written.
  ///
  /// - Parameter discards: whether everything is written anew, and comments go.
  func texts(of store: VetStore, discards: Bool = false) throws -> VetStoreWriter.Texts {
    let isWhole = discards || project.folder.isNew
    return try isWhole ? VetStoreWriter.texts(of: store) : edited(store)
  }

  /// The texts of a store that is there, changed where it must be.
  private func edited(_ store: VetStore) throws -> VetStoreWriter.Texts {
    let edit: VetStoreEdit
    do throws(VetStoreEdit.Failure) {
      edit = try VetStoreEdit(project.folder.vetTexts, to: store)
    } catch {
      throw VetMessages.edit(error)
    }
    for lost in edit.lost {
      host.remark("went with what changed: \(VetMessages.shown(lost))")
    }
    for file in edit.unformatted {
      host.remark(
        "`\(file.name)` keeps its comments and unknown keys; `cargo vet --locked` refuses them")
    }
    return edit.texts
  }
}
