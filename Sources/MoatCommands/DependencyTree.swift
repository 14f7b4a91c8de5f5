import MoatCargo
import MoatModel
import MoatRendering

/// Draws a dependency graph with the lines that `cargo tree` draws.
struct DependencyTree {
  /// No real graph is deeper; a made-up one must not exhaust the stack.
  static let depthLimit = 200

  private let locked: LockedWorkspace
  private let style: Style
  private let depth: Int

  init(_ locked: LockedWorkspace, style: Style, depth: Int) {
    self.locked = locked
    self.style = style
    self.depth = min(depth, Self.depthLimit)
  }

  /// What a package depends on.
  func below(_ index: Int) -> String {
    draw(index) { parent in
      locked.graph.dependencies[parent].map { ($0, kindMark($0, from: parent)) }
    }
  }

  /// What depends on a package.
  func inverted(_ index: Int) -> String {
    draw(index) { child in
      locked.graph.dependents[child].map { ($0, kindMark(child, from: $0)) }
    }
  }

  /// Every crate that is locked in several versions, inverted.
  func duplicated() -> String {
    let named = Dictionary(grouping: locked.graph.packages.indices) {
      locked.graph.packages[$0].name
    }
    return named.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
      .flatMap { $0.value.map(inverted) }.joined(separator: "\n")
  }

  private func kindMark(_ target: Int, from index: Int) -> String {
    guard locked.graph.packages[index].isLocal else { return "" }
    let kinds = locked.kinds(of: target, from: index)
    if kinds.contains(.normal) { return "" }
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
    return TerminalText.neutralised(text)
  }
}
