import MoatModel

/// Which packages a build gets to, from its members along the edges that are on: for each target
/// that is asked for, and for the machine that builds.
///
/// The ways are those of `cargo tree`
/// (https://github.com/rust-lang/cargo/blob/master/src/cargo/ops/tree/graph.rs): from a
/// build-dependency or a proc macro on, everything is for the machine that builds.
struct BuildWalk: Sendable {
  /// Where a node is built: one place for each target (or one for every platform), then the machine
  /// that builds.
  let placeCount: Int
  /// By node: see ``node(_:_:)``.
  private(set) var states: [State]
  /// By node: the node before it on a shortest way, and the edge; nil for a start.
  private(set) var parents: [Step?]

  /// The members that were walked from.
  let starts: [Int]
  private let graph: BuildGraph
  private let resolution: FeatureResolution
  private let includesDevelopment: Bool
  /// By place and condition; nil where every platform counts.
  private let holds: [[Bool]]?

  enum State: UInt8, Sendable {
    case none
    /// Only tests, examples and benchmarks of members lead here.
    case development
    case built
  }

  struct Step: Sendable {
    let node: Int
    let edge: Int
  }

  var hostPlace: Int { placeCount - 1 }

  func node(_ package: Int, _ place: Int) -> Int { package * placeCount + place }

  init(_ resolution: FeatureResolution, _ selection: BuildSelection, from members: [Int]) {
    starts = members
    graph = resolution.graph
    self.resolution = resolution
    includesDevelopment = selection.includesDevelopment
    let places = selection.platforms + [selection.host]
    let conditions = resolution.graph.conditions
    holds =
      selection.namesTargets
      ? places.map { place in conditions.map { $0.holds(on: place) } } : nil
    placeCount = max(selection.targets.count, 1) + 1
    states = [State](repeating: .none, count: resolution.graph.packages.count * placeCount)
    parents = [Step?](repeating: nil, count: states.count)
    walk(from: members)
  }

  /// Breadth first, without dev-dependencies and then with them.
  private mutating func walk(from members: [Int]) {
    var queue: [Int] = []
    for member in members {
      let places =
        graph.packages[member].isProcMacro ?? false
        ? hostPlace..<placeCount : 0..<hostPlace
      for place in places where states[node(member, place)] == .none {
        states[node(member, place)] = .built
        queue.append(node(member, place))
      }
    }
    var head = 0
    while head < queue.count {
      expand(queue[head], .built, &queue) { $0 != .development }
      head += 1
    }
    guard includesDevelopment else { return }
    // From what was reached anew every edge counts, as for `cargo tree`: also the dev-dependencies of
    // a member that is a build-dependency of another, which Cargo would not build.
    for start in queue { expand(start, .development, &queue) { $0 == .development } }
    while head < queue.count {
      expand(queue[head], .development, &queue) { _ in true }
      head += 1
    }
  }

  private mutating func expand(
    _ current: Int, _ state: State, _ queue: inout [Int],
    where isWanted: (ManifestDependency.Kind?) -> Bool
  ) {
    let package = current / placeCount
    let place = current % placeCount
    for (number, edge) in graph.packages[package].edges.enumerated()
    where isWanted(edge.kind) && blocker(of: edge, in: package, at: place) == nil {
      for next in places(of: edge, from: place) {
        let target = node(edge.target, next)
        guard states[target] == .none else { continue }
        states[target] = state
        parents[target] = Step(node: current, edge: number)
        queue.append(target)
      }
    }
  }

  /// Where a package is built that an edge leads to.
  func places(of edge: BuildGraph.Edge, from place: Int) -> [Int] {
    guard place != hostPlace else { return [hostPlace] }
    let isProcMacro = graph.packages[edge.target].isProcMacro
    switch (edge.kind, isProcMacro) {
    case (.build, _), (_, true): return [hostPlace]
    case (nil, _), (_, nil): return [place, hostPlace]
    case (_, false): return [place]
    }
  }

  /// What keeps an edge from counting.
  enum Blocker: Hashable, Sendable {
    case development
    case condition
    /// An optional dependency that nothing turns on.
    case option
  }

  func blocker(of edge: BuildGraph.Edge, in package: Int, at place: Int) -> Blocker? {
    if edge.kind == .development, !includesDevelopment { return .development }
    if let condition = edge.condition, let holds {
      let tested = edge.kind == .build ? hostPlace : place
      if !holds[tested][condition] { return .condition }
    }
    guard edge.isOptional, let key = edge.key else { return nil }
    let keys = resolution.units[resolution.unit(package, host: place == hostPlace)].keys
    return keys.isEmpty || keys[key] == nil ? .option : nil
  }
}
