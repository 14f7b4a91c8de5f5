import MoatCargo
import MoatModel
import MoatRendering

/// Draws a dependency graph with the lines that `cargo tree` draws.
struct DependencyTree {
  /// No real graph is deeper; a made-up one must not exhaust the stack.
  static let depthLimit = 200

  private let locked: LockedWorkspace
  /// What is built, where only that is drawn.
  private let built: BuiltSet?
  private let showsFeatures: Bool
  private let style: Style
  private let depth: Int

  init(
    _ locked: LockedWorkspace, built: BuiltSet? = nil, showsFeatures: Bool = false, style: Style,
    depth: Int
  ) {
    self.locked = locked
    self.built = built
    self.showsFeatures = showsFeatures
    self.style = style
    self.depth = min(depth, Self.depthLimit)
  }

  /// What a package depends on.
  func below(_ index: Int) -> String {
    draw(index) { parent in
      if let built {
        return built.openEdges(of: parent).map { ($0.target, Self.mark($0.kinds)) }
      }
      return locked.graph.dependencies[parent].map { ($0, kindMark($0, from: parent)) }
    }
  }

  /// What depends on a package.
  func inverted(_ index: Int) -> String {
    draw(index) { child in
      if let built {
        return locked.graph.dependents[child].compactMap { parent in
          built.openEdges(of: parent).first { $0.target == child }
            .map { (parent, Self.mark($0.kinds)) }
        }
      }
      return locked.graph.dependents[child].map { ($0, kindMark(child, from: $0)) }
    }
  }

  /// Every crate that is locked in several versions, inverted.
  func duplicated() -> String {
    let indices = locked.graph.packages.indices.filter { built?.isBuilt($0) ?? true }
    let named = Dictionary(grouping: indices) {
      locked.graph.packages[$0].name
    }
    return named.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
      .flatMap { $0.value.map(inverted) }.joined(separator: "\n")
  }

  private func kindMark(_ target: Int, from index: Int) -> String {
    guard locked.graph.packages[index].isLocal else { return "" }
    return Self.mark(locked.kinds(of: target, from: index))
  }

  private static func mark(_ kinds: Set<ManifestDependency.Kind>) -> String {
    if kinds.isEmpty || kinds.contains(.normal) { return "" }
    return kinds.contains(.build) ? " (build)" : " (dev)"
  }

  private func draw(_ root: Int, _ next: (Int) -> [(index: Int, mark: String)]) -> String {
    var text = label(root) + "\n"
    var shown: Set<Int> = [root]
    // Each frame is what is left to draw of one package, and the lines to its left.
    var stack = [(rest: next(root)[...], prefix: "")]
    while var frame = stack.popLast() {
      guard let child = frame.rest.popFirst() else { continue }
      let isLast = frame.rest.isEmpty
      stack.append(frame)
      let children = stack.count < depth ? next(child.index) : []
      let isRepeated = !shown.insert(child.index).inserted && !children.isEmpty
      text += style.dim(frame.prefix + (isLast ? "└── " : "├── "))
      text += label(child.index) + style.dim(child.mark + (isRepeated ? " (*)" : "")) + "\n"
      if !isRepeated, depth > 0 {
        stack.append((children[...], frame.prefix + (isLast ? "    " : "│   ")))
      }
    }
    return depth > 0 ? text : label(root) + "\n"
  }

  private func label(_ index: Int) -> String {
    let package = locked.graph.packages[index]
    var text = "\(package.name) v\(package.versionText)"
    if let source = package.source, !source.isCratesIO { text += " (\(source))" }
    if showsFeatures, let how = built?.package(index) { text += Self.features(how) }
    return TerminalText.neutralised(text)
  }

  /// ` (features: a, b)`, and what a build script or proc macro has instead.
  static func features(_ package: BuiltPackage) -> String {
    let own = package.features.joined(separator: ", ")
    let host = package.hostFeatures.joined(separator: ", ")
    guard package.isForTargets, package.isForHost, own != host else {
      let features = package.isForTargets ? own : host
      return features.isEmpty ? "" : " (features: \(features))"
    }
    return " (features: \(own.isEmpty ? "none" : own); for builds: \(host.isEmpty ? "none" : host))"
  }
}
