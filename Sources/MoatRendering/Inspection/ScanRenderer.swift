package import MoatInspection
import MoatModel

/// A ``ScanReport`` for people: what is new first, then what runs while something is built, then the
/// rest by capability.
package struct ScanRenderer: Sendable {
  /// How many packages are named for one capability.
  static let nameLimit = 5
  /// How many packages without sources are named.
  private static let lackLimit = 5

  let report: ScanReport
  private let options: HumanRenderer.Options

  /// - Parameter options: verbose shows every package and every place, quiet only how much was
  ///   inspected and what was not.
  package init(_ report: ScanReport, _ options: HumanRenderer.Options) {
    self.report = report
    self.options = options
  }

  var width: Int { options.width }
  var isVerbose: Bool { options.verbosity == .verbose }
  var style: Style { options.style }

  /// A package with what it can do.
  struct Inspected {
    let identity: PackageIdentity
    let context: PackageContext
    let inspection: PackageInspection
    let inventory: PackageInventory
  }

  /// The text.
  package func text() -> String {
    let all = report.packages.compactMap { package in
      package.inspection.value.map {
        Inspected(
          identity: package.identity, context: package.context, inspection: $0,
          inventory: PackageInventory($0, only: report.only))
      }
    }
    var blocks = [summary(all)]
    if options.verbosity != .quiet {
      blocks += [delta()]
      blocks += buildTime(all)
      blocks += [shipped(all), development(all)]
    }
    blocks.append(lacking())
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  // MARK: summary

  private func summary(_ all: [Inspected]) -> [String] {
    let code = all.reduce(0) { $0 + ReviewSize($1.inspection).code }
    let total = report.packages.count
    var text =
      all.count == total
      ? "\(Wording.counted(total, "package")) inspected"
      : "\(Wording.thousands(all.count)) of \(Wording.counted(total, "package")) inspected"
    let scripts = all.count { $0.inspection.hasBuildScript }
    let macros = all.count { $0.inspection.isProcMacro }
    text +=
      ": \(Wording.counted(scripts, "build script")), \(Wording.counted(macros, "proc macro"))"
    if code > 0 { text += ", \(Wording.counted(code, "line")) of code" }
    return wrapped(text)
  }

  // MARK: what was not seen

  private func lacking() -> [String] {
    var reasons: [String: [String]] = [:]
    var order: [String] = []
    for package in report.packages {
      guard case .unavailable(let why) = package.inspection else { continue }
      if reasons[why] == nil { order.append(why) }
      reasons[why, default: []].append(shown(package.identity.description))
    }
    var lines: [String] = []
    if !order.isEmpty {
      let count = order.reduce(0) { $0 + (reasons[$1]?.count ?? 0) }
      lines.append("\(style.bold("Not inspected")): \(Wording.counted(count, "package"))")
      let limit = isVerbose ? order.count : Self.lackLimit
      for why in order.prefix(limit) {
        lines += wrapped(
          "\(shown(why)): " + listed(reasons[why] ?? [], limit: Self.nameLimit), first: "  ",
          hanging: 4)
      }
      if order.count > limit { lines.append("  and \(order.count - limit) more reasons") }
    }
    let gaps = report.packages.compactMap { package -> String? in
      guard let gap = package.inspection.value?.gaps.first else { return nil }
      return shown("\(package.identity) (\(gap.path) \(gap.reason))")
    }
    if !gaps.isEmpty {
      lines.append("\(style.bold("Not seen whole")): \(Wording.counted(gaps.count, "package"))")
      lines += wrapped(
        listed(gaps, limit: isVerbose ? gaps.count : Self.lackLimit), first: "  ", hanging: 4)
    }
    return lines
  }

  // MARK: words

  func shown(_ text: String) -> String { TerminalText.neutralised(text) }

  func name(_ package: Inspected) -> String { shown(package.identity.description) }

  func listed(_ names: [String], limit: Int) -> String {
    let limit = isVerbose ? names.count : limit
    guard names.count > limit else { return names.joined(separator: ", ") }
    let more = Wording.thousands(names.count - limit)
    return names.prefix(limit).joined(separator: ", ") + " and \(more) more"
  }

  func wrapped(_ text: String, first: String = "", hanging: Int = 0) -> [String] {
    TerminalText.wrapped(text, width: width, first: first, hanging: hanging)
  }
}
