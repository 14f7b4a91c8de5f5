import MoatCargo
import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy

/// One lockfile for commands that inspect its packages, narrowed to a build where flags or the policy
/// name one.
struct InspectedProject {
  let host: Host
  let path: String?
  let build: BuildOptions
  let policy: PolicyOptions

  struct Found {
    let locked: LockedWorkspace
    /// The absolute folder of the lockfile.
    let root: String
    let policy: Policy
  }

  func locked() async throws -> Found {
    let whole = try await LockedProject(host: host).locked(at: path)
    let current = host.environment.currentDirectory
    let lockfile = PathText.absolute(whole.lockfile.source.path, in: current)
    let root = PathText.parent(lockfile) ?? "/"
    let settings = try policy.policy(from: path ?? ".", in: host)
    guard let request = try build.request(settings) else {
      return Found(locked: whole, root: root, policy: settings)
    }
    let project = BuiltProject(host: host)
    let built = try project.built(whole, request.selection)
    project.remarkGaps(built, whole)
    let indices = whole.graph.packages.indices
    return Found(
      locked: whole.keeping(indices.map(built.isBuilt), reach: indices.map(built.reach)),
      root: root, policy: settings)
  }
}
