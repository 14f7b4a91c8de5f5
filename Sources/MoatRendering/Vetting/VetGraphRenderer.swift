package import MoatVetting

/// The graph that vetting decides over, as a mermaid diagram and as JSON.
package struct VetGraphRenderer: Sendable {
  /// How much of a graph is shown.
  package enum Depth: String, Hashable, Sendable, CaseIterable {
    case roots, workspace
    case firstParty = "first-party"
    case firstPartyAndDirects = "first-party-and-directs"
    case full
  }

  private let graph: VetGraph

  package init(_ graph: VetGraph) { self.graph = graph }

  private func isOwn(_ place: Int, _ depth: Depth) -> Bool {
    let package = graph.packages[place]
    return switch depth {
    case .roots: package.isRoot
    case .workspace: package.isRoot || package.isWorkspaceMember
    case .firstParty, .firstPartyAndDirects: !package.isThirdParty
    case .full: true
    }
  }

  /// A diagram that GitHub draws (https://mermaid.js.org/syntax/flowchart.html).
  package func mermaid(_ depth: Depth) -> String {
    let sources = graph.packages.indices.filter { isOwn($0, depth) }
    var shown = Set(sources)
    if depth == .firstPartyAndDirects {
      for place in sources { shown.formUnion(graph.packages[place].dependencies) }
    }
    var left = shown
    var text = "graph LR\n"
    func group(_ title: String, _ shape: (String, String), where isIn: (VetPackage) -> Bool) {
      text += "    subgraph \(title)\n"
      for place in left.sorted() where isIn(graph.packages[place]) {
        left.remove(place)
        let label = Self.escaped(graph.packages[place].label)
        text += "        node\(place)\(shape.0)\(label)\(shape.1)\n"
      }
      text += "    end\n"
    }
    group("roots", ("{", "}"), where: \.isRoot)
    group("workspace-members", ("[/", "/]"), where: \.isWorkspaceMember)
    group("first-party", ("[", "]"), where: { !$0.isThirdParty })
    group("third-party", ("(", ")"), where: { _ in true })
    for place in sources {
      for target in graph.packages[place].dependencies where shown.contains(target) {
        text += "    node\(place) --> node\(target)\n"
      }
    }
    return text
  }

  /// Build metadata has a `+`, and nothing else of a label could end a shape; a hostile name could.
  private static func escaped(_ label: String) -> String {
    String(
      TerminalText.neutralised(label).map { "()[]{}\"<>|;#".contains($0) ? "_" : $0 })
  }

  /// `{"format":"moat-vet-graph","version":1,"packages":[…]}`, edges as places in the list.
  package func json() -> String {
    var writer = JSONWriter(isPretty: true)
    writer.object { writer in
      writer.member("format", "moat-vet-graph")
      writer.member("version", 1)
      writer.array("packages") { writer in
        for package in graph.packages { Self.json(package, &writer) }
      }
    }
    return writer.text + "\n"
  }

  private static func json(_ package: VetPackage, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("name", package.name)
      writer.member("version", package.version.description)
      writer.member("isCratesIO", package.isCratesIO)
      writer.member("isThirdParty", package.isThirdParty)
      writer.member("isWorkspaceMember", package.isWorkspaceMember)
      writer.member("isRoot", package.isRoot)
      writer.member("isDevOnly", package.isDevOnly)
      for (key, places) in [
        ("normal", package.normalDependencies), ("build", package.buildDependencies),
        ("dev", package.devDependencies), ("dependents", package.dependents),
      ] {
        writer.array(key) { writer in
          for place in places { writer.value(place) }
        }
      }
    }
  }
}
