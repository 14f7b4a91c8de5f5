import MoatCargo
import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatRendering

/// What is built of one locked project, for commands that show it.
struct BuiltProject {
  let host: Host

  /// - Throws: a usage error for flags that do not fit the workspace.
  func built(_ locked: LockedWorkspace, _ selection: BuildSelection) throws -> BuiltSet {
    do throws(BuildSelectionFailure) {
      return try locked.built(selection, on: host)
    } catch {
      throw CommandFailure.usage(error.message, hint: error.hint)
    }
  }

  /// Says on stderr where the answer may be more than what is built.
  func remarkGaps(_ built: BuiltSet, _ locked: LockedWorkspace) {
    for line in GapText(built, locked.graph).lines {
      let isDetail = line.hasPrefix("  ")
      let text = TerminalText.neutralised(isDetail ? String(line.dropFirst(2)) : line)
      let lines = TerminalText.wrapped(
        text, width: host.terminal.columns, first: isDetail ? "  " : "", hanging: isDetail ? 4 : 0)
      for line in lines { host.remark(line) }
    }
  }
}

/// Says in a few lines what keeps an answer from being exact.
struct GapText {
  /// As many packages as are named before the rest is only counted.
  private static let shownLimit = 5

  let lines: [String]

  init(_ built: BuiltSet, _ graph: DependencyGraph) {
    var unknown: [LockedPackage] = []
    var reasons: [String] = []
    var unclear: [LockedPackage] = []
    var odd: [String] = []
    for gap in built.gaps {
      let package = graph.packages[gap.package]
      switch gap.reason {
      case .noMetadata(let reason):
        unknown.append(package)
        if !reasons.contains(reason) { reasons.append(reason) }
      case .kindUnknown: unclear.append(package)
      case .unexplainedEdge(let target):
        odd.append(
          "nothing in the metadata of `\(package.identity)` explains its edge to "
            + "`\(graph.packages[target].identity)`")
      case .missingEdge(let name):
        odd.append("`\(package.identity)` asks for `\(name)`, to which the lockfile has no edge")
      case .missingFeature(let feature, let target):
        odd.append(
          "`\(package.identity)` asks for the feature `\(feature)` of "
            + "`\(graph.packages[target].identity)`, which has none of that name")
      case .unreadableCondition(let text):
        odd.append("`\(text)` in `\(package.identity)` is no platform")
      }
    }
    var lines: [String] = []
    for path in built.unreadManifests { lines.append("`\(path)` could not be read") }
    if !unknown.isEmpty {
      lines.append(
        "no metadata of \(Self.listed(unknown)): all dependencies and features count "
          + "(\(reasons.prefix(2).joined(separator: "; "))\(reasons.count > 2 ? "; …" : ""))")
    }
    if !unclear.isEmpty {
      lines.append(
        "only the index line of \(Self.listed(unclear)) is here, which does not tell a proc macro")
    }
    lines += odd.prefix(Self.shownLimit)
    if odd.count > Self.shownLimit { lines.append("and \(odd.count - Self.shownLimit) more") }
    self.lines =
      lines.isEmpty ? [] : ["note: this may be more than what is built"] + lines.map { "  \($0)" }
  }

  private static func listed(_ packages: [LockedPackage]) -> String {
    Wording.listed(
      packages.map(\.identity).sorted().map { "`\($0)`" }, limit: shownLimit)
  }
}
