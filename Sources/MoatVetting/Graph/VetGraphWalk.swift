import MoatModel

/// The depth-first walk that finds roots, order and reach of a ``VetGraph``.
///
/// It goes over members' normal and build dependencies first, so that cycles by way of development
/// dependencies cannot hide a root. Its stack is explicit: a graph may be as deep as it is long.
struct VetGraphWalk {
  private(set) var packages: [VetPackage]
  private(set) var order: [Int] = []
  private let nodes: [VetNode]
  private var isVisited: [Bool]

  init(nodes: [VetNode], policies: [PolicyKey: CratePolicy]) {
    self.nodes = nodes
    isVisited = Array(repeating: false, count: nodes.count)
    packages = nodes.map { node in
      let policy = policies.policy(of: node.name, node.version)
      return VetPackage(
        name: node.name, version: node.version, isCratesIO: node.isCratesIO,
        isThirdParty: node.isCratesIO || policy?.auditAsCratesIO == true,
        isWorkspaceMember: node.isWorkspaceMember, description: node.description,
        repository: node.repository)
    }
  }

  mutating func run() {
    let members = nodes.indices.filter { nodes[$0].isWorkspaceMember }
    for member in members { visit(member) }
    for place in order { packages[place].isDevOnly = false }
    for member in members { packages[member].isRoot = packages[member].dependents.isEmpty }
    for member in members {
      let needed = dependencies(of: member, .development)
      for place in needed {
        visit(place)
        packages[place].dependents.append(member)
      }
      packages[member].devDependencies = needed
    }
    for place in packages.indices {
      packages[place].dependents = Self.unique(packages[place].dependents)
    }
  }

  private mutating func visit(_ start: Int) {
    guard !isVisited[start] else { return }
    var stack = [enter(start)]
    while let top = stack.indices.last {
      let place = stack[top].place
      guard stack[top].next < packages[place].normalAndBuildDependencies.count else {
        order.append(place)
        stack.removeLast()
        continue
      }
      let needed = packages[place].normalAndBuildDependencies[stack[top].next]
      stack[top].next += 1
      packages[needed].dependents.append(place)
      if !isVisited[needed] { stack.append(enter(needed)) }
    }
  }

  private mutating func enter(_ place: Int) -> (place: Int, next: Int) {
    isVisited[place] = true
    packages[place].normalDependencies = dependencies(of: place, .normal)
    packages[place].buildDependencies = dependencies(of: place, .build)
    packages[place].normalAndBuildDependencies = dependencies(of: place, [.normal, .build])
    packages[place].dependencies = dependencies(of: place, [.normal, .build, .development])
    return (place, 0)
  }

  private func dependencies(of place: Int, _ kinds: DependencyKinds) -> [Int] {
    Self.unique(
      nodes[place].dependencies.filter { !$0.kinds.isDisjoint(with: kinds) }.map(\.node))
  }

  private static func unique(_ places: [Int]) -> [Int] {
    var unique: [Int] = []
    for place in places.sorted() where place != unique.last { unique.append(place) }
    return unique
  }
}
