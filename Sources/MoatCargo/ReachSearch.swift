import MoatModel

/// Finds for each package the farthest place it reaches, from the members' manifests.
struct ReachSearch {
  let graph: DependencyGraph
  let manifests: [Workspace.LocalPackage?]
  let isComplete: Bool

  /// Higher is farther: tests, then builds, then what ships.
  private enum Stage: Int {
    case test = 1
    case build, shipped
  }

  func reach() -> [Reach] {
    let members = graph.packages.indices.filter { manifests[$0]?.isMember ?? false }
    guard !members.isEmpty else { return graph.packages.map { _ in .unknown } }
    var stages = [Int](repeating: 0, count: graph.packages.count)
    var stack: [Int] = []
    func raise(_ index: Int, to stage: Stage) {
      let isProcMacro = manifests[index]?.manifest.isProcMacro ?? false
      let highest = isProcMacro ? min(stage.rawValue, Stage.build.rawValue) : stage.rawValue
      guard stages[index] < highest else { return }
      stages[index] = highest
      stack.append(index)
    }
    for member in members { raise(member, to: .shipped) }
    while let index = stack.popLast() {
      guard let stage = Stage(rawValue: stages[index]) else { continue }
      for target in graph.dependencies[index] {
        for kind in LockedWorkspace.kinds(of: target, from: index, graph, manifests) {
          switch kind {
          case .normal: raise(target, to: stage)
          case .build: raise(target, to: stage == .test ? .test : .build)
          case .development: raise(target, to: .test)
          }
        }
      }
    }
    return stages.map { stage in
      switch Stage(rawValue: stage) {
      case .shipped: .shipped
      case .build: isComplete ? .build : .unknown
      case .test: isComplete ? .test : .unknown
      case nil: isComplete ? .unreached : .unknown
      }
    }
  }
}
