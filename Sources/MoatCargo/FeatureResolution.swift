import MoatModel

/// Which features and optional dependencies are on, package by package.
///
/// The rules are Cargo's (`FeatureResolver` in
/// https://github.com/rust-lang/cargo/blob/master/src/cargo/core/resolver/features.rs): nothing that
/// is on turns anything off, so the order of the steps does not matter. With resolver 2 and 3 a
/// package has two sets, one for what ships and one for build scripts, proc macros and all they
/// need; with resolver 1 there is one. Unlike Cargo's it does not recurse: a made-up chain of
/// features must not exhaust the stack.
struct FeatureResolution: Sendable {
  let graph: BuildGraph
  let rules: Rules
  /// By unit: see ``unit(_:host:)``.
  private(set) var units: [Unit]
  private var steps: [Step] = []
  private var head = 0

  /// What the selection and the resolver's version come to.
  struct Rules: Sendable {
    /// Builds and proc macros have features of their own.
    let keepsHostApart: Bool
    /// Dev-dependencies turn nothing on.
    let ignoresDevelopment: Bool
    /// By condition; nil where every platform counts.
    let holdsOnSomeTarget: [Bool]?
    let holdsOnHost: [Bool]

    init(_ selection: BuildSelection, _ resolver: ResolverVersion, _ graph: BuildGraph) {
      keepsHostApart = resolver.keepsApart
      ignoresDevelopment = resolver.keepsApart && !selection.includesDevelopment
      let platforms = selection.platforms
      holdsOnSomeTarget =
        resolver.keepsApart && selection.namesTargets
        ? graph.conditions.map { condition in platforms.contains { condition.holds(on: $0) } }
        : nil
      let host = selection.host
      holdsOnHost = graph.conditions.map { $0.holds(on: host) }
    }
  }

  /// One package on one side.
  struct Unit: Sendable {
    var isActive = false
    /// Every feature and every optional dependency is on, for want of metadata.
    var hasEverything = false
    /// By number; empty until something is on.
    var features: [Cause?] = []
    /// By key: the optional dependencies that are on.
    var keys: [Cause?] = []
    /// `key?/feature` entries that wait for the key.
    var waiting: [(key: Int, feature: String, cause: Cause)] = []
  }

  /// What turned a feature or an optional dependency on first.
  enum Cause: Sendable {
    /// The flags of the build.
    case selection
    /// A dependency's own list: the unit, and the number of the edge.
    case edge(unit: Int, edge: Int)
    /// A feature of a unit: of the same package, or of one that depends on it.
    case feature(unit: Int, feature: Int)
    /// Nothing is known of what asks for it.
    case unknown(unit: Int)
  }

  private enum Step {
    case package(Int)
    case edge(unit: Int, edge: Int)
    case value(unit: Int, BuildGraph.Value, Cause)
    case everything(unit: Int, cause: Cause)
  }

  /// The number of a package on one side; one side where they are not kept apart.
  func unit(_ package: Int, host: Bool) -> Int {
    package * 2 + (host && rules.keepsHostApart ? 1 : 0)
  }

  init(graph: BuildGraph, rules: Rules) {
    self.graph = graph
    self.rules = rules
    units = [Unit](repeating: Unit(), count: graph.packages.count * 2)
  }

  /// Turns on what is asked of one member, and all that follows.
  mutating func activate(_ member: Int, _ values: [BuildGraph.Value]) {
    var sides = [unit(member, host: false)]
    // A proc macro's tests are built like anything else.
    if rules.keepsHostApart, graph.packages[member].isProcMacro ?? false {
      sides.append(unit(member, host: true))
    }
    for unit in sides {
      for value in values { steps.append(.value(unit: unit, value, .selection)) }
      if !graph.packages[member].isKnown {
        steps.append(.everything(unit: unit, cause: .selection))
      }
      steps.append(.package(unit))
    }
    run()
  }

  private mutating func run() {
    while head < steps.count {
      let step = steps[head]
      head += 1
      switch step {
      case .package(let unit): visit(unit)
      case .edge(let unit, let edge): follow(unit, edge)
      case .value(let unit, let value, let cause): turnOn(value, in: unit, cause)
      case .everything(let unit, let cause): turnOnEverything(in: unit, cause)
      }
    }
    steps.removeAll(keepingCapacity: true)
    head = 0
  }

  private mutating func visit(_ unit: Int) {
    guard !units[unit].isActive else { return }
    units[unit].isActive = true
    let package = graph.packages[unit / 2]
    for (number, edge) in package.edges.enumerated() where !edge.isOptional {
      steps.append(.edge(unit: unit, edge: number))
    }
  }

