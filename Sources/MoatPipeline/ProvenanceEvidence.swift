import MoatCargo
import MoatHost
import MoatModel
import MoatProvenance
import MoatRegistry

/// Gathers what lies on this machine of the locked packages, and compares it.
struct ProvenanceEvidence {
  private let host: Host
  private let request: ProvenanceRequest
  private let reader: EvidenceReader
  private let planner: EvidencePlanner
  private let home: CargoHome?
  private var cache: VerdictCache
  private var trees = VendoredTrees()
  private var clean: Set<SHA256Digest> = []

  init(host: Host, request: ProvenanceRequest) {
    self.host = host
    self.request = request
    let current = host.environment.currentDirectory
    reader = EvidenceReader(
      host: host, display: DisplayPath(currentDirectory: current), request: request)
    home = host.environment.cargoHome.map { CargoHome(at: $0, files: host.files) }
    planner = EvidencePlanner(
      home: home, request: request, environment: host.environment, files: host.files)
    cache = VerdictCache(host: host, isIgnored: request.isThorough)
  }

  /// The facts about each workspace, in order. What is found right is remembered.
  mutating func facts(
    for workspaces: [LockedWorkspace]
  ) async throws(CancellationError) -> [ProvenanceFacts] {
    var all: [ProvenanceFacts] = []
    for locked in workspaces { all.append(try await facts(for: locked)) }
    cache.remember(clean)
    return all
  }

  private mutating func facts(
    for locked: LockedWorkspace
  ) async throws(CancellationError) -> ProvenanceFacts {
    let plans = planner.plans(for: locked)
    var used: [String] = []
    for plan in plans { used += plan.trees.filter { !used.contains($0) } }
    let treeKey = try await treeKey(plans, used)
    let isTreeKnown = treeKey.map(cache.contains) ?? false
    var unread = (home?.unlistable ?? []).map {
      CrateFolder.Remark(path: reader.display($0.path), reason: $0.reason)
    }
    if !isTreeKnown {
      for tree in used {
        try await trees.read(tree, with: reader)
        // A check of a project whose tree is made later looks at what there is.
        if trees[tree]?.isMissing ?? false, !request.isThorough { continue }
        unread += (trees[tree]?.unread ?? []).map {
          CrateFolder.Remark(path: reader.display($0.path), reason: $0.reason)
        }
      }
    }
    let packages = try await packages(plans, readsTrees: !isTreeKnown)
    if !isTreeKnown, let key = self.treeKey(plans, used, trees), unread.isEmpty,
      packages.allSatisfy({ $0.isClean })
    {
      clean.insert(key)
    }
    return ProvenanceFacts(
      locked: locked, isThorough: request.isThorough,
      packages: request.isThorough
        ? packages : packages.filter { !$0.archives.isEmpty || !$0.folders.isEmpty },
      patched: try await patched(in: locked), unread: unread)
  }

  // MARK: packages

  private mutating func packages(
    _ plans: [EvidencePlan], readsTrees: Bool
  ) async throws(CancellationError) -> [PackageEvidence] {
    struct Work: Sendable {
      let plan: EvidencePlan
      let vendored: [VendoredCrate]
    }
    let work = plans.map { plan in
      Work(
        plan: plan,
        vendored: readsTrees
          ? plan.trees.flatMap { trees[$0]?.crates[plan.identity] ?? [] } : [])
    }
    let cache = cache
    let results = try await reader.map(work) { prover, work -> (PackageEvidence, SHA256Digest?) in
      let key = prover.key(of: work.plan)
      let isKnown = key.map(cache.contains) ?? false
      if isKnown, work.vendored.isEmpty {
        return (PackageEvidence(package: work.plan.package), key)
      }
      let evidence = prover.evidence(
        for: work.plan, vendored: work.vendored, readsHome: !isKnown)
      return (evidence, evidence.isClean ? key : nil)
    }
    clean.formUnion(results.compactMap(\.1))
    return zip(work, results).map { work, result in
      guard result.0.folders.isEmpty, let tree = work.plan.trees.first, readsTrees else {
        return result.0
      }
      return PackageEvidence(
        package: result.0.package, hasChecksum: result.0.hasChecksum, archives: result.0.archives,
        lack: "Cargo's cache has no archive, and `\(reader.display(tree))` no such crate")
    }
  }

  // MARK: vendored trees

  /// A key over the trees, the archives their crates are compared with, and what the lockfile says.
  private mutating func treeKey(
    _ plans: [EvidencePlan], _ used: [String]
  ) async throws(CancellationError) -> SHA256Digest? {
    guard !request.isThorough, !used.isEmpty else { return nil }
    for tree in used { try await trees.fingerprint(tree, with: reader) }
    return treeKey(plans, used, trees)
  }

  private func treeKey(
    _ plans: [EvidencePlan], _ used: [String], _ trees: VendoredTrees
  ) -> SHA256Digest? {
    guard !used.isEmpty else { return nil }
    var key = VerdictKey()
    for tree in used {
      guard let fingerprint = trees[tree]?.fingerprint else { return nil }
      key.add(tree)
      key.add(fingerprint)
    }
    for plan in plans {
      key.add(plan.identity.description)
      if let digest = plan.digest { key.add(digest) }
      for place in plan.archives {
        do throws(FileFailure) {
          key.add(try host.files.stamp(of: place.path))
          key.add(place.path)
        } catch {
          if error != .notFound { return nil }
        }
      }
    }
    return key.digest
  }

  // MARK: patches

  /// Packages outside the workspace whose folder `cargo vendor` wrote: what `[patch]` names there,
  /// Cargo compares with nothing.
  private func patched(
    in locked: LockedWorkspace
  ) async throws(CancellationError) -> [PatchedFolder] {
    struct Candidate: Sendable {
      let identity: PackageIdentity
      let path: String
    }
    let candidates = locked.workspace.localPackages.compactMap { local -> Candidate? in
      guard !local.isMember else { return nil }
      let path = PathText.absolute(local.folder, in: host.environment.currentDirectory)
      do throws(FileFailure) {
        guard try host.files.kind(of: PathText.join(path, VendorChecksums.fileName)) != nil
        else { return nil }
      } catch {
        // Something is there: reading it says what is wrong.
      }
      return Candidate(
        identity: PackageIdentity(name: local.name, version: local.version.description),
        path: path)
    }
    guard !candidates.isEmpty else { return [] }
    let display = reader.display
    return try await reader.map(candidates) { prover, candidate -> PatchedFolder in
      var comparison: FileComparison?
      do throws(PackageProver.Unread) {
        comparison =
          VendoredCrate(path: candidate.path, try prover.read(candidate.path))?
          .againstOwnChecksums
      } catch {
        // Not known, which the rule says.
      }
      return PatchedFolder(
        identity: candidate.identity, path: display(candidate.path),
        againstOwnChecksums: comparison)
    }
  }
}
