import MoatCargo
import MoatHost
import MoatInspection
import MoatModel
import MoatPipeline
import MoatPolicy

/// Finds what a user means who names something to inspect.
struct ScanSubject {
  let host: Host
  /// The project whose lockfile names are looked up in.
  let project: String?
  let isOffline: Bool

  /// One package, or why it cannot be inspected.
  struct Package {
    let name: String
    let record: Evidence<PackageRecord>
    /// Where it was read, as a phrase.
    let origin: String
    /// nil where no lockfile has it.
    var context: PackageContext?
    var hint: String?
  }

  enum Found {
    /// A folder with a lockfile.
    case project(String)
    case packages([Package])
  }

  /// What a text means: a path where it looks like one, else a locked package, else a published crate,
  /// else a path.
  func find(_ text: String) async throws -> Found {
    let kind = kind(of: text)
    let looksLikePath = text.contains("/") || text == "." || text == ".."
    if looksLikePath || text.hasSuffix(".crate") {
      guard let kind else {
        throw CommandFailure.usage("there is no `\(text)`", hint: nil)
      }
      return try named(text, kind)
    }
    if let locked = try await locked(text) { return .packages(locked) }
    let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
    if parts.count == 2 {
      guard (try? Version(parsing: parts[1])) != nil else {
        throw CommandFailure.usage(
          "`\(parts[1])` is not a version", hint: "write all of it: `\(parts[0])@1.2.3`")
      }
      return .packages([await published(PackageIdentity(name: parts[0], version: parts[1]))])
    }
    if let kind { return try named(text, kind) }
    throw CommandFailure.usage(
      "no locked package matches `\(text)`", hint: try await suggestion(for: text))
  }

  // MARK: paths

  private func kind(of path: String) -> FileKind? {
    let absolute = PathText.absolute(path, in: host.environment.currentDirectory)
    do throws(FileFailure) {
      return try host.files.kind(of: absolute, followingLinks: true)
    } catch {
      // Reading it will say what is wrong.
      return .regular
    }
  }

  private func named(_ path: String, _ kind: FileKind) throws -> Found {
    let sources = PackageSources(host: host, isOffline: true)
    let inspections = PackageInspections(sources)
    switch kind {
    case .directory:
      if sources.isProject(path) { return .project(path) }
      return .packages([
        Package(name: path, record: inspections.record(ofFolder: path), origin: "folder \(path)")
      ])
    case .regular where PathText.lastComponent(path) == "Cargo.lock": return .project(path)
    case .regular:
      return .packages([
        Package(
          name: path, record: inspections.record(ofFile: path),
          origin: "\(path), compared with no record")
      ])
    case .symlink, .other:
      throw CommandFailure.usage("`\(path)` is neither a file nor a folder", hint: nil)
    }
  }

  // MARK: names

  private func lockfile() async throws -> LockedWorkspace? {
    do {
      return try await LockedProject(host: host).locked(at: project)
    } catch let failure as CommandFailure {
      // A crate can be looked up anywhere; a project that was named must be there.
      if project != nil { throw failure }
      return nil
    }
  }

  private func locked(_ text: String) async throws -> [Package]? {
    guard let locked = try await lockfile() else { return nil }
    let indices = PackageQuery(text).matches(in: locked.graph)
    guard !indices.isEmpty else { return nil }
    let sources = PackageSources(host: host, isOffline: true)
    let inspections = PackageInspections(sources)
    let look = try await LockedInspection(locked, with: inspections, from: sources)
    let own = indices.filter { look.records[$0] == nil }
    let ownRecords = try await inspections.records(of: own, in: sources.locked(locked))
    let ownByIndex = Dictionary(uniqueKeysWithValues: zip(own, ownRecords))
    return indices.map { index in
      let identity = locked.graph.packages[index].identity
      let source = locked.graph.packages[index].source?.description
      return Package(
        name: identity.description,
        record: look.records[index] ?? ownByIndex[index] ?? .unavailable("it was not read"),
        origin: source.map { "from \($0)" } ?? "of this workspace",
        context: look.contexts[index],
        hint: "`cargo fetch` brings the archives of locked packages")
    }
  }

  private func published(_ identity: PackageIdentity) async -> Package {
    let sources = PackageSources(host: host, isOffline: isOffline)
    let record = await sources.archive(ofCrate: identity)
      .flatMap { PackageInspections(sources).record(of: $0) }
    return Package(
      name: identity.description, record: record, origin: "as published",
      hint: isOffline
        ? "without `--offline` it is fetched; a folder or a .crate file can be named by its path"
        : "`cargo moat index show \(identity.name)` lists its versions")
  }

  private func suggestion(for text: String) async throws -> String {
    let names = try await lockfile()?.graph.packages.map(\.name) ?? []
    if let near = Suggestion.nearest(to: text, among: names) { return "did you mean `\(near)`?" }
    return "write the name of a locked package, CRATE@VERSION, or a path"
  }
}
