import MoatCargo
package import MoatFindings
import MoatModel

/// A lockfile that `cargo build --locked` would refuse because the manifests changed.
package struct OutdatedLockfile: LockfileRule {
  package static let info = RuleInfo(
    id: "outdated-lockfile", group: .lockfile, severity: .high, evidence: [.lockfile, .manifests],
    summary: "a lockfile that is out of date against the manifests",
    explanation: Explanation(
      whatItDoes: """
        Compares the manifests of the workspace with the lockfile: every member is listed with its \
        version, every requirement is met by a package the member's entry names, from the place the \
        manifest asks for, and every package the entry names is asked for.
        """,
      whyItMatters: """
        `cargo build --locked` fails on such a file; without `--locked` Cargo quietly picks new \
        versions, which nobody reviewed and whose checksums nobody recorded.
        """,
      whatToDo: "Run `cargo update --workspace`, read `cargo moat lock diff` and commit both files.",
      example: """
        ```text
        error[outdated-lockfile]: no locked package meets `serde = "2"` of `app`
          --> Cargo.toml:9:1
           = help: run `cargo update --workspace` and review the change
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/commands/cargo-build.html#option-cargo-build---locked"])

  private static let help = "run `cargo update --workspace` and review the change"

  package init() {}

  package func findings(in facts: LockfileFacts) -> [Finding] {
    guard let locked = facts.locked else { return [] }
    return members(missingFrom: locked)
      + locked.graph.packages.indices.flatMap { index in
        guard let local = locked.manifests[index] else { return [Finding]() }
        return unmet(by: index, local, in: locked) + unasked(by: index, local, in: locked)
      }
  }

  private func members(missingFrom locked: LockedWorkspace) -> [Finding] {
    let byName = Dictionary(grouping: locked.graph.packages.filter(\.isLocal), by: \.name)
    return locked.workspace.members.compactMap { member in
      let entries = byName[member.name] ?? []
      if entries.contains(where: { $0.version == member.version }) { return nil }
      let place = Label(member.manifest.source.path, member.manifest.package?.span)
      guard let entry = entries.first, entries.count == 1 else {
        return Finding(
          Self.info, "workspace member `\(member.name)` is not in the lockfile", at: place,
          help: Self.help)
      }
      return Finding(
        Self.info,
        "workspace member `\(member.name)` is version \(member.version), but \(entry.version) is locked",
        at: place, related: [Label(locked.lockfile.source.path, entry.span)], help: Self.help)
    }
  }

  private func unmet(
    by index: Int, _ local: Workspace.LocalPackage, in locked: LockedWorkspace
  ) -> [Finding] {
    let targets = locked.graph.dependencies[index].map { locked.graph.packages[$0] }
    let broken = Set(
      locked.graph.brokenEdges.filter { $0.from == index }.map(\.edge.name))
    return local.dependencies.compactMap { dependency in
      if dependency.kind == .development, !local.isMember { return nil }
      // A package may depend on itself for its tests, and an entry never names itself.
      if dependency.name == local.name || broken.contains(dependency.name) { return nil }
      let named = targets.filter { $0.name == dependency.name }
      let fitting = named.filter { dependency.requirement?.matches($0.version) ?? true }
      let place = Label(local.manifest.source.path, dependency.span)
      let wanted = dependency.requirement.map { "`\(dependency.name) = \"\($0)\"`" }
        ?? "`\(dependency.name)`"
      if fitting.isEmpty {
        return Finding(
          Self.info, "no locked package meets \(wanted) of `\(local.name)`", at: place,
          notes: named.map { "locked: \($0.identity)" }, help: Self.help)
      }
      if fitting.contains(where: { isFrom(dependency, $0, in: locked) }) { return nil }
      let sources = fitting.map { $0.source?.description ?? "a path" }.joined(separator: ", ")
      return Finding(
        Self.info,
        "\(wanted) of `\(local.name)` is locked to another source: \(sources)", at: place,
        help: Self.help)
    }
  }

  /// Whether the locked package comes from where the manifest asks, or a patch may have moved it.
  private func isFrom(
    _ dependency: ManifestDependency, _ package: LockedPackage, in locked: LockedWorkspace
  ) -> Bool {
    if locked.workspace.patches.contains(where: { $0.patch.dependency.name == package.name })
      || package.replacement != nil
    {
      return true
    }
    switch (dependency.location, package.source?.kind) {
    case (.path, nil): return true
    case (.path, _): return false
    case (.git(let wanted, let reference), .git(let url, let lockedReference, _)):
      // Versions 1 and 2 did not write `branch=master`.
      let isUnwritten = locked.lockfile.format < .v3 && reference == .branch("master")
      return wanted.isSameRepository(as: url) && (isUnwritten || reference == lockedReference)
    case (.git, _): return false
    case (.cratesIO, .cratesIO), (.cratesIO, .localRegistry), (.cratesIO, .directory): return true
    // A registry may be crates.io's replacement or the configuration's; its rule speaks of it.
    case (.registry, .registry), (.registryIndex, .registry): return true
    case (.registry, .cratesIO), (.registryIndex, .cratesIO): return true
    default: return false
    }
  }

  private func unasked(
    by index: Int, _ local: Workspace.LocalPackage, in locked: LockedWorkspace
  ) -> [Finding] {
    let asked = Set(local.dependencies.map(\.name))
    return locked.graph.dependencies[index].compactMap { target in
      let package = locked.graph.packages[target]
      guard !asked.contains(package.name) else { return nil }
      let entry = locked.graph.packages[index]
      let edge = entry.dependencies.first { $0.name == package.name }
      return Finding(
        Self.info,
        "`\(local.name)` no longer depends on `\(package.identity)`, which is still locked for it",
        at: Label(locked.lockfile.source.path, edge?.span ?? entry.span), help: Self.help)
    }
  }
}
