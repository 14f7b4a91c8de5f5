import MoatCargo
import MoatModel
import MoatRendering

/// Says why a package is built or not.
struct WhyText {
  /// As many closed edges as are shown; the shortest ones say most.
  private static let closedLimit = 12

  private let locked: LockedWorkspace
  private let built: BuiltSet
  private let style: Style

  init(_ locked: LockedWorkspace, _ built: BuiltSet, _ style: Style) {
    self.locked = locked
    self.built = built
    self.style = style
  }

  func about(_ index: Int) -> String {
    guard let how = built.package(index) else { return closed(index) }
    var text = style.bold("\(label(index)) is built \(purpose(how))") + "\n"
    text += way(to: index)
    if how.isForTargets { text += features(of: index, host: false, "features") }
    let isSame = how.isForTargets && how.features == how.hostFeatures
    if how.isForHost, !isSame {
      text += features(of: index, host: true, how.isForTargets ? "features for builds" : "features")
    }
    return text
  }

  // MARK: what is built

  private func purpose(_ how: BuiltPackage) -> String {
    var parts: [String] = []
    if how.isForTargets {
      let names = how.targets.map(\.description).joined(separator: ", ")
      parts.append(names.isEmpty ? "for every platform" : "for \(names)")
    }
    if how.isForHost { parts.append("for build scripts or proc macros") }
    return parts.joined(separator: " and ") + (how.isForDevelopmentOnly ? ", for tests only" : "")
  }

  /// The way as a tree with one branch.
  private func way(to index: Int) -> String {
    let steps = built.way(to: index)
    guard let first = steps.first else {
      return "  \(style.dim("it is a member of the workspace"))\n"
    }
    var text = "  \(label(first.from))\n"
    for (depth, step) in steps.enumerated() {
      text += "  " + style.dim(String(repeating: "    ", count: depth) + "└── ")
      text += label(step.to) + style.dim(marks(of: step)) + "\n"
    }
    return text
  }

  private func marks(of step: BuildStep) -> String {
    guard let dependency = step.dependency else { return " (nothing tells how)" }
    var marks: [String] = []
    if dependency.key != dependency.name { marks.append("as \(dependency.key)") }
    switch dependency.kind {
    case .normal: break
    case .build: marks.append("build")
    case .development: marks.append("dev")
    }
    if case .on(let condition) = dependency.condition { marks.append("\(condition)") }
    if let opener = step.opener { marks.append("optional: \(phrase(opener, in: step.from))") }
    return TerminalText.neutralised(marks.map { " (\($0))" }.joined())
  }

  private func features(of index: Int, host: Bool, _ title: String) -> String {
    let origins = built.featureOrigins(of: index, host: host)
    guard !origins.isEmpty else { return "\(title): none\n" }
    let width = origins.map(\.feature.count).max() ?? 0
    let lines = origins.map { feature, origin in
      let padding = String(repeating: " ", count: width - feature.count)
      let reason = style.dim(TerminalText.neutralised(phrase(origin, in: index)))
      return "  \(TerminalText.neutralised(feature))\(padding)  \(reason)\n"
    }
    return "\(title):\n" + lines.joined()
  }

  private func phrase(_ origin: FeatureOrigin, in index: Int) -> String {
    switch origin {
    case .selection: "by the flags of the build"
    case .dependent(let dependent): "\(name(dependent)) asks for it"
    case .feature(let feature, let owner):
      owner == index
        ? "by its feature `\(feature)`" : "by the feature `\(feature)` of \(name(owner))"
    case .unknown(let dependent): "\(name(dependent)) may ask for it"
    }
  }

  // MARK: what is not built

  private func closed(_ index: Int) -> String {
    let targets = built.selection.targets.map(\.description).joined(separator: ", ")
    let place = targets.isEmpty ? "" : " for \(targets)"
    var text = style.bold("\(label(index)) is locked and not built\(place)") + "\n"
    let edges = built.closedEdges(to: index)
    if edges.isEmpty { text += "  nothing that is built leads to it\n" }
    for edge in edges.prefix(Self.closedLimit) {
      let names = ([edge.from] + edge.way).map(label).joined(separator: " → ")
      text += "  \(names)\n"
      for reason in edge.reasons {
        text += "    \(style.dim(phrase(reason, edge)))\n"
      }
    }
    let rest = edges.count - Self.closedLimit
    if rest > 0 { text += "  and \(rest) more\n" }
    return text
  }

  private func phrase(_ reason: ClosedEdgeReason, _ edge: ClosedEdge) -> String {
    let target = edge.way.first.map(name) ?? ""
    let text =
      switch reason {
      case .condition(let condition): "\(name(edge.from)) needs \(target) for \(condition) only"
      case .development: "\(name(edge.from)) needs \(target) for tests only"
      case .option(let features):
        "\(target) is optional in \(name(edge.from)): "
          + (features.isEmpty
            ? "no feature turns it on"
            : "turned on by \(features.map { "`\($0)`" }.joined(separator: " or "))")
      }
    return TerminalText.neutralised(text)
  }

  private func name(_ index: Int) -> String { "`\(locked.graph.packages[index].name)`" }

  private func label(_ index: Int) -> String {
    let package = locked.graph.packages[index]
    return TerminalText.neutralised("\(package.name) v\(package.versionText)")
  }
}
