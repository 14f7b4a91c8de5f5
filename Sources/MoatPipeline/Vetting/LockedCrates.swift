import MoatCargo
import MoatFindings
import MoatHost
import MoatInspection
import MoatModel
import MoatVetting

/// The packages of a lockfile as vetting sees them.
struct LockedCrates {
  let locked: LockedWorkspace
  /// What a build compiles; nil where all that is locked counts.
  let built: BuiltSet?
  /// For each package of the graph what it is used for; nil where nobody asks.
  let uses: [Set<CrateUse>]?

  /// In the order of the lockfile.
  var crates: [LockedCrate] {
    let patched = Set(
      locked.workspace.patches.compactMap { patch, _ -> String? in
        if case .path = patch.dependency.location { patch.dependency.name } else { nil }
      })
    return locked.graph.packages.indices.map { index in
      let package = locked.graph.packages[index]
      return LockedCrate(
        VettingFacts.Package(
          identity: package.identity, reach: built?.reach(of: index) ?? locked.reach[index],
          label: Label(locked.lockfile.source.path, package.span),
          paths: locked.dependencyPaths(to: index)),
        version: package.version, origin: origin(of: index, patched),
        checksum: package.checksum.digest, standing: standing(of: index),
        uses: uses?[index] ?? [])
    }
  }

  private func origin(of index: Int, _ patched: Set<String>) -> LockedCrate.Origin {
    let package = locked.graph.packages[index]
    switch package.source?.kind {
    case .cratesIO: return .cratesIO
    case .registry(let url, _): return .registry(url)
    case .localRegistry(let folder), .directory(let folder):
      return .registry(RedactedURL(folder))
    case .git(let url, _, let commit): return .git(url, commit: commit)
    case .path(let folder): return .path(folder)
    case nil:
      // Where its manifest was not read, the rules about manifests say so.
      guard let local = locked.manifests[index], !local.isMember,
        !local.isInsideRepository || patched.contains(package.name)
      else { return .own }
      return .path(local.folder)
    }
  }

  private func standing(of index: Int) -> LockedCrate.BuildStanding {
    guard let built else { return .everyPlatform }
    guard built.isBuilt(index) else { return .leftOut }
    // Where some step to it rests on metadata that is missing, it may not be built after all.
    let isCertain = built.way(to: index).allSatisfy { step in
      if case .unknown = step.opener { return false }
      return step.dependency != nil
    }
    return isCertain ? .built : .perhapsBuilt
  }
}

/// Finds out what the packages of a lockfile are used for.
///
/// By the lockfile's edges and by what the manifests and index lines on this machine say of them. A
/// package of which nothing is known hands on its own uses, and whether one is a proc macro or has a
/// build script only manifests tell.
struct CrateUses {
  let locked: LockedWorkspace
  let metadata: [Evidence<PackageMetadata>]

  /// For each package of the graph; empty for one that no member leads to.
  var uses: [Set<CrateUse>] {
    let contexts = PackageContexts(
      locked,
      known: metadata.map { evidence in
        evidence.value.map { metadata in
          PackageContexts.Known(
            isProcMacro: metadata.isProcMacro ?? false,
            dependencies: metadata.dependencies.map {
              DeclaredDependency(name: $0.name, kind: $0.kind, isOptional: $0.isOptional)
            })
        }
      }
    ).contexts
    return contexts.enumerated().map { index, context in
      var uses: Set<CrateUse> = []
      if context.contains(.normal) { uses.insert(.shipped) }
      if context.contains(.buildClosure) { uses.insert(.buildScripts) }
      if context.contains(.procMacroClosure) { uses.insert(.procMacros) }
      if context.contains(.development) { uses.insert(.tests) }
      if !uses.isEmpty, metadata[index].value?.hasBuildScript == true { uses.insert(.buildScripts) }
      return uses
    }
  }
}