  /// Whether an edge counts in a unit at all.
  private func counts(_ edge: BuildGraph.Edge, in unit: Int) -> Bool {
    if rules.ignoresDevelopment, edge.kind == .development { return false }
    guard let condition = edge.condition, let holds = rules.holdsOnSomeTarget else { return true }
    let isHost = unit % 2 == 1 || edge.kind == .build
    return isHost ? rules.holdsOnHost[condition] : holds[condition]
  }

  /// The units that an edge leads to: two where it is not known whether it leads to a proc macro.
  func targets(of edge: BuildGraph.Edge, from unit: Int) -> [Int] {
    let ownSide = edge.target * 2 + unit % 2
    guard rules.keepsHostApart, unit % 2 == 0 else { return [ownSide] }
    let hostSide = edge.target * 2 + 1
    switch edge.kind {
    case .build: return [hostSide]
    case .normal, .development:
      switch graph.packages[edge.target].isProcMacro {
      case true: return [hostSide]
      case false: return [ownSide]
      case nil: return [ownSide, hostSide]
      }
    // Of an edge without a dependency the kind is not known either.
    case nil:
      return graph.packages[edge.target].isProcMacro ?? false ? [hostSide] : [ownSide, hostSide]
    }
  }

  private mutating func follow(_ unit: Int, _ number: Int) {
    let edge = graph.packages[unit / 2].edges[number]
    guard counts(edge, in: unit) else { return }
    for target in targets(of: edge, from: unit) {
      let cause = Cause.edge(unit: unit, edge: number)
      for feature in edge.features {
        steps.append(.value(unit: target, .feature(feature), cause))
      }
      if edge.dependency == nil {
        steps.append(.everything(unit: target, cause: .unknown(unit: unit)))
      }
      steps.append(.package(target))
    }
  }

  // MARK: features

  private mutating func turnOn(_ value: BuildGraph.Value, in unit: Int, _ cause: Cause) {
    switch value {
    case .feature(let feature): turnOn(feature: feature, in: unit, cause)
    case .dependency(let key): turnOn(key: key, in: unit, cause)
    case .dependencyFeature(let key, let feature, let isWeak):
      turnOn(feature, of: key, isWeak: isWeak, in: unit, cause)
    }
  }

  private mutating func turnOn(feature: Int, in unit: Int, _ cause: Cause) {
    let package = graph.packages[unit / 2]
    if units[unit].features.isEmpty {
      units[unit].features = [Cause?](repeating: nil, count: package.featureNames.count)
    }
    guard units[unit].features[feature] == nil else { return }
    units[unit].features[feature] = cause
    for value in package.featureValues[feature] {
      steps.append(.value(unit: unit, value, .feature(unit: unit, feature: feature)))
    }
  }

  private mutating func turnOn(key: Int, in unit: Int, _ cause: Cause) {
    let package = graph.packages[unit / 2]
    if units[unit].keys.isEmpty {
      units[unit].keys = [Cause?](repeating: nil, count: package.keys.count)
    }
    guard units[unit].keys[key] == nil else { return }
    units[unit].keys[key] = cause
    for number in package.edgesByKey[key] { steps.append(.edge(unit: unit, edge: number)) }
    let waiting = units[unit].waiting.filter { $0.key == key }
    for entry in waiting { turnOn(entry.feature, of: key, isWeak: true, in: unit, entry.cause) }
  }

  private mutating func turnOn(
    _ feature: String, of key: Int, isWeak: Bool, in unit: Int, _ cause: Cause
  ) {
    let package = graph.packages[unit / 2]
    for number in package.edgesByKey[key] {
      let edge = package.edges[number]
      guard counts(edge, in: unit) else { continue }
      if edge.isOptional {
        let isOn = !units[unit].keys.isEmpty && units[unit].keys[key] != nil
        if isWeak, !isOn {
          units[unit].waiting.append((key, feature, cause))
          continue
        }
        turnOn(key: key, in: unit, cause)
        // As it was before there were weak entries, the feature of the dependency's name too.
        if !isWeak, let implied = package.featureOfKey[key] {
          turnOn(feature: implied, in: unit, cause)
        }
      }
      for target in targets(of: edge, from: unit) {
        guard let wanted = graph.packages[target / 2].featureNumbers[feature] else { continue }
        steps.append(.value(unit: target, .feature(wanted), cause))
      }
    }
  }

  private mutating func turnOnEverything(in unit: Int, _ cause: Cause) {
    guard !units[unit].hasEverything else { return }
    units[unit].hasEverything = true
    let package = graph.packages[unit / 2]
    for feature in package.featureNames.indices { turnOn(feature: feature, in: unit, cause) }
    for key in package.keys.indices { turnOn(key: key, in: unit, cause) }
  }
}
