package import MoatInspection
import MoatModel

/// What one package can do, with every place.
package struct PackageScanRenderer: Sendable {
  /// How many places of one capability are shown.
  private static let placeLimit = 12
  /// Of `unsafe` and what says little by itself.
  private static let ordinaryLimit = 3

  private let inspection: PackageInspection
  private let origin: String
  private let context: PackageContext?
  private let only: Set<Capability>?
  private let options: HumanRenderer.Options

  /// - Parameters:
  ///   - origin: where it was read, as a phrase.
  ///   - context: nil where no lockfile has it.
  ///   - options: verbose shows every place, quiet no capability.
  package init(
    _ inspection: PackageInspection, origin: String, context: PackageContext?,
    only: Set<Capability>?, _ options: HumanRenderer.Options
  ) {
    self.inspection = inspection
    self.origin = origin
    self.context = context
    self.only = only
    self.options = options
  }

  private var width: Int { options.width }
  private var isVerbose: Bool { options.verbosity == .verbose }
  private var style: Style { options.style }

  package func text() -> String {
    var lines = [style.bold(shown(inspection.identity.description)) + "  " + shown(origin)]
    lines += TerminalText.wrapped(facts, width: width, first: "  ", hanging: 2)
    let inventory = PackageInventory(inspection, only: only)
    for section in CodeSection.allCases where options.verbosity != .quiet {
      let entries = inventory.entries(in: section)
      guard !entries.isEmpty else { continue }
      lines += ["", style.bold(title(section))]
      if section == .development, !isVerbose {
        lines += TerminalText.wrapped(
          entries.map { "\($0.capability.rawValue) ×\($0.marks.count)" }
            .joined(separator: ", "), width: width, first: "  ", hanging: 2)
      } else {
        for entry in entries { lines += block(entry) }
      }
    }
    if inventory.entries.isEmpty { lines += ["", "nothing to note"] }
    if !inspection.gaps.isEmpty {
      lines += ["", style.bold("Not seen whole")]
      for gap in inspection.gaps {
        lines += TerminalText.wrapped(
          shown("\(gap.path): \(gap.reason)"), width: width, first: "  ", hanging: 4)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What it is and where it runs.
  private var facts: String {
    var parts: [String] = []
    if inspection.isProcMacro { parts.append("a proc macro") }
    parts.append(inspection.hasBuildScript ? "has a build script" : "no build script")
    if let context {
      var places: [String] = []
      if context.contains(.buildClosure) { places.append("in build scripts") }
      if context.contains(.procMacroClosure) { places.append("in the compiler") }
      if context.contains(.normal) { places.append("in what ships") }
      if context.contains(.development) { places.append("in tests only") }
      parts.append(
        places.isEmpty ? "no member needs it" : "runs " + places.joined(separator: ", "))
    }
    let code = ReviewSize(inspection).code
    parts.append(Wording.counted(inspection.files.count { $0.lines != nil }, "Rust file"))
    if code > 0 { parts.append("\(Wording.counted(code, "line")) of code") }
    return parts.joined(separator: "; ")
  }

  private func title(_ section: CodeSection) -> String {
    switch section {
    case .buildScript: "Build script"
    case .procMacro: "Proc macro"
    case .product: "Library and programs"
    case .data: "Other files"
    case .development: "Tests, examples, benchmarks"
    }
  }

  private func block(_ entry: PackageInventory.Entry) -> [String] {
    let count = entry.marks.count > 1 ? " ×\(Wording.thousands(entry.marks.count))" : ""
    var lines = ["  " + style.cyan(entry.capability.rawValue) + count]
    let isOrdinary = Capability.ordinaryAnywhere.contains(entry.capability)
    let places = MarkLine.joined(entry.marks)
    let limit =
      isVerbose ? places.count : isOrdinary ? Self.ordinaryLimit : Self.placeLimit
    for place in places.prefix(limit) {
      lines += place.lines(width: width, indent: 4, isVerbose: isVerbose)
    }
    if places.count > limit {
      lines.append("    and \(Wording.thousands(places.count - limit)) more; -v shows them")
    }
    return lines
  }

  private func shown(_ text: String) -> String { TerminalText.neutralised(text) }
}
