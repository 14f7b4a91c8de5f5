import MoatCargo
package import MoatHost
import MoatLockfile
import MoatModel
import MoatVetting

extension VetProject {
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
