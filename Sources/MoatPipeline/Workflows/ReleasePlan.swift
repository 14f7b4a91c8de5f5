import MoatCargo
package import MoatHost
package import MoatWorkflows

/// What of a project a release publishes, and with which Rust.
package struct ReleasePlan: Sendable {
  /// Each behind those of the project that it depends on.
  package let crates: [ReleaseWorkflow.Crate]
  /// `rust-version`, where the project names one.
  package let rustVersion: String?

  /// Why there is no plan.
  package enum Failure: Error, Sendable {
    case path(ProjectReader.UnusablePath)
    /// A manifest could not be read.
    case incomplete(String)
    /// The folder is not the top of a workspace or a package.
    case noProject
    /// Every crate is private.
    case nothing
  }

  /// Reads the workspace in a folder.
  package static func read(
    at path: String, on host: Host
  ) async throws(Failure) -> ReleasePlan {
    let project: Project
    do throws(ProjectReader.UnusablePath) {
      project = try await ProjectReader(host: host).projects(at: [path])
    } catch {
      throw .path(error)
    }
    let root = PathText.absolute(path, in: host.environment.currentDirectory)
    guard let checked = project.workspaces.first(where: { $0.root == root }) else {
      throw .noProject
    }
    if let unread = checked.workspace.unreadMembers.first {
      throw .incomplete("`\(unread.path)` could not be read: \(unread.reason)")
    }
    let members = checked.workspace.members.filter { $0.manifest.package?.isPrivate == false }
    let crates = ordered(members)
    guard !crates.isEmpty, crates.allSatisfy({ isName($0.name) }) else { throw .nothing }
    let manifest = checked.workspace.rootManifest
    let version =
      manifest?.package?.rustVersion?.value ?? manifest?.workspace?.rustVersion?.value
      ?? members.lazy.compactMap { $0.manifest.package?.rustVersion?.value }.first
    return ReleasePlan(
      crates: crates.map { ReleaseWorkflow.Crate(name: $0.name, version: "\($0.version)") },
      rustVersion: version.flatMap { text in
        VersionTag(text).flatMap { $0.preRelease == nil && !text.hasPrefix("v") ? text : nil }
      })
  }

  /// Names as crates.io has them: what the workflow's shell takes for one word.
  private static func isName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
          || "-_".utf8.contains(byte)
      }
  }

  /// Dependencies first; development dependencies do not count, as Cargo may publish without their
  /// versions. Members that depend on each other in a circle keep the order of their paths.
  private static func ordered(
    _ members: [MoatCargo.Workspace.LocalPackage]
  ) -> [MoatCargo.Workspace.LocalPackage] {
    var rest = members.sorted { $0.name < $1.name }
    var done: [MoatCargo.Workspace.LocalPackage] = []
    while !rest.isEmpty {
      let names = Set(rest.map(\.name))
      let next =
        rest.firstIndex { member in
          member.dependencies.allSatisfy { dependency in
            dependency.kind == .development || dependency.name == member.name
              || !names.contains(dependency.name)
          }
        } ?? rest.startIndex
      done.append(rest.remove(at: next))
    }
    return done
  }
}
