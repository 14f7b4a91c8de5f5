package import MoatCargo
import MoatFindings
package import MoatHost
import MoatModel

/// The build that rules are narrowed to.
package struct BuildRequest: Sendable {
  package let selection: BuildSelection
  /// Whether flags of this run say so, and not the policy alone.
  package let isFromFlags: Bool

  package init(_ selection: BuildSelection, isFromFlags: Bool) {
    self.selection = selection
    self.isFromFlags = isFromFlags
  }
}

extension LockedWorkspace {
  /// What a build compiles, by what this machine knows of the packages.
  ///
  /// - Throws: ``MoatCargo/BuildSelectionFailure`` for flags that do not fit the workspace.
  package func built(
    _ selection: BuildSelection, on host: Host
  ) throws(BuildSelectionFailure) -> BuiltSet {
    let metadata = MetadataEvidence(configurations: workspace.configurations, host: host)
      .metadata(of: self)
    let flags = CompilerFlags(
      workspace.configurations, encoded: host.environment["CARGO_ENCODED_RUSTFLAGS"],
      plain: host.environment["RUSTFLAGS"])
    return try built(selection.adding(flags), metadata: metadata)
  }
}

/// Leaves out of a project's graphs what a build does not compile.
struct ProjectNarrowing {
  let host: Host
  let selection: BuildSelection

  /// The project for rules about packages, and what was left out.
  ///
  /// A workspace that the selection does not fit, such as one nested for fuzzing without the
  /// feature that was asked for, stays whole and counts as one whose answer is not exact.
  ///
  /// - Throws: the failure of the first workspace, if the selection fits none.
  func narrow(
    _ project: Project
  ) throws(BuildSelectionFailure) -> (project: Project, scope: Report.BuildScope) {
    var scope = Report.BuildScope(description: description)
    var workspaces: [Project.CheckedWorkspace] = []
    var failure: BuildSelectionFailure?
    var fits = false
    for checked in project.workspaces {
      guard let locked = checked.locked else {
        workspaces.append(checked)
        continue
      }
      do throws(BuildSelectionFailure) {
        let built = try locked.built(selection, on: host)
        let narrowed = locked.keeping(
          locked.graph.packages.indices.map(built.isBuilt),
          reach: locked.graph.packages.indices.map(built.reach))
        scope.add(locked: locked, narrowed: narrowed, isExact: built.isExact)
        workspaces.append(checked.replacing(narrowed))
        fits = true
      } catch {
        failure = failure ?? error
        scope.add(locked: locked, narrowed: locked, isExact: false)
        workspaces.append(checked)
      }
    }
    if let failure, !fits { throw failure }
    return (project.replacing(workspaces), scope)
  }

  /// `x86_64-unknown-linux-gnu, without tests`.
  private var description: String {
    var parts = selection.targets.map(\.description)
    if parts.isEmpty { parts.append("every platform") }
    if !selection.members.isEmpty {
      parts.append("only " + selection.members.map { "`\($0)`" }.joined(separator: ", "))
    }
    if selection.allFeatures {
      parts.append("all features")
    } else {
      if !selection.usesDefaultFeatures { parts.append("without default features") }
      if !selection.features.isEmpty {
        parts.append("with " + selection.features.map { "`\($0)`" }.joined(separator: ", "))
      }
    }
    if !selection.includesDevelopment { parts.append("without tests") }
    return parts.joined(separator: ", ")
  }
}

extension Report.BuildScope {
  fileprivate mutating func add(
    locked: LockedWorkspace, narrowed: LockedWorkspace, isExact: Bool
  ) {
    self.locked += locked.graph.packages.count
    built += narrowed.graph.packages.count
    if !isExact { inexact += 1 }
  }
}
