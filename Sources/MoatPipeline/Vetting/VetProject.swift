package import MoatCargo
import MoatHost
import MoatLockfile
package import MoatModel
package import MoatVetting

/// A project with its store and its graph: everything that a verdict needs.
package struct VetProject: Sendable {
  /// The absolute folder of the lockfile.
  package let root: String
  /// nil where the graph comes from `cargo metadata` alone.
  package let locked: LockedWorkspace?
  package let folder: VetStoreFolder
  /// As read, or empty for a store that is yet to be made.
  package let store: VetStore
  package let criteria: CriteriaTable
  /// What is decided over.
  package let graph: VetGraph
  /// The same with every unclear edge taken to be for tests; nil where none is unclear.
  package let lenientGraph: VetGraph?
  /// The graph without filters: policies are about all of it.
  package let wholeGraph: VetGraph
  private let wholeLenientGraph: VetGraph?
  private let filters: [GraphFilter]
  /// Local packages whose manifests were not read.
  package let unread: [PackageIdentity]
  /// Packages whose features are not known where only some of them are on: all that they lock counts.
  package let unknownFeatures: [PackageIdentity]

  /// What is asked for.
  package struct Request: Sendable {
    /// A folder, a lockfile or a manifest; nil for the current folder.
    package var project: String?
    /// The folder of the store; nil for where the project keeps it.
    package var store: String?
    /// A file with the output of `cargo metadata`.
    package var metadata: String?
    package var today: Day
    /// Whether the store is held to what cargo-vet's `--locked` demands.
    package var isLocked: Bool
    /// Whether `imports.lock` may be out of step: it is about to be written anew.
    package var replacesImports: Bool
    /// Whether there is no store yet.
    package var isNew: Bool
    /// Which graph is decided over.
    package var graph: VetGraphChoice

    package init(
      project: String? = nil, store: String? = nil, metadata: String? = nil, today: Day,
      isLocked: Bool = false, replacesImports: Bool = false, isNew: Bool = false,
      graph: VetGraphChoice = VetGraphChoice()
    ) {
      self.graph = graph
      self.project = project
      self.store = store
      self.metadata = metadata
      self.today = today
      self.isLocked = isLocked
      self.replacesImports = replacesImports
      self.isNew = isNew
    }
  }

  /// Why there is nothing to decide over.
  package enum Failure: Error, Sendable {
    case path(String, reason: String)
    case noLockfile
    case lockfile(DocumentError)
    case place(VetStorePlace.Malformed)
    case folder(VetStoreFolder.Failure)
    case store(VetStoreErrors)
    case metadata(String, String)
    /// Features that no member has.
    case features(BuildSelectionFailure)
  }

  /// A project that was read before.
  ///
  /// - Parameter built: what the features that are on need; nil where all features are.
  init(
    root: String, locked: LockedWorkspace, folder: VetStoreFolder, store: VetStore,
    criteria: CriteriaTable, built: BuiltSet? = nil, choice: VetGraphChoice = VetGraphChoice()
  ) {
    let policies = store.configuration.policies
    let made = VetGraphMaker(
      locked, policies: policies, built: built, describes: choice.describes)
    let lenient =
      made.unread.isEmpty
      ? nil
      : VetGraphMaker(
        locked, policies: policies, built: built, assumesDevelopment: true,
        describes: choice.describes
      ).nodes
    self.init(
      root: root, locked: locked, folder: folder, store: store, criteria: criteria,
      wholeGraph: VetGraph(nodes: made.nodes, policies: policies),
      wholeLenientGraph: lenient.map { VetGraph(nodes: $0, policies: policies) },
      filters: choice.filters, unread: made.unread,
      unknownFeatures: (built?.gaps ?? []).compactMap { gap in
        guard case .noMetadata = gap.reason else { return nil }
        return locked.graph.packages[gap.package].identity
      })
  }

  init(
    root: String, locked: LockedWorkspace?, folder: VetStoreFolder, store: VetStore,
    criteria: CriteriaTable, wholeGraph: VetGraph, wholeLenientGraph: VetGraph?,
    filters: [GraphFilter], unread: [PackageIdentity], unknownFeatures: [PackageIdentity]
  ) {
    self.root = root
    self.locked = locked
    self.folder = folder
    self.store = store
    self.criteria = criteria
    self.wholeGraph = wholeGraph
    self.wholeLenientGraph = wholeLenientGraph
    self.filters = filters
    self.unread = unread
    self.unknownFeatures = unknownFeatures
    if filters.isEmpty {
      graph = wholeGraph
      lenientGraph = wholeLenientGraph
    } else {
      // What one graph keeps the other keeps: their packages stay in the same places.
      let fits = wholeGraph.passed(by: filters)
      graph = wholeGraph.keeping(fits)
      lenientGraph = wholeLenientGraph?.keeping(fits)
    }
  }

  /// Whether only a part of the graph is looked at.
  package var isFiltered: Bool { !filters.isEmpty }

  /// The project with another store, and what follows from it.
  package func replacing(_ store: VetStore) -> VetProject {
    let policies = store.configuration.policies
    let isSame = policies == self.store.configuration.policies
    return VetProject(
      root: root, locked: locked, folder: folder, store: store, criteria: criteria,
      wholeGraph: isSame ? wholeGraph : wholeGraph.applying(policies),
      wholeLenientGraph: isSame ? wholeLenientGraph : wholeLenientGraph?.applying(policies),
      filters: filters, unread: unread, unknownFeatures: unknownFeatures)
  }
}
