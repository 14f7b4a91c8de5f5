import MoatCargo
import MoatCrev
import MoatHost
import MoatInspection
import MoatModel
import MoatPipeline
import MoatReview

/// Finds out what a review is about, and reads it when it is opened.
struct ReviewSubjects {
  let host: Host
  let project: String?
  let isOffline: Bool
  /// Judges what crev's proofs say of what is read; nil where none are named.
  let crev: CrevJudge?

  /// One crate of the queue, and where its two versions come from.
  private struct Subject: Sendable {
    let item: ReviewItem
    let old: Side?
    let new: Side?
  }

  private enum Side: Sendable {
    /// A package of the lockfile that is built from.
    case locked(Int, LockedSources)
    /// The archive that some lockfile pins.
    case pinned(LockedPackage)
    case published(PackageIdentity)
    case folder(String)
    case archive(String)
  }

  // MARK: - What is read

  func session(crates: [String], lockfiles: String?) async throws -> ReviewSession {
    if crates.isEmpty { return try await update(lockfiles) }
    if crates.count == 3, let pair = Self.pair(crates) {
      return session("\(crates[0]): \(crates[1]) → \(crates[2])", [pair])
    }
    var subjects: [Subject] = []
    for crate in crates { subjects += try await named(crate) }
    return session(crates.joined(separator: ", "), subjects)
  }

  /// `CRATE OLD NEW`.
  private static func pair(_ words: [String]) -> Subject? {
    guard (try? Version(parsing: words[1])) != nil, (try? Version(parsing: words[2])) != nil else {
      return nil
    }
    return Subject(
      item: ReviewItem(name: words[0], old: words[1], new: words[2]),
      old: .published(PackageIdentity(name: words[0], version: words[1])),
      new: .published(PackageIdentity(name: words[0], version: words[2])))
  }

  private func named(_ text: String) async throws -> [Subject] {
    let path = PathText.absolute(text, in: host.environment.currentDirectory)
    let kind = try? host.files.kind(of: path, followingLinks: true)
    if text.contains("/") || text == "." || text.hasSuffix(".crate") {
      let name = PathText.lastComponent(path)
      switch kind {
      case .directory:
        return [
          Subject(
            item: ReviewItem(name: name, old: nil, new: "folder"), old: nil, new: .folder(text))
        ]
      case .regular:
        return [
          Subject(
            item: ReviewItem(name: name, old: nil, new: "file"), old: nil, new: .archive(text))
        ]
      default: throw CommandFailure.usage("there is no `\(text)`", hint: nil)
      }
    }
    let asked = try CrateArgument(text)
    if let locked = try await lockedProject() {
      let found = PackageQuery(text).matches(in: locked.graph)
      if !found.isEmpty {
        let changes = await self.changes(in: locked, against: "HEAD")
        return subjects(of: found, in: locked, changes: changes)
      }
    }
    guard let version = asked.version else {
      throw CommandFailure.usage(
        "no locked package is called `\(text)`",
        hint: "a crate that is not locked is named with its version: `\(text)@1.2.3`")
    }
    let identity = PackageIdentity(name: asked.name, version: version.description)
    return [
      Subject(
        item: ReviewItem(name: identity.name, old: nil, new: identity.version), old: nil,
        new: .published(identity))
    ]
  }

  /// nil where there is no project and none was named.
  private func lockedProject() async throws -> LockedWorkspace? {
    do {
      return try await LockedProject(host: host).locked(at: project)
    } catch let failure as CommandFailure {
      if project != nil { throw failure }
      return nil
    }
  }

  // MARK: - Lockfiles

  /// The update of a lockfile, or all of it where nothing changed.
  private func update(_ lockfiles: String?) async throws -> ReviewSession {
    let whole = try await LockedProject(host: host).locked(at: project)
    guard let lockfiles else {
      let changes = await changes(in: whole, against: "HEAD")
      if let changes, !changes.changes.isEmpty || !changes.removed.isEmpty {
        return session("Cargo.lock: HEAD → working tree", updated(whole, changes))
      }
      return session(
        "Everything in Cargo.lock",
        subjects(of: foreign(whole), in: whole, changes: nil),
        remarks: changes == nil
          ? ["There is no commit to compare the lockfile with."]
          : ["The lockfile is that of the commit that is checked out."])
    }
    let pair = try LockfilePair(lockfiles, of: whole.lockfile.source.path, in: host)
    guard let before = try await pair.before() else {
      throw CommandFailure.undetermined("`\(pair.old)` has no lockfile", hint: nil)
    }
    let locked =
      pair.new.isEmpty
      ? whole : LockedWorkspace(whole.workspace, lockfile: try await pair.after())
    return session(
      "Cargo.lock: \(pair.old) → \(pair.new.isEmpty ? "working tree" : pair.new)",
      updated(locked, LockedUpdates(from: before, to: locked)))
  }

