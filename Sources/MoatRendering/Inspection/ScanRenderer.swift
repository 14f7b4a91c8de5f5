package import MoatInspection
import MoatModel

/// A ``ScanReport`` for people: what is new first, then what runs while something is built, then the
/// rest by capability.
package struct ScanRenderer: Sendable {
  /// How many packages are named for one capability.
  private static let nameLimit = 5
  /// How many notes of one update are shown.
  private static let noteLimit = 8
  /// How many packages without sources are named.
  private static let lackLimit = 5

  private let report: ScanReport
  private let options: HumanRenderer.Options

  /// - Parameter options: verbose shows every package and every place, quiet only how much was
  ///   inspected and what was not.
  package init(_ report: ScanReport, _ options: HumanRenderer.Options) {
    self.report = report
    self.options = options
  }

  private var width: Int { options.width }
  private var isVerbose: Bool { options.verbosity == .verbose }
  private var style: Style { options.style }

  /// A package with what it can do.
  private struct Inspected {
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

  // MARK: what is new

  private func delta() -> [String] {
    switch report.delta {
    case nil: return []
    case .unavailable(let why):
      return wrapped("what changed cannot be told: \(why)")
    case .known(let delta):
      let updated = delta.changes.count { $0.old != nil }
      let new = delta.changes.count - updated
      var parts: [String] = []
      if updated > 0 { parts.append("\(Wording.thousands(updated)) updated") }
      if new > 0 { parts.append("\(Wording.thousands(new)) new") }
      if !delta.removed.isEmpty {
        parts.append("\(Wording.thousands(delta.removed.count)) gone")
      }
      if parts.isEmpty { parts.append("no package from elsewhere changed") }
      var lines = [
        style.bold("Since \(shown(delta.revision))") + ": " + parts.joined(separator: ", ")
      ]
      var quiet: [String] = []
      var unknown: [String] = []
      for change in delta.changes {
        switch change.notes {
        case .unavailable: unknown.append(title(change))
        case .known(let notes) where notes.isEmpty: quiet.append(title(change))
        case .known(let notes):
          lines.append("  " + style.bold(title(change)) + role(change.context))
          lines += noteLines(notes)
        }
      }
      if !quiet.isEmpty {
        lines += wrapped(
          "nothing that it could not do before: " + listed(quiet, limit: Self.nameLimit),
          first: "  ", hanging: 4)
      }
      if !unknown.isEmpty {
        lines += wrapped(
          "without an archive of both versions: " + listed(unknown, limit: Self.nameLimit),
          first: "  ", hanging: 4)
      }
      return lines
    }
  }

  private func title(_ change: ScanReport.Change) -> String {
    guard let old = change.old else { return shown("\(change.new) (new)") }
    return shown("\(old) → \(change.new.version)")
  }

  private func noteLines(_ notes: [ChangeNote]) -> [String] {
    let shownNotes = notes.prefix(isVerbose ? notes.count : Self.noteLimit)
    var lines = shownNotes.flatMap { note -> [String] in
      let place = note.places.first.map { " (\($0.description))" } ?? ""
      let word = note.weight == .alert ? style.yellow("alert") : note.weight.word
      let indent = "    \(note.weight.word): "
      return wrapped(shown(note.text + place), first: indent, hanging: 6).enumerated().map {
        $0 == 0 ? "    \(word): " + $1.dropFirst(indent.count) : $1
      }
    }
    if notes.count > shownNotes.count {
      lines.append("    and \(Wording.thousands(notes.count - shownNotes.count)) more")
    }
    return lines
  }

  private func role(_ context: PackageContext) -> String {
    let names = context.names
    return names.isEmpty ? "" : style.dim("  " + names.joined(separator: ", "))
  }

  // MARK: what runs while something is built

  private func buildTime(_ all: [Inspected]) -> [[String]] {
    let scripts = all.filter(\.inspection.hasBuildScript)
    let macros = all.filter(\.inspection.isProcMacro)
    let below = all.filter {
      !$0.context.isDisjoint(with: [.buildClosure, .procMacroClosure])
        && !$0.inspection.isProcMacro
    }
    var blocks: [[String]] = []
    if !scripts.isEmpty {
      blocks.append(
        byPackage(
          "Build scripts", scripts, .buildScript, ordinary: .ordinaryInBuildScripts,
          quiet: "only read, write and tell Cargo as most do"))
    }
    if !macros.isEmpty {
      blocks.append(
        byPackage(
          "Proc macros", macros, .procMacro, ordinary: .ordinaryAnywhere,
          quiet: "nothing to note"))
    }
    if !below.isEmpty {
      blocks.append(
        byCapability(
          "What those are built from", below, [.product, .data],
          ordinary: .ordinaryAnywhere))
    }
    return blocks
  }

  private func byPackage(
    _ title: String, _ packages: [Inspected], _ section: CodeSection,
    ordinary: Set<Capability>, quiet: String
  ) -> [String] {
    var lines = ["\(style.bold(title)): \(Wording.thousands(packages.count))"]
    var rest: [String] = []
    var alike: [String: [String]] = [:]
    let column = min(28, packages.map { name($0).count }.max() ?? 0)
    for package in packages {
      let entries = package.inventory.entries(in: section)
      let notable = entries.filter {
        report.only != nil
          || !ordinary.contains($0.capability)
            && !Capability.ordinaryAnywhere.contains($0.capability)
      }
      guard !notable.isEmpty else {
        if !entries.isEmpty || report.only == nil { rest.append(name(package)) }
        continue
      }
      let label = name(package)
      let does = notable.map(words).joined(separator: ", ")
      // What does nothing but this is one of many, as a rule.
      if notable.count == 1, !isVerbose {
        alike[does, default: []].append(label)
        continue
      }
      let padding = String(repeating: " ", count: max(column - label.count, 0) + 2)
      lines += wrapped(does, first: "  \(label)\(padding)", hanging: column + 4)
      if isVerbose { lines += notable.flatMap { places($0) } }
    }
    for (does, names) in alike.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
      if names.count == 1 {
        let padding = String(repeating: " ", count: max(column - names[0].count, 0) + 2)
        lines += wrapped(does, first: "  \(names[0])\(padding)", hanging: column + 4)
        continue
      }
      lines += wrapped(
        "\(Wording.thousands(names.count)) \(does): " + listed(names, limit: Self.nameLimit),
        first: "  ", hanging: 4)
    }
    if !rest.isEmpty {
      lines += wrapped(
        "\(Wording.thousands(rest.count)) \(quiet): " + listed(rest, limit: Self.nameLimit),
        first: "  ", hanging: 4)
    }
    return lines.count == 1 ? [] : lines
  }

  // MARK: by capability

  private func shipped(_ all: [Inspected]) -> [String] {
    let packages = all.filter { $0.context.contains(.normal) && !$0.inspection.isProcMacro }
    guard !packages.isEmpty else { return [] }
    return byCapability("Part of what ships", packages, [.product, .data], ordinary: [])
  }

  private func development(_ all: [Inspected]) -> [String] {
    let packages = all.filter { $0.context == .development }
    guard !packages.isEmpty else { return [] }
    return byCapability(
      "For tests, examples and benchmarks only", packages, [.product, .data],
      ordinary: .ordinaryAnywhere)
  }

  private func byCapability(
    _ title: String, _ packages: [Inspected], _ sections: Set<CodeSection>,
    ordinary: Set<Capability>
  ) -> [String] {
    var found: [Capability: [(package: Inspected, entry: PackageInventory.Entry)]] = [:]
    for package in packages {
      for entry in package.inventory.entries where sections.contains(entry.section) {
        if report.only == nil, ordinary.contains(entry.capability) { continue }
        found[entry.capability, default: []].append((package, entry))
      }
    }
    var lines = ["\(style.bold(title)): \(Wording.counted(packages.count, "package"))"]
    if found.isEmpty {
      if report.only != nil { return [] }
      lines.append("  nothing to note")
    }
    let column = found.keys.map(\.rawValue.count).max() ?? 0
    for capability in found.keys.sorted() {
      let entries = found[capability] ?? []
      var seen: Set<PackageIdentity> = []
      let names = entries.map(\.package).filter { seen.insert($0.identity).inserted }.map(name)
      let id = capability.rawValue
      let padding = String(repeating: " ", count: column - id.count)
      let count = Wording.thousands(names.count)
      let room = String(repeating: " ", count: max(0, 5 - count.count))
      lines += wrapped(
        listed(names, limit: isVerbose ? names.count : Self.nameLimit),
        first: "  \(id)\(padding)\(room)\(count)  ", hanging: column + 9)
      if isVerbose {
        for (package, entry) in entries {
          lines.append("    \(name(package))")
          lines += places(entry, indent: 6)
        }
      }
    }
    return lines
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

  private func shown(_ text: String) -> String { TerminalText.neutralised(text) }

  private func name(_ package: Inspected) -> String { shown(package.identity.description) }

  /// `process (cc, pkg-config)`.
  private func words(_ entry: PackageInventory.Entry) -> String {
    let arguments = entry.arguments
    guard entry.capability == .process, !arguments.isEmpty else {
      return entry.capability.rawValue
    }
    let named = arguments.prefix(3).map(shown).joined(separator: ", ")
    let more = arguments.count > 3 ? ", …" : ""
    return "\(entry.capability.rawValue) (\(named)\(more))"
  }

  private func places(_ entry: PackageInventory.Entry, indent: Int = 4) -> [String] {
    MarkLine.joined(entry.marks).flatMap {
      $0.lines(width: width, indent: indent, isVerbose: true)
    }
  }

  private func listed(_ names: [String], limit: Int) -> String {
    let limit = isVerbose ? names.count : limit
    guard names.count > limit else { return names.joined(separator: ", ") }
    let more = Wording.thousands(names.count - limit)
    return names.prefix(limit).joined(separator: ", ") + " and \(more) more"
  }

  private func wrapped(_ text: String, first: String = "", hanging: Int = 0) -> [String] {
    TerminalText.wrapped(text, width: width, first: first, hanging: hanging)
  }
}

extension Set<Capability> {
  fileprivate static var ordinaryInBuildScripts: Self { Capability.ordinaryInBuildScripts }
  fileprivate static var ordinaryAnywhere: Self { Capability.ordinaryAnywhere }
}
