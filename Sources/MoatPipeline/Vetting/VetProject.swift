package import MoatCargo
package import MoatHost
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

  /// The output of `cargo metadata` has some kB a package.
  package static let metadataLimit = 256 << 20

  /// Reads the project.
  package static func read(_ request: Request, on host: Host) async throws(Failure) -> VetProject {
    let current = host.environment.currentDirectory
    let start = request.project.map { Self.folder(of: $0, in: current) } ?? current
    var root = PathText.absolute(start, in: current)
    var locked: LockedWorkspace?
    if request.metadata == nil || request.store == nil {
      do throws(Failure) {
        let found = try await workspace(at: request.project, on: host)
        locked = found.locked
        root = found.root
      } catch {
        // Then only the store's default place is not known.
        if request.metadata == nil { throw error }
      }
    }
    let folder = try storeFolder(request, root: root, locked: locked, on: host)
    let store = try Self.store(in: folder, request)
    let criteria: CriteriaTable
    do throws(CriteriaError) { criteria = try CriteriaTable(store.audits.criteria) } catch {
      // Reading the store has refused such criteria.
      criteria = .builtIn
    }
    let policies = store.configuration.policies
    if let metadata = request.metadata {
      return VetProject(
        root: root, locked: nil, folder: folder, store: store, criteria: criteria,
        wholeGraph: VetGraph(
          metadata: try Self.metadata(at: metadata, on: host), policies: policies),
        wholeLenientGraph: nil, filters: request.graph.filters, unread: [], unknownFeatures: [])
    }
    guard let locked else { throw .noLockfile }
    var built: BuiltSet?
    if let selection = request.graph.selection {
      do throws(BuildSelectionFailure) { built = try locked.built(selection, on: host) } catch {
        throw .features(error)
      }
    }
    return VetProject(
      root: root, locked: locked, folder: folder, store: store, criteria: criteria, built: built,
      choice: request.graph)
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

  private init(
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

  // MARK: parts

  /// `Cargo.toml` stands for its folder.
  private static func folder(of path: String, in current: String) -> String {
    let absolute = PathText.absolute(path, in: current)
    guard ["Cargo.toml", "Cargo.lock"].contains(PathText.lastComponent(absolute)) else {
      return absolute
    }
    return PathText.parent(absolute) ?? "/"
  }

  private static func workspace(
    at path: String?, on host: Host
  ) async throws(Failure) -> (locked: LockedWorkspace, root: String) {
    let current = host.environment.currentDirectory
    let start = path.map { folder(of: $0, in: current) } ?? nearest(to: current, on: host)
    let project: Project
    do throws(ProjectReader.UnusablePath) {
      // The lockfile alone where there is one: nothing else of a large repository is looked at.
      let lockfile = PathText.join(start, "Cargo.lock")
      let isThere = exists(lockfile, on: host)
      project = try await ProjectReader(host: host).projects(at: [isThere ? lockfile : start])
    } catch {
      throw .path(path ?? error.path, reason: error.reason)
    }
    let ordered = project.workspaces.filter { !$0.isNested } + project.workspaces.filter(\.isNested)
    for checked in ordered {
      if case .refused(let error) = checked.state { throw .lockfile(error) }
      if let locked = checked.locked { return (locked, checked.root) }
    }
    throw .noLockfile
  }

  /// The folder whose lockfile a path means.
  package static func root(of path: String?, on host: Host) throws(Failure) -> String {
    let current = host.environment.currentDirectory
    return path.map { folder(of: $0, in: current) } ?? nearest(to: current, on: host)
  }

  /// The nearest folder with a lockfile, or the current one.
  private static func nearest(to start: String, on host: Host) -> String {
    var current: String? = start
    while let folder = current {
      if exists(PathText.join(folder, "Cargo.lock"), on: host) { return folder }
      current = PathText.parent(folder)
    }
    return start
  }

  private static func exists(_ path: String, on host: Host) -> Bool {
    do throws(FileFailure) {
      return try host.files.kind(of: path, followingLinks: true) != nil
    } catch {
      return false
    }
  }

  private static func storeFolder(
    _ request: Request, root: String, locked: LockedWorkspace?, on host: Host
  ) throws(Failure) -> VetStoreFolder {
    let path: String
    if let named = request.store {
      path = PathText.absolute(named, in: host.environment.currentDirectory)
    } else {
      do throws(VetStorePlace.Malformed) {
        path = try VetStorePlace.folder(
          below: root, manifest: locked?.workspace.rootManifest?.source)
      } catch {
        throw .place(error)
      }
    }
    do throws(VetStoreFolder.Failure) {
      return try request.isNew
        ? VetStoreFolder(new: path, on: host) : VetStoreFolder(reading: path, on: host)
    } catch {
      throw .folder(error)
    }
  }

  private static func store(
    in folder: VetStoreFolder, _ request: Request
  ) throws(Failure) -> VetStore {
    guard !request.isNew else { return VetStore() }
    do throws(VetStoreErrors) {
      return try VetStore(
        reading: VetStoreTexts(
          configuration: folder[.configuration], audits: folder[.audits],
          imports: folder[.imports]),
        options: VetStoreOptions(
          today: request.today, isLocked: request.isLocked,
          replacesImports: request.replacesImports))
    } catch {
      throw .store(error)
    }
  }

  private static func metadata(
    at path: String, on host: Host
  ) throws(Failure) -> CargoMetadata {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try host.files.read(
        PathText.absolute(path, in: host.environment.currentDirectory), limit: metadataLimit)
    } catch {
      throw .metadata(path, error.message)
    }
    do throws(CargoMetadata.Malformed) {
      return try CargoMetadata(reading: bytes[...])
    } catch {
      throw .metadata(path, error.message)
    }
  }
}
