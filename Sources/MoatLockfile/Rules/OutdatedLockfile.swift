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
      whatToDo:
        "Run `cargo update --workspace`, read `cargo moat lock diff` and commit both files.",
      example: """
        ```text
        error[outdated-lockfile]: no locked package meets `serde = "2"` of `app`
          --> Cargo.toml:9:1
           = help: run `cargo update --workspace` and review the change
        ```
        """),
    references: [
      "https://doc.rust-lang.org/cargo/commands/cargo-build.html#option-cargo-build---locked"
    ])

  /// As many differences as a finding names; one cause often makes hundreds.
  private static let shownLimit = 5

  /// One thing in which manifests and lockfile differ.
  private struct Difference {
    let text: String
    let place: Label
  }

  package init() {}

  package func findings(in facts: LockfileFacts) -> [Finding] {
    guard let locked = facts.locked else { return [] }
    let found =
      members(missingFrom: locked) + moved(in: locked) + unrecordedPatches(in: locked)
      + locked.graph.packages.indices.flatMap { index -> [Difference] in
        guard let local = locked.manifests[index] else { return [] }
        return unmet(by: index, local, in: locked) + unasked(by: index, local, in: locked)
      }
    // What a manifest asks for comes first: it is what somebody changed.
    let lockfile = facts.workspace.lockfilePath
    let differences = found.sorted { left, right in
      let isLast = (left.place.path == lockfile, right.place.path == lockfile)
      if isLast.0 != isLast.1 { return isLast.1 }
      return (left.place.path, left.place.span ?? .start, left.text)
        < (right.place.path, right.place.span ?? .start, right.text)
    }
    guard let first = differences.first else { return [] }
    let help = "run `cargo update --workspace` and review the change"
    if differences.count == 1 {
      return [Finding(Self.info, first.text, at: first.place, help: help)]
    }
    let shown = differences.prefix(Self.shownLimit)
    let more = differences.count - shown.count
    return [
      Finding(
        Self.info,
        "`\(facts.workspace.lockfilePath)` differs from the manifests in \(differences.count) places",
        at: Label(first.place.path, first.place.span, first.text),
        related: shown.dropFirst().map { Label($0.place.path, $0.place.span, $0.text) },
        notes: more > 0 ? ["and \(more) more"] : [], help: help)
    ]
  }

  private func members(missingFrom locked: LockedWorkspace) -> [Difference] {
    let byName = Dictionary(grouping: locked.graph.packages.filter(\.isLocal), by: \.name)
    return locked.workspace.members.compactMap { member in
      let entries = byName[member.name] ?? []
      if entries.contains(where: { $0.version == member.version }) { return nil }
      let place = Label(member.manifest.source.path, member.manifest.package?.span)
      guard let entry = entries.first, entries.count == 1 else {
        return Difference(
          text: "workspace member `\(member.name)` is not in the lockfile", place: place)
      }
      return Difference(
        text:
          "workspace member `\(member.name)` is version \(member.version), but \(entry.version) is locked",
        place: place)
    }
  }

  /// Path packages outside the workspace whose version is not the locked one.
  private func moved(in locked: LockedWorkspace) -> [Difference] {
    let byName = Dictionary(grouping: locked.graph.packages.filter(\.isLocal), by: \.name)
    return locked.workspace.localPackages.compactMap { local in
      guard !local.isMember, let entry = byName[local.name]?.first,
        byName[local.name]?.count == 1, entry.version != local.version,
        // Of several packages of one name, another may be meant.
        locked.workspace.localPackages.count(where: { $0.name == local.name }) == 1
      else { return nil }
      return Difference(
        text: "`\(local.name)` is version \(local.version), but \(entry.version) is locked",
        place: Label(local.manifest.source.path, local.manifest.package?.span))
    }
  }

  /// Patches of the manifest that the lockfile neither uses nor lists as unused.
  private func unrecordedPatches(in locked: LockedWorkspace) -> [Difference] {
    guard let root = locked.workspace.rootManifest else { return [] }
    let recorded = Set((locked.graph.packages + locked.lockfile.unusedPatches).map(\.name))
    return root.patches.filter { !recorded.contains($0.dependency.name) }.map { patch in
      Difference(
        text: "the patch of `\(patch.dependency.name)` is not in the lockfile",
        place: Label(root.source.path, patch.dependency.span))
    }
  }

  private func unmet(
    by index: Int, _ local: Workspace.LocalPackage, in locked: LockedWorkspace
  ) -> [Difference] {
    let targets = locked.graph.dependencies[index].map { locked.graph.packages[$0] }
    let broken = Set(
      locked.graph.brokenEdges.filter { $0.from == index }.map(\.edge.name))
    return local.dependencies.compactMap { dependency in
      // Of a path dependency outside the workspace Cargo locks only what its features turn on.
      if !local.isMember, dependency.kind == .development || dependency.isOptional { return nil }
      if broken.contains(dependency.name) { return nil }
      let named = targets.filter { $0.name == dependency.name }
      let fitting = named.filter { dependency.requirement?.matches($0.version) ?? true }
      let place = Label(local.manifest.source.path, dependency.span)
      let wanted =
        dependency.requirement.map { "`\(dependency.name) = \"\($0)\"`" }
        ?? "`\(dependency.name)`"
      if fitting.isEmpty {
        let instead = named.first.map { ": \($0.version) is locked" } ?? ""
        return Difference(
          text: "no locked package meets \(wanted) of `\(local.name)`\(instead)", place: place)
      }
      if fitting.contains(where: { isFrom(dependency, $0, in: locked) }) { return nil }
      let sources = fitting.map { $0.source?.description ?? "a path" }.joined(separator: ", ")
      return Difference(
        text: "\(wanted) of `\(local.name)` is locked to another source: \(sources)",
        place: place)
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
  ) -> [Difference] {
    let asked = Set(local.dependencies.map(\.name))
    let entry = locked.graph.packages[index]
    let edges = Dictionary(
      entry.dependencies.map { ($0.name, $0.span) }, uniquingKeysWith: { first, _ in first })
    return locked.graph.dependencies[index].compactMap { target in
      let package = locked.graph.packages[target]
      guard !asked.contains(package.name) else { return nil }
      // A path package to which no manifest leads any more is dropped when Cargo reads the file.
      if package.isLocal, locked.manifests[target] == nil { return nil }
      return Difference(
        text:
          "`\(local.name)` no longer depends on `\(package.identity)`, which is still locked for it",
        place: Label(locked.lockfile.source.path, edges[package.name] ?? entry.span))
    }
  }
}