  private func changes(
    in locked: LockedWorkspace, against revision: String
  ) async -> LockedUpdates? {
    let path = PathText.absolute(
      locked.lockfile.source.path, in: host.environment.currentDirectory)
    let root = PathText.parent(path) ?? "/"
    switch await EarlierLockfile(host: host, root: root).lockfile(in: revision) {
    case .unavailable, .known(nil): return nil
    case .known(let old?): return LockedUpdates(from: old, to: locked)
    }
  }

  /// What others wrote.
  private func foreign(_ locked: LockedWorkspace) -> [Int] {
    locked.graph.packages.indices.filter { locked.graph.packages[$0].source != nil }
  }

  private func updated(_ locked: LockedWorkspace, _ changes: LockedUpdates) -> [Subject] {
    subjects(of: changes.changes.map(\.package), in: locked, changes: changes)
      + changes.removed.map { package in
        Subject(
          item: ReviewItem(name: package.name, old: package.versionText, new: nil),
          old: .pinned(package), new: nil)
      }
  }

  private func subjects(
    of indices: [Int], in locked: LockedWorkspace, changes: LockedUpdates?
  ) -> [Subject] {
    let sources = PackageSources(host: host, isOffline: true).locked(locked)
    let before = Dictionary(
      (changes?.changes ?? []).map { ($0.package, $0.old) }
    ) { first, _ in first }
    return indices.map { index in
      let package = locked.graph.packages[index]
      let old = before[index] ?? nil
      return Subject(
        item: ReviewItem(
          name: package.name, old: old?.versionText, new: package.versionText,
          context: locked.reach[index].phrase),
        old: old.map { .pinned($0) }, new: .locked(index, sources))
    }
  }

  // MARK: - Reading

  private func session(
    _ title: String, _ subjects: [Subject], remarks: [String] = []
  ) -> ReviewSession {
    let sources = PackageSources(host: host, isOffline: isOffline)
    let inspections = PackageInspections(sources)
    let crev = crev
    return ReviewSession(title: title, remarks: remarks, items: subjects.map(\.item)) { id in
      guard subjects.indices.contains(id) else { return .unavailable("there is no such crate") }
      let subject = subjects[id]
      let inspector = PackageInspector()
      var read: [ReviewPackage.Side?] = []
      for (side, version) in [(subject.old, subject.item.old), (subject.new, subject.item.new)] {
        guard let side else {
          read.append(nil)
          continue
        }
        switch await Self.contents(side, sources) {
        case .unavailable(let why):
          return .unavailable("\(subject.item.name) \(version ?? "") cannot be read: \(why)")
        case .known(let contents):
          read.append(
            ReviewPackage.Side(contents, inspections.inspection(of: contents, inspector)))
        }
      }
      return .known(
        ReviewPackage(
          old: read[0], new: read[1],
          opinions: crev.map {
            CrevOpinions($0).opinions(read.compactMap { $0?.contents })
          } ?? []))
    }
  }

  private static func contents(
    _ side: Side, _ sources: PackageSources
  ) async -> Evidence<PackageContents> {
    switch side {
    case .folder(let path): return sources.contents(ofFolder: path, wholeFiles: true)
    case .archive(let path): return sources.contents(ofArchive: path, wholeFiles: true)
    case .published(let identity):
      return await sources.contents(ofCrate: identity, wholeFiles: true)
    case .pinned(let package): return await sources.contents(pinnedAs: package)
    case .locked(let index, let locked):
      let here = locked.contents(of: index, wholeFiles: true)
      let package = locked.workspace.graph.packages[index]
      guard case .unavailable = here, package.source?.isCratesIO ?? false,
        package.checksum.digest != nil
      else { return here }
      return await sources.contents(pinnedAs: package)
    }
  }
}
